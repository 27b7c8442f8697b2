/** Which steps of a document are told to its sender, and in what words. */
import type { Acknowledgement } from '../../connectors/intake.ts'
import type { DocumentState, StateReason } from '../document.ts'

/** In the order they are told; mostly nothing is. A quarantined document is never spoken of over an open channel. */
export function eventsOf(
  state: DocumentState,
  reason: StateReason | null,
  publicAddress: string | null,
): readonly Acknowledgement['event'][] {
  switch (state) {
    case 'rejected':
      return [{ kind: 'refused', reason: reason ?? { code: 'REFUSED', message: 'Văn bản không được tiếp nhận.' } }]
    case 'approved':
      // QĐ 28/2018 knows no work on what was not received: an editor's word is both, and publication follows.
      return [{ kind: 'accepted' }, { kind: 'processing' }]
    case 'published':
      return publicAddress ? [{ kind: 'published', url: publicAddress }] : []
    default:
      return []
  }
}
