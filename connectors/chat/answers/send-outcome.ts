/** What became of one message to a person, in words both platforms share. */
import type { UnsentCode } from '../reasons.ts'

export type SendOutcome =
  | { kind: 'sent'; platformId: string | null }
  /** Trying again helps. `door`: the fault is ours or the account's, and an administrator should know. */
  | { kind: 'later'; at: Temporal.Instant; why: string; door: boolean; code: UnsentCode }
  | { kind: 'unsendable'; code: UnsentCode; why: string; door: boolean }

/** How a platform's error code is to be taken. */
export type ErrorMeaning =
  /** The key is not accepted: worth one more try with a fresh one. */
  | { kind: 'key' }
  | { kind: 'wait'; minutes: number; code: UnsentCode; door?: true }
  /** Not before the given hour of the next morning in Vietnam. */
  | { kind: 'night'; hour: number }
  | { kind: 'final'; code: UnsentCode; door?: true }

const zone = 'Asia/Ho_Chi_Minh'

/** `key` is the caller's to handle first; what is left of it waits for an administrator. */
export function outcomeOf(meaning: ErrorMeaning, why: string, now: Temporal.Instant): SendOutcome {
  switch (meaning.kind) {
    case 'key':
      return { kind: 'later', at: now.add({ minutes: 30 }), why, door: true, code: 'NOT_PERMITTED' }
    case 'wait':
      return {
        kind: 'later',
        at: now.add({ minutes: meaning.minutes }),
        why,
        door: meaning.door ?? false,
        code: meaning.code,
      }
    case 'night': {
      const here = now.toZonedDateTimeISO(zone)
      const morning = here.withPlainTime({ hour: meaning.hour, minute: 5 })
      const next = here.hour < meaning.hour ? morning : morning.add({ days: 1 })
      return { kind: 'later', at: next.toInstant(), why, door: false, code: 'NOT_DELIVERED' }
    }
    case 'final':
      return { kind: 'unsendable', code: meaning.code, why, door: meaning.door ?? false }
  }
}

/** The network or the platform's machines failed; nothing is known of the message. */
export function platformDown(why: string, now: Temporal.Instant): SendOutcome {
  return { kind: 'later', at: now.add({ minutes: 1 }), why, door: true, code: 'NOT_DELIVERED' }
}
