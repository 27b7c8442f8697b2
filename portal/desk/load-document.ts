/** Everything the desk's page of one document shows, fetched at once. */
import type { Document } from '../../pipeline/document.ts'
import type { System } from '../../pipeline/system.ts'
import { journalOf } from '../../storage/audit.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import { findDocument, findTwins } from '../../storage/database/documents/find-document.ts'
import { findQueuePlace } from '../../storage/database/documents/list-for-desk.ts'
import type { Outline } from '../../validators/text/pictures/outline.ts'
import type { DocumentDesk } from './document-desk.ts'

const nothing: Outline = { pages: [], pageCount: 0, lines: [] }

/** `null` when there is no such document. */
export async function loadDocumentDesk(
  system: System,
  id: string,
  session: Session,
  said: Pick<DocumentDesk, 'problem' | 'done' | 'goOn'>,
): Promise<DocumentDesk | null> {
  const document = await findDocument(system.db, id)
  if (!document) return null
  const [journal, twins, queue, outline] = await Promise.all([
    journalOf(system.db, 'document', document.id),
    findTwins(system.db, document),
    findQueuePlace(system.db, document.id),
    findOutline(system, document),
  ])
  const { province } = system.config
  return { province, session, document, journal, twins, queue, outline, now: system.now(), ...said }
}

/** What can be shown of the file. A quarantined one is not opened on any page. */
async function findOutline(system: System, document: Document): Promise<Outline> {
  if (!document.reading || document.state === 'quarantined') return nothing
  try {
    return await system.viewers.run('outline', await system.objects.get(document.reading.textObject))
  } catch (error) {
    system.log.warn({ documentId: document.id, error: String(error) }, 'no outline')
    return nothing
  }
}
