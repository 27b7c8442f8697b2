/** The door for messages to the Facebook page. */
import type { Fetch } from '../chat/answers/call-api.ts'
import {
  type ChatConnector,
  type ChatSettings,
  type ChatSurroundings,
  createChatConnector,
} from '../chat/chat-connector.ts'
import { readFacebookEvents } from './read-events.ts'
import { type FacebookSendSettings, sendFacebookMessage } from './send-message.ts'
import { checkFacebookSignature, shakeHands } from './signature.ts'

export interface FacebookSettings extends ChatSettings, FacebookSendSettings {
  appSecret: string
  verifyToken: string
}

export const facebookDefaults = {
  apiUrl: 'https://graph.facebook.com/v23.0',
  // Graph webhooks are said to be sent again for 36 hours [U].
  maxAge: Temporal.Duration.from({ hours: 48 }),
}

/** 24 hours; 7 days with the tag HUMAN_AGENT. */
export function facebookReplies(humanAgent: boolean): ChatSettings['replies'] {
  const window = Temporal.Duration.from({ hours: humanAgent ? 7 * 24 : 24 })
  return { window, firstAnswersPerHour: 8, tries: 6 }
}

export function createFacebookConnector(
  settings: FacebookSettings,
  around: ChatSurroundings & { fetch: Fetch },
): ChatConnector {
  return createChatConnector(
    {
      channel: 'facebook',
      check: (header, body) => checkFacebookSignature(settings, header, body),
      greet: (query) => shakeHands(settings.verifyToken, query),
      readEvents: readFacebookEvents,
      send: (thread, reply, now) => sendFacebookMessage(settings, around.fetch, thread, reply, now),
      // The page's token does not lapse; that it stopped working shows when a message is sent.
      keepUp: async () => null,
    },
    settings,
    around,
  )
}
