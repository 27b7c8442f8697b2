/** What the public sees: frozen versions, and the issues that print them. */
import type { ColumnType, Generated } from 'kysely'
import type { Deadline } from '../../../pipeline/deadlines/deadline.ts'
import type { Reading } from '../../../pipeline/document.ts'
import type { MetadataReport } from '../../../validators/metadata/metadata.ts'
import type { FileReport } from '../../../validators/signature/report.ts'
import type { Json, NullableTimestamp, Timestamp } from './columns.ts'

export interface PublicationsTable {
  document_id: string
  version: number
  slug: string
  published_at: Timestamp
  first_published_at: Timestamp
  superseded_at: NullableTimestamp
  content: Json<PublicationContent>
  document_type: ColumnType<string | null, never, never>
  issuer: ColumnType<string | null, never, never>
  issued_on: ColumnType<string | null, never, never>
  reference: ColumnType<string | null, never, never>
  effective_on: ColumnType<string | null, never, never>
  /** Folded full text, for search without diacritics. */
  search_text: string
  search: ColumnType<string, never, never>
  withdrawn_at: NullableTimestamp
  withdrawal_reason: string | null
}

/** What the public sees of a document: frozen at publication, replaced only by a newer version. */
export interface PublicationContent {
  documentId: string
  sha256: string
  fileName: string
  mediaType: string
  bytes: number
  description: MetadataReport
  signature: FileReport
  deadline: Deadline | null
  approvedBy: string
  approvedAt: string
  /** The searchable copy of a scan: a hash of the object store. */
  searchable?: string | null
  reading: Reading | null
}

export interface GazetteIssuesTable {
  id: Generated<string>
  year: number
  number: number
  dated: string
  state: 'composed' | 'signed' | 'published'
  pdf_sha256: string
  signed_sha256: string | null
  composed_at: Timestamp
  published_at: NullableTimestamp
}

export interface GazetteEntriesTable {
  issue_id: string
  position: number
  document_id: string
  publication_version: number
  first_page: number
  last_page: number
}
