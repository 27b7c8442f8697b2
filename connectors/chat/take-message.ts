/** One message of a person: its files fetched, handed in as an intake once, written into its conversation. */
import { createHash } from 'node:crypto'
import type { Channel, IntakeSink } from '../intake.ts'
import { automatic, planReply, type ReplyWords } from './answers/reply-text.ts'
import type { ChatMessage } from './event.ts'
import type { FetchFile } from './files/fetch-file.ts'
import { type LookedAt, lookAtMessage } from './look-at-message.ts'
import type { ChatThread, ChatThreads, InboxBody, ReplyLog } from './memory.ts'
import { declined, isTold } from './reasons.ts'

export interface MessageTools {
  channel: Channel
  /** Our OAs or pages; what is written to others is declined. Empty: any. */
  accountIds: readonly string[]
  words: ReplyWords
  fetchFile: FetchFile
  threads: ChatThreads
  replies: ReplyLog
  sink: IntakeSink
  now(): Temporal.Instant
}

export type MessageOutcome = 'taken' | 'declined' | 'repeated'

/**
 * @param place where in its body the message stands, for one without an id of its own
 * @throws TryLater
 */
export async function takeMessage(
  message: ChatMessage,
  from: InboxBody & { body: Buffer },
  place: number,
  lastTry: boolean,
  tools: MessageTools,
  signal: AbortSignal,
): Promise<MessageOutcome> {
  const { threads } = tools
  const externalId = message.messageId ?? `${createHash('sha256').update(from.body).digest('hex')}.${place}`
  const thread = await threads.open(message.person, message.at ?? from.receivedAt, from.receivedAt)
  await tools.replies.windowOpened(thread.id, tools.now())
  const known = await threads.taken(externalId)
  // This very body, tried again after another of its messages failed, or after the process was killed.
  const doneBefore = known !== null && known.inboxId === from.id
  if (doneBefore) {
    await remember(known.intakeId)
    await tell(known, thread, externalId, tools)
    return known.declinedCode ? 'declined' : 'taken'
  }
  const looked = known ? nothingNew : await look(message, tools, lastTry, signal)
  const receipt = await tools.sink.submit({
    channel: tools.channel,
    externalId,
    sender: { name: null, address: message.person.personId },
    receivedAt: from.receivedAt,
    // The raw body rests in the inbox, where it can be deleted; objects cannot.
    raw: { sha256: '', bytes: from.body.length },
    parts: looked.parts,
    envelope: null,
    content: looked.content,
    channelData: {
      threadId: thread.id,
      inboxId: from.id,
      event: message.name,
      delivered: looked.content.kind,
      text: looked.content.kind === 'question' ? '' : message.text,
      lost: looked.lost,
      remarks: looked.remarks,
    },
  })
  await remember(receipt.intakeId)
  if (receipt.repeat) return 'repeated'
  await tell(looked, thread, externalId, tools)
  return looked.declinedCode ? 'declined' : 'taken'

  async function remember(intakeId: string): Promise<void> {
    await threads.append(thread.id, {
      direction: 'in',
      externalId,
      intakeId,
      sentAt: message.at ?? from.receivedAt,
      text: message.text,
      attachments: message.attachments.map(({ kind, name }) => ({ kind, name })),
    })
  }
}

/** Of a message that came before only the fact is recorded. */
const nothingNew: LookedAt = {
  content: { kind: 'documents' },
  declinedCode: null,
  parts: [],
  lost: [],
  remarks: [],
}

function look(message: ChatMessage, tools: MessageTools, lastTry: boolean, signal: AbortSignal): Promise<LookedAt> {
  const { accountIds } = tools
  if (accountIds.length > 0 && !accountIds.includes(message.person.accountId)) {
    const reason = declined('OTHER_ACCOUNT')
    return Promise.resolve({ ...nothingNew, content: { kind: 'declined', reason }, declinedCode: reason.code })
  }
  return lookAtMessage(message, tools.fetchFile, lastTry, signal)
}

/** What no acknowledgement of the pipeline will say: why nothing was taken, or which file did not come. */
async function tell(
  { declinedCode, lost }: Pick<LookedAt, 'declinedCode' | 'lost'>,
  thread: ChatThread,
  externalId: string,
  tools: MessageTools,
): Promise<void> {
  const said = declinedCode
    ? isTold(declinedCode)
      ? [declined(declinedCode).message]
      : []
    : lost.map(({ name, code }) => `Tệp “${name}”: ${declined(code).message}`)
  if (said.length === 0) return
  const text = automatic(said.join('\n'), tools.words)
  await tools.replies.plan(planReply(thread.id, externalId, 'first', 'refused', text), tools.now())
}
