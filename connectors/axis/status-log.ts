/** What was told to senders: an outbox, so that a status survives a crash and goes out once. */
import { z } from 'zod'
import type { Declined } from '../intake.ts'
import type { StatusCode } from './status-plan.ts'

/** Where a status goes and what it speaks of; kept in the intake's `channelData.reply`. */
export const replyAddress = z.object({
  /** The OrganId of ours that the message was addressed to. */
  from: z.string(),
  /** OrganId of the sender. */
  to: z.string(),
  code: z.string().nullable(),
  /** `yyyy/MM/dd`, as the message wrote it. */
  date: z.string().nullable(),
  documentId: z.string().nullable(),
})
export type ReplyAddress = z.infer<typeof replyAddress>

/** One status to send; plain JSON. Sent again after a failure it is the same message, byte for byte. */
export interface PlannedStatus {
  /** The axis's id of the message it answers. */
  docId: string
  code: StatusCode
  description: string
  /** ISO 8601 instant. */
  plannedAt: string
  reply: ReplyAddress
}

/** Whoever composes the system backs this with the database. `(docId, code)` is unique. */
export interface SentStatusLog {
  /** All codes ever planned for a message, in the order they were planned, sent or not. */
  codesOf(docId: string): Promise<readonly StatusCode[]>
  /** Durable before it resolves. False when this code was planned for this message before. */
  plan(status: PlannedStatus): Promise<boolean>
  /**
   * Statuses still to be sent, oldest first, held for the caller: nobody else gets them until one of the three calls
   * below, or until a hold of a caller that died has lapsed.
   */
  claimWaiting(now: Temporal.Instant): Promise<readonly PlannedStatus[]>
  markSent(docId: string, code: StatusCode, at: Temporal.Instant, sentDocId: string | null): Promise<void>
  /** The axis will never take it; shown on the desk. */
  markRefused(docId: string, code: StatusCode, at: Temporal.Instant, reason: string): Promise<void>
  /** Could not be sent this time; waits for the next. */
  release(docId: string, code: StatusCode): Promise<void>
}

/** An intake of this channel, as far as the connector needs it again. */
export interface TakenMessage {
  channelData: Readonly<Record<string, unknown>>
  /** Why it was declined; `null` for one taken in. */
  declined: Declined | null
}

/** What the connector remembers of its receiving between restarts; the intake table and one row of state back it. */
export interface AxisMemory {
  /** Those of these axis ids that were committed as intakes of this channel. */
  taken(docIds: readonly string[]): Promise<ReadonlyMap<string, TakenMessage>>
  /** The last day up to which everything listed was taken. */
  completeUntil(list: string): Promise<Temporal.PlainDate | null>
  setCompleteUntil(list: string, day: Temporal.PlainDate): Promise<void>
}
