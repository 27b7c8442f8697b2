/** What clerks corrected, with the document each correction belongs to; oldest first. */
import type { Kysely } from 'kysely'
import type { Correction } from '../../../validators/metadata/corrections.ts'
import type { Database } from '../schema.ts'

export interface DocumentCorrection extends Correction {
  documentId: string
}

export async function listCorrections(
  db: Kysely<Database>,
  since: Temporal.Instant | null,
): Promise<DocumentCorrection[]> {
  let query = db
    .selectFrom('corrections')
    .innerJoin('documents', 'documents.id', 'corrections.document_id')
    .select(['document_id', 'field', 'before', 'after', 'evidence', 'corrected_at', 'documents.sha256'])
    .orderBy('corrections.id')
  if (since) query = query.where('corrected_at', '>=', since.toString())
  const rows = await query.execute()
  return rows.map((row) => ({
    documentId: row.document_id,
    field: row.field as Correction['field'],
    read: row.before as Correction['read'],
    corrected: row.after as Correction['corrected'],
    evidence: row.evidence as Correction['evidence'],
    sha256: row.sha256,
    at: row.corrected_at,
  }))
}
