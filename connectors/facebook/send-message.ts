/** A text to a person over Messenger: POST /{page}/messages with the page's token. */
import { z } from 'zod'
import { callApi, type Fetch } from '../chat/answers/call-api.ts'
import { outcomeOf, platformDown, type SendOutcome } from '../chat/answers/send-outcome.ts'
import type { ChatThread, DueReply } from '../chat/memory.ts'
import { graphError, meaningOfGraphError } from './errors.ts'

export interface FacebookSendSettings {
  /** `https://graph.facebook.com/v23.0` */
  apiUrl: string
  pageToken: string
  /** The tag HUMAN_AGENT carries messages past 24 hours; Facebook grants it after a review of the app. */
  humanAgent: boolean
}

const responseHours = 24
const receipt = z.object({ message_id: z.string() })

export async function sendFacebookMessage(
  settings: FacebookSendSettings,
  fetch: Fetch,
  thread: ChatThread,
  reply: DueReply,
  now: Temporal.Instant,
): Promise<SendOutcome> {
  if (settings.pageToken === '') return outcomeOf({ kind: 'key' }, 'Chưa đặt CONGBAO_FACEBOOK_PAGE_TOKEN.', now)
  const lastAct = thread.lastActAt ?? now
  const inTime = Temporal.Instant.compare(lastAct.add({ hours: responseHours }), now) > 0
  const answer = await callApi(
    fetch,
    `${settings.apiUrl}/${encodeURIComponent(thread.accountId)}/messages`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${settings.pageToken}` },
      body: JSON.stringify({
        recipient: { id: thread.personId },
        ...(inTime || !settings.humanAgent
          ? { messaging_type: 'RESPONSE' }
          : { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }),
        message: { text: reply.text },
      }),
    },
    'Facebook',
  )
  if (answer.kind === 'down') return platformDown(answer.why, now)
  const failed = graphError.safeParse(answer.json)
  if (failed.success) {
    const { code, error_subcode: subcode } = failed.data.error
    const why = `Facebook báo lỗi ${code}${subcode ? `/${subcode}` : ''}${code === 190 ? ': mã truy cập của trang không còn dùng được, hãy cấp lại (CONGBAO_FACEBOOK_PAGE_TOKEN)' : ''}.`
    return outcomeOf(meaningOfGraphError(failed.data.error), why, now)
  }
  const sent = receipt.safeParse(answer.json)
  if (answer.status >= 200 && answer.status < 300 && sent.success) {
    return { kind: 'sent', platformId: sent.data.message_id }
  }
  return platformDown(`Facebook trả lời HTTP ${answer.status}, không đọc được.`, now)
}
