/** Everything the desk's page of one document shows, fetched at once. */
import type { System } from '../../pipeline/system.ts'
import { journalOf } from '../../storage/audit.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import { findDocument, findTwins } from '../../storage/database/documents/find-document.ts'
import { findQueuePlace } from '../../storage/database/documents/list-for-desk.ts'
import { mailSignaturesOf } from '../../storage/database/mailbox/mail-signatures.ts'
import { isPublic } from '../../storage/database/publications/is-public.ts'
import { noOutline, type Outlines } from '../outlines.ts'
import type { DocumentDesk } from './document-desk.ts'

/** `null` when there is no such document. */
export async function loadDocumentDesk(
  { system, outlines }: { system: System; outlines: Outlines },
  id: string,
  session: Session,
  said: Pick<DocumentDesk, 'problem' | 'done' | 'goOn'>,
): Promise<DocumentDesk | null> {
  const document = await findDocument(system.db, id)
  if (!document) return null
  const [journal, twins, queue, mailSignatures, standing, outline] = await Promise.all([
    journalOf(system.db, 'document', document.id),
    findTwins(system.db, document),
    findQueuePlace(system.db, document.id),
    mailSignaturesOf(system.db, document.id),
    isPublic(system.db, document.id),
    // A quarantined file is not opened on any page.
    document.state === 'quarantined' ? noOutline : outlines.find(document.reading?.textObject),
  ])
  const { province } = system.config
  const found = { document, journal, twins, queue, mailSignatures, isPublic: standing, outline }
  return { province, session, ...found, now: system.now(), ...said }
}
