/** Stage 6: to the legal database. What is shown is frozen as a numbered version; the original bytes stay untouched. */
import type { PublicationContent } from '../../storage/database/schema.ts'
import type { Document } from '../document.ts'
import type { Stage } from './stage.ts'

export const publish: Stage<'approved'> = {
  name: 'publish',
  from: 'approved',
  async run(document) {
    return {
      to: 'published',
      reason: null,
      findings: {},
      journal: { reference: document.description?.metadata.reference ?? null },
    }
  },
}

/** What the public will see of a document. */
export function publicationOf(document: Document, approval: { by: string; at: string }): PublicationContent {
  const { inspection, description, signature } = document
  if (!inspection || !description || !signature) throw new Error(`Document ${document.id} lacks findings to publish`)
  return {
    documentId: document.id,
    sha256: document.sha256,
    fileName: document.fileName,
    mediaType: inspection.mediaType,
    bytes: document.bytes,
    description,
    signature,
    deadline: document.deadline,
    approvedBy: approval.by,
    approvedAt: approval.at,
    searchable: document.reading?.searchableObject ?? null,
    reading: document.reading,
  }
}
