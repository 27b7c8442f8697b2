/** What a chat connector remembers between restarts. Whoever composes the system backs it with the database. */
import type { AttachmentKind, ChatPerson } from './event.ts'
import type { ChatDeclineCode, UnsentCode } from './reasons.ts'

/** A webhook body that waits to be worked on. */
export interface InboxBody {
  id: number
  /** `null` once its personal data had to go. */
  body: Buffer | null
  receivedAt: Temporal.Instant
  /** This try, from 1. */
  attempt: number
}

export interface ChatInbox {
  /** Resolves only once the body is on disk for good. The same bytes a second time are recorded as a repeat. */
  keep(body: Buffer, receivedAt: Temporal.Instant): Promise<{ repeat: boolean }>
  /** What is due, oldest first; held for the caller until one of the calls below, or until its hold has lapsed. */
  claim(now: Temporal.Instant, limit: number): Promise<readonly InboxBody[]>
  /** @param events names of what was in it. @param gaveIntake whether the body is the raw form of an intake. */
  done(id: number, events: readonly string[], gaveIntake: boolean): Promise<void>
  later(id: number, next: Temporal.Instant, why: string): Promise<void>
  /** Waits for an operator. */
  stuck(id: number, why: string): Promise<void>
  /** Lets all that is stuck wait again, as if new. */
  retryStuck(now: Temporal.Instant): Promise<void>
  counts(): Promise<{ waiting: number; stuck: number }>
  /** Removes bodies received before that gave no intake. */
  forgetNotes(before: Temporal.Instant): Promise<void>
}

export interface ChatThread extends ChatPerson {
  id: string
  /** The person's last act, from which the reply window is counted; `null` when none is known. */
  lastActAt: Temporal.Instant | null
  erased: boolean
}

export interface ThreadMessage {
  direction: 'in' | 'out'
  /** The platform's id of the message. */
  externalId: string
  intakeId: string | null
  sentAt: Temporal.Instant
  text: string
  attachments: readonly { kind: AttachmentKind; name: string | null }[]
}

/** A message that already gave an intake. */
export interface TakenMessage {
  intakeId: string
  /** The body it came in. */
  inboxId: number | null
  declinedCode: ChatDeclineCode | null
  lost: readonly LostFile[]
}

/** A file that did not come, where something else did. */
export interface LostFile {
  name: string
  code: ChatDeclineCode
}

export interface ChatThreads {
  /** The conversation with that person, started when there is none. `actAt`: the person did something then. */
  open(person: ChatPerson, actAt: Temporal.Instant | null, now: Temporal.Instant): Promise<ChatThread>
  find(id: string): Promise<ChatThread | null>
  /** Once for each `externalId`. */
  append(threadId: string, message: ThreadMessage): Promise<void>
  taken(externalId: string): Promise<TakenMessage | null>
}

export interface PlannedReply {
  threadId: string
  /** The message it answers. */
  externalId: string
  /** Once for each message: the same thing to say has the same key. */
  key: string
  /** First answers to one conversation are limited in number; results are owed to everyone. */
  kind: 'first' | 'result'
  /** In pieces no longer than the platform takes. */
  texts: readonly string[]
}

export interface DueReply {
  id: number
  threadId: string
  externalId: string
  kind: PlannedReply['kind']
  text: string
  /** Only the first piece quotes what it answers. */
  part: number
  /** This try, from 1. */
  attempt: number
}

export interface ReplyLog {
  /** Durable when it resolves; nothing is sent yet. Planned twice, it is sent once. */
  plan(reply: PlannedReply, now: Temporal.Instant): Promise<void>
  /** The oldest piece due that has none before it in its conversation; held for the caller for a while. */
  claim(now: Temporal.Instant): Promise<DueReply | null>
  sent(id: number, at: Temporal.Instant, platformId: string | null): Promise<void>
  later(id: number, next: Temporal.Instant, why: string): Promise<void>
  /** Will not be sent; shown on the desk. The pieces after it neither. */
  unsent(id: number, at: Temporal.Instant, code: UnsentCode, why: string): Promise<void>
  /** First answers sent in this conversation since then. */
  firstAnswersSince(threadId: string, since: Temporal.Instant): Promise<number>
  /** The person wrote again: what the closed window held back may go now. */
  windowOpened(threadId: string, now: Temporal.Instant): Promise<void>
  /** Whether a message of our account was sent by us. */
  isOurs(platformId: string): Promise<boolean>
}
