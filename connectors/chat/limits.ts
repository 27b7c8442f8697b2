/** What a webhook and the files it names may cost us. */
const kilobyte = 1024
const megabyte = 1024 * kilobyte
const minute = 60_000

export const hookLimits = {
  /** A Facebook POST batches up to a thousand events; real bodies have a few kilobytes. */
  bodyBytes: megabyte,
  /** From the head of the request to the last byte of its body, milliseconds. */
  bodyWithinMs: 10_000,
  /** Bodies being read or stored at one time, none of them proven yet; more are asked to come again. */
  atOnce: 200,
  /** The platforms want an answer within 2 s (Zalo) and 5 s (Facebook), milliseconds. */
  answerWithinMs: 1_800,
}
export type HookLimits = typeof hookLimits

export const fileLimits = {
  redirects: 3,
  /** Until the head of an answer, milliseconds. */
  headWithinMs: 15_000,
  /** Between two pieces of a body, milliseconds. */
  idleMs: 15_000,
  /** The whole download, milliseconds. */
  totalMs: 5 * minute,
  /** Attachments fetched of one message; platforms send fewer. */
  perMessage: 30,
}
export type FileLimits = typeof fileLimits

export const workLimits = {
  /** Bodies taken from the inbox before answers have their turn; held meanwhile. */
  batch: 50,
  /** Worked on side by side: one is written while another's file comes in; more would only take time from the webhook. */
  atOnce: 2,
  /** Pauses before a body is tried again, milliseconds; after the last it goes on without what is missing. */
  pausesMs: [30_000, 2 * minute, 10 * minute, 30 * minute],
  /** Pauses of a body whose handling breaks; then it waits for an operator. */
  breakPausesMs: [5_000, minute, 10 * minute, 60 * minute, 6 * 60 * minute],
  /** With more answers owed by the webhook than this, the inbox waits, but never longer than so many milliseconds a body. */
  owedAnswers: 4,
  giveWayMs: 250,
  /** Claims of one body, counting those that ended with the process. */
  mostAttempts: 20,
  /** Without a sign from the hook the inbox is looked at this often, milliseconds. */
  lookEveryMs: 5_000,
  /** Bodies that gave no intake are kept so long for looking back; longer than any replay window. */
  keepNotesDays: 30,
}
export type WorkLimits = typeof workLimits

/** Characters of one message, for both platforms. */
export const messageLength = 2000
/** One call to a platform's API, milliseconds. */
export const callWithinMs = 15_000
