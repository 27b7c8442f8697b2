/** Which step of a document is told to its sender, and in what words. */
import type { Acknowledgement } from '../../connectors/intake.ts'
import type { DocumentState, StateReason } from '../document.ts'

/** `null`: nothing is said. A quarantined document is never spoken of over an open channel. */
export function eventOf(
  state: DocumentState,
  reason: StateReason | null,
  publicAddress: string | null,
): Acknowledgement['event'] | null {
  switch (state) {
    case 'rejected':
      return {
        kind: 'refused',
        reason: reason ?? { code: 'REFUSED', message: 'Văn bản không được tiếp nhận.' },
      }
    case 'approved':
      return { kind: 'accepted' }
    case 'published':
      return publicAddress ? { kind: 'published', url: publicAddress } : null
    default:
      return null
  }
}
