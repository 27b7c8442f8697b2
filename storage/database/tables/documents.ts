/** Documents on their way, and what clerks corrected. */
import type { Generated } from 'kysely'
import type { Channel, Envelope } from '../../../connectors/intake.ts'
import type { Deadline } from '../../../pipeline/deadlines/deadline.ts'
import type { DocumentState, Inspection, Reading, StateReason } from '../../../pipeline/document.ts'
import type { Evidence, MetadataReport } from '../../../validators/metadata/metadata.ts'
import type { FileReport } from '../../../validators/signature/report.ts'
import type { NullableJson, NullableTimestamp, Timestamp } from './columns.ts'

export interface DocumentsTable {
  id: Generated<string>
  state: DocumentState
  sha256: string
  bytes: number
  file_name: string
  channel: Channel
  envelope: NullableJson<Envelope>
  received_at: Timestamp
  reason: NullableJson<StateReason>
  inspection: NullableJson<Inspection>
  reading: NullableJson<Reading>
  signature: NullableJson<FileReport>
  description: NullableJson<MetadataReport>
  deadline: NullableJson<Deadline>
  slug: string | null
  attempts: Generated<number>
  failures: Generated<number>
  next_attempt_at: NullableTimestamp
  due_at: NullableTimestamp
  reference: string | null
  document_type: string | null
  issuer: string | null
  issued_on: string | null
  summary: string | null
  updated_at: Generated<string>
}

export interface CorrectionsTable {
  id: Generated<number>
  document_id: string
  field: string
  before: NullableJson<unknown>
  after: NullableJson<unknown>
  evidence: NullableJson<Evidence>
  corrected_by: string
  corrected_at: Timestamp
}
