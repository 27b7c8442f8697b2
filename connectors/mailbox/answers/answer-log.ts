/** What was told to senders: an outbox, so that an answer survives a crash. */
import type { AnswerKind, AnswerTarget } from './answer-plan.ts'

/** One mail to send; plain JSON. Sent again after a failure it carries the same Message-ID. */
export interface PlannedAnswer {
  externalId: string
  /** Tells answers to one mail apart: each key is sent once. */
  key: string
  kind: AnswerKind
  /** Its Message-ID: by it a reply finds back. */
  messageId: string
  target: AnswerTarget
  text: string
  /** ISO 8601 instant. */
  plannedAt: string
}

/** Whoever composes the system backs this with the database. `(externalId, key)` is unique. */
export interface AnswerLog {
  /** Durable before it resolves. False when this was planned before. */
  plan(answer: PlannedAnswer): Promise<boolean>
  /** Still to be sent, oldest first, held for the caller until one of the calls below, or until its hold has lapsed. */
  claimWaiting(now: Temporal.Instant): Promise<readonly PlannedAnswer[]>
  markSent(externalId: string, key: string, at: Temporal.Instant): Promise<void>
  /** Will never be sent; shown on the desk. */
  markRefused(externalId: string, key: string, at: Temporal.Instant, reason: string): Promise<void>
  /** Could not be sent this time; waits for the next. */
  release(externalId: string, key: string): Promise<void>
  /** Answers sent to that address since then. */
  sentSince(address: string, since: Temporal.Instant): Promise<number>
}
