/** Zalo's error codes (always inside HTTP 200) and what they mean for a reply; samples/webhooks/README.md. */
import type { ErrorMeaning } from '../chat/answers/send-outcome.ts'

const meanings: Readonly<Record<number, ErrorMeaning>> = {
  [-32]: { kind: 'wait', minutes: 1, code: 'NOT_DELIVERED' },
  [-124]: { kind: 'key' },
  [-200]: { kind: 'wait', minutes: 5, code: 'REFUSED_BY_PLATFORM' },
  [-201]: { kind: 'final', code: 'REFUSED_BY_PLATFORM' },
  [-204]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-205]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-209]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-210]: { kind: 'final', code: 'REFUSED_BY_PLATFORM' },
  // Quotas are by day and month: tomorrow may be better.
  [-211]: { kind: 'wait', minutes: 240, code: 'QUOTA', door: true },
  [-212]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-213]: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' },
  [-216]: { kind: 'key' },
  [-217]: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' },
  [-218]: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' },
  [-220]: { kind: 'key' },
  [-223]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-224]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-227]: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' },
  [-230]: { kind: 'final', code: 'WINDOW_CLOSED' },
  [-232]: { kind: 'final', code: 'WINDOW_CLOSED' },
  [-233]: { kind: 'final', code: 'REFUSED_BY_PLATFORM' },
  [-234]: { kind: 'night', hour: 6 },
  [-240]: { kind: 'final', code: 'REFUSED_BY_PLATFORM', door: true },
  [-244]: { kind: 'final', code: 'RECIPIENT_UNREACHABLE' },
  [-320]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
  [-321]: { kind: 'final', code: 'NOT_PERMITTED', door: true },
}

/** A code nobody told us of is tried a few times: it may pass. */
export function meaningOfZaloError(code: number): ErrorMeaning {
  return meanings[code] ?? { kind: 'wait', minutes: 10, code: 'REFUSED_BY_PLATFORM' }
}
