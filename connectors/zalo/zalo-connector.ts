/** The door for messages to the Zalo Official Account. */
import type { Fetch } from '../chat/answers/call-api.ts'
import {
  type ChatConnector,
  type ChatSettings,
  type ChatSurroundings,
  createChatConnector,
} from '../chat/chat-connector.ts'
import { openAccessTokens } from './access-token.ts'
import { readZaloEvent } from './read-event.ts'
import { sendZaloMessage } from './send-message.ts'
import { checkZaloSignature } from './signature.ts'
import type { TokenVault } from './token-vault.ts'

export interface ZaloSettings extends ChatSettings {
  appId: string
  /** Of the app: renews tokens. */
  appSecret: string
  /** Of the OA: signs webhooks. Another one than the app's. */
  oaSecret: string
  apiUrl: string
  oauthUrl: string
}

export const zaloDefaults = {
  apiUrl: 'https://openapi.zalo.me',
  oauthUrl: 'https://oauth.zaloapp.com',
  // Zalo sends again for about two hours and then switches the webhook off; a day leaves room for wrong clocks.
  maxAge: Temporal.Duration.from({ hours: 24 }),
  replies: { window: Temporal.Duration.from({ hours: 7 * 24 }), firstAnswersPerHour: 8, tries: 6 },
}

export function createZaloConnector(
  settings: ZaloSettings,
  around: ChatSurroundings & { vault: TokenVault; fetch: Fetch },
): ChatConnector {
  const tokens = openAccessTokens(settings, around)
  return createChatConnector(
    {
      channel: 'zalo',
      check: (header, body) => checkZaloSignature(settings, header, body),
      greet: () => ({ status: 405, text: 'POST only' }),
      readEvents: (body) => [readZaloEvent(body)],
      send: (thread, reply, now) => sendZaloMessage(settings, { ...around, tokens }, thread, reply, now),
      // Also when nothing is said for months: a refresh token lapses after three.
      async keepUp() {
        const access = await tokens.get()
        return 'problem' in access ? access.problem : null
      },
    },
    settings,
    around,
  )
}
