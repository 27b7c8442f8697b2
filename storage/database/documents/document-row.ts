/** Between the `documents` table and the domain's `Document`. */
import type { Selectable, Updateable } from 'kysely'
import type { Document, DocumentState, Findings, StateReason } from '../../../pipeline/document.ts'
import { toNullableJson, toText } from '../json.ts'
import type { DocumentsTable } from '../tables/documents.ts'

export function toDocument(row: Selectable<DocumentsTable>): Document {
  return {
    id: row.id,
    state: row.state,
    sha256: row.sha256,
    bytes: row.bytes,
    fileName: row.file_name,
    channel: row.channel,
    envelope: row.envelope,
    receivedAt: Temporal.Instant.from(row.received_at),
    updatedAt: Temporal.Instant.from(row.updated_at),
    reason: row.reason,
    slug: row.slug,
    inspection: row.inspection,
    reading: row.reading,
    signature: row.signature,
    description: row.description,
    deadline: row.deadline,
  }
}

/** The columns that change with new findings, the searchable ones among them kept in step with the metadata. */
export function findingColumns(findings: Partial<Findings>): Updateable<DocumentsTable> {
  const columns: Updateable<DocumentsTable> = {}
  if (findings.inspection !== undefined) columns.inspection = toNullableJson(findings.inspection)
  if (findings.reading !== undefined) columns.reading = toNullableJson(findings.reading)
  if (findings.signature !== undefined) columns.signature = toNullableJson(findings.signature)
  if (findings.deadline !== undefined) {
    columns.deadline = toNullableJson(findings.deadline)
    columns.due_at = findings.deadline?.dueAt ?? null
  }
  if (findings.description !== undefined) {
    const metadata = findings.description?.metadata
    columns.description = toNullableJson(findings.description)
    columns.reference = textOf(metadata?.reference)
    columns.document_type = textOf(metadata?.documentType)
    columns.issuer = textOf(metadata?.issuer)
    columns.issued_on = metadata?.issuedOn ?? null
    columns.summary = textOf(metadata?.summary)
  }
  return columns
}

/** The columns of a move to another state. `dueAt` says when the next stage should run; null: the document rests. */
export function stateColumns(
  state: DocumentState,
  reason: StateReason | null,
  now: Temporal.Instant,
  nextAttemptAt: Temporal.Instant | null,
): Updateable<DocumentsTable> {
  return {
    state,
    reason: toNullableJson(reason),
    attempts: 0,
    failures: 0,
    next_attempt_at: nextAttemptAt?.toString() ?? null,
    updated_at: now.toString(),
  }
}

function textOf(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : toText(text)
}
