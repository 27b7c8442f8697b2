/** A text to a person from the OA: v3.0 for people with an account, v2.0 for anonymous ones. HTTP 200 says nothing. */
import { z } from 'zod'
import { type ApiAnswer, callApi, type Fetch } from '../chat/answers/call-api.ts'
import { outcomeOf, platformDown, type SendOutcome } from '../chat/answers/send-outcome.ts'
import type { ChatThread, DueReply } from '../chat/memory.ts'
import type { AccessTokens } from './access-token.ts'
import { meaningOfZaloError } from './errors.ts'

const result = z.object({
  error: z.coerce.number(),
  message: z.string().nullish().catch(null),
  data: z.looseObject({ message_id: z.coerce.string().nullish() }).nullish().catch(null),
})

export interface ZaloSendSettings {
  /** `https://openapi.zalo.me` */
  apiUrl: string
}

export async function sendZaloMessage(
  settings: ZaloSendSettings,
  parts: { fetch: Fetch; tokens: AccessTokens },
  thread: ChatThread,
  reply: DueReply,
  now: Temporal.Instant,
): Promise<SendOutcome> {
  let unusable: string | undefined
  // A token Zalo refuses is renewed once; a second refusal is no matter of the token's age.
  for (let tries = 1; ; tries++) {
    const access = await parts.tokens.get(unusable)
    if ('problem' in access) return outcomeOf({ kind: 'key' }, access.problem, now)
    const answer = await post(settings, parts.fetch, access.token, thread, reply)
    if (answer.kind === 'down') return platformDown(answer.why, now)
    const read = result.safeParse(answer.json)
    if (!read.success) return platformDown(`Zalo trả lời HTTP ${answer.status}, không đọc được.`, now)
    const { error, data } = read.data
    if (error === 0) return { kind: 'sent', platformId: data?.message_id ?? null }
    const meaning = meaningOfZaloError(error)
    if (meaning.kind !== 'key' || tries > 1) return outcomeOf(meaning, `Zalo báo lỗi ${error}.`, now)
    unusable = access.token
  }
}

function post(
  { apiUrl }: ZaloSendSettings,
  fetch: Fetch,
  token: string,
  thread: ChatThread,
  reply: DueReply,
): Promise<ApiAnswer> {
  const anonymous = thread.conversationId !== null
  const message = {
    text: reply.text,
    ...(!anonymous && reply.part === 1 ? { quote_message_id: reply.externalId } : {}),
  }
  const recipient = anonymous
    ? { anonymous_id: thread.personId, conversation_id: thread.conversationId }
    : { user_id: thread.personId }
  return callApi(
    fetch,
    `${apiUrl}${anonymous ? '/v2.0/oa/message' : '/v3.0/oa/message/cs'}`,
    {
      method: 'POST',
      headers: { access_token: token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ recipient, message }),
    },
    'Zalo',
  )
}
