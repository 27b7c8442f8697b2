/** What a webhook body says, the same for every chat platform. */

/** One person in one conversation with one account of ours. */
export interface ChatPerson {
  /** Our Zalo OA or Facebook page. */
  accountId: string
  /** The person's id for that account. */
  personId: string
  /** Zalo: the same person's id for the whole app. */
  appPersonId: string | null
  /** Zalo: the conversation a person without an account writes in; answers need it. */
  conversationId: string | null
}

/**
 * `file` and `image` are fetched; `missing` is one the platform announced and did not hand over; the rest is recorded
 * and never read.
 */
export type AttachmentKind =
  | 'file'
  | 'image'
  | 'sticker'
  | 'audio'
  | 'video'
  | 'location'
  | 'link'
  | 'contact'
  | 'missing'

export interface ChatAttachment {
  kind: AttachmentKind
  url: string | null
  name: string | null
  /** As the platform says; only compared, never relied on. */
  md5: string | null
}

interface Told {
  /** The platform's own name of the event, for logs. */
  name: string
  /** When it happened, as the platform says. */
  at: Temporal.Instant | null
}

export interface ChatMessage extends Told {
  kind: 'message'
  person: ChatPerson
  /** Names the message for ever, whatever event it comes in; `null` where the platform gave none. */
  messageId: string | null
  text: string
  attachments: readonly ChatAttachment[]
}

export type ChatEvent =
  | ChatMessage
  /** Something the person did that lets us write to them: a follow, a button. */
  | (Told & { kind: 'act'; person: ChatPerson })
  /** What our account said, by us or by a person at the platform's own page: never an intake. */
  | (Told & { kind: 'echo'; person: ChatPerson; messageId: string | null; text: string })
  /** The platform passes on a person's demand that their personal data be deleted. */
  | (Told & { kind: 'withdrawal'; personIds: readonly string[] })
  /** Recorded in the log, otherwise ignored. `known` is false for a name nobody told us of. */
  | (Told & { kind: 'note'; known: boolean })

/** A body that passed its signature and is still not what the platform documents. */
export class UnreadableBody extends Error {}
