/** A clerk corrects what was read. What had been read is kept beside the correction, to learn from. */
import { isDeepStrictEqual } from 'node:util'
import { appendToJournal } from '../../storage/audit.ts'
import { awaitDocument } from '../../storage/database/documents/find-document.ts'
import { updateFindings } from '../../storage/database/documents/update-document.ts'
import { toJson } from '../../storage/database/json.ts'
import type { Metadata, MetadataReport } from '../../validators/metadata/metadata.ts'
import { deadlineOf } from '../stages/4-describe.ts'
import type { System } from '../system.ts'
import { changedMeanwhile, type DecisionRefused, isOutdated, type Person } from './decide.ts'

/** Fields a clerk may set by hand. */
export const correctableFields = [
  'documentType',
  'reference',
  'issuer',
  'place',
  'issuedOn',
  'effectiveOn',
  'summary',
  'signers',
  'normative',
] as const
export type CorrectableField = (typeof correctableFields)[number]
export type Corrections = { readonly [F in CorrectableField]?: Metadata[F] }

/**
 * Applies corrections, counts the deadline anew and records each changed field. Unchanged values leave no trace.
 * @param seen `updatedAt` of what the clerk looked at: a form opened before somebody else's correction does not undo it
 * @returns `seen` for whoever goes on to approve what now stands there
 */
export async function correct(
  system: System,
  documentId: string,
  clerk: Person,
  corrections: Corrections,
  seen: string | null = null,
): Promise<{ kind: 'done'; changed: readonly CorrectableField[]; seen: string } | DecisionRefused> {
  return system.db.transaction().execute(async (trx) => {
    const document = await awaitDocument(trx, documentId)
    if (!document) return { kind: 'refused', code: 'UNKNOWN_DOCUMENT', message: `Không có văn bản ${documentId}.` }
    if (document.state !== 'awaiting-review' || !document.description) {
      return { kind: 'refused', code: 'WRONG_STATE', message: 'Chỉ sửa được thông tin của văn bản đang chờ duyệt.' }
    }
    if (seen !== null && isOutdated(document, seen)) return changedMeanwhile
    const before = document.description
    const changed = correctableFields.filter(
      (field) => field in corrections && !isDeepStrictEqual(corrections[field], before.metadata[field]),
    )
    if (changed.length === 0) return { kind: 'done', changed, seen: document.updatedAt.toString() }
    const description = applyCorrections(before, corrections, changed)
    const now = system.now().round({ smallestUnit: 'microsecond', roundingMode: 'floor' })
    await updateFindings(trx, documentId, now, { description, deadline: deadlineOf(document, description) })
    await trx
      .insertInto('corrections')
      .values(
        changed.map((field) => ({
          document_id: documentId,
          field,
          before: toJson(before.metadata[field]),
          after: toJson(corrections[field] ?? null),
          evidence: toJson(before.evidence[field] ?? null),
          corrected_by: clerk.name,
          corrected_at: now.toString(),
        })),
      )
      .execute()
    await appendToJournal(trx, now, [
      {
        actor: clerk.name,
        action: 'correct',
        subject: { kind: 'document', id: documentId },
        details: Object.fromEntries(changed.map((field) => [field, [before.metadata[field], corrections[field]]])),
      },
    ])
    return { kind: 'done', changed, seen: now.toString() }
  })
}

/** The report with a clerk's values in place; number and symbol follow the reference. */
export function applyCorrections(
  report: MetadataReport,
  corrections: Corrections,
  fields: readonly CorrectableField[],
): MetadataReport {
  const metadata: Metadata = { ...report.metadata }
  const evidence = { ...report.evidence }
  const byClerk = { source: 'clerk', confidence: 1, page: null, box: null } as const
  for (const field of fields) {
    Object.assign(metadata, { [field]: corrections[field] })
    evidence[field] = byClerk
  }
  if (fields.includes('reference')) {
    Object.assign(metadata, splitReference(metadata.reference))
    evidence.number = byClerk
    evidence.symbol = byClerk
  }
  return { ...report, metadata, evidence }
}

/** `40/2024/QĐ-UBND` → `40/2024` and `QĐ-UBND`. */
function splitReference(reference: string | null): Pick<Metadata, 'number' | 'symbol'> {
  if (!reference) return { number: null, symbol: null }
  const parts = /^(\d+(?:\/\d{4})?)[/-](.+)$/.exec(reference)
  return parts ? { number: parts[1] ?? null, symbol: parts[2] ?? null } : { number: reference, symbol: null }
}
