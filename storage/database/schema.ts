/** The tables as Kysely sees them. Timestamps come out as ISO strings of UTC, dates as `YYYY-MM-DD`. */
import type { ColumnType, Generated } from 'kysely'
import type { PlannedStatus } from '../../connectors/axis/status-log.ts'
import type { StatusCode } from '../../connectors/axis/status-plan.ts'
import type { AttachmentKind } from '../../connectors/chat/event.ts'
import type { PlannedReply } from '../../connectors/chat/memory.ts'
import type { UnsentCode } from '../../connectors/chat/reasons.ts'
import type {
  Acknowledgement,
  Channel,
  Declined,
  Envelope,
  IntakeSender,
  SenderRequest,
} from '../../connectors/intake.ts'
import type { PlannedAnswer } from '../../connectors/mailbox/answers/answer-log.ts'
import type { Judgement } from '../../connectors/scanner/memory.ts'
import type { Deadline } from '../../pipeline/deadlines/deadline.ts'
import type { DocumentState, Inspection, Reading, StateReason } from '../../pipeline/document.ts'
import type { Evidence, MetadataReport } from '../../validators/metadata/metadata.ts'
import type { FileReport } from '../../validators/signature/report.ts'

/** jsonb: read as a value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
type Timestamp = ColumnType<string, string, string>
type NullableTimestamp = ColumnType<string | null, string | null | undefined, string | null>

export interface IntakesTable {
  id: Generated<string>
  channel: Channel
  external_id: string
  register_year: number | null
  register_number: number | null
  sender: Json<IntakeSender>
  received_at: Timestamp
  raw_sha256: string | null
  raw_bytes: number
  envelope: NullableJson<Envelope>
  kind: 'documents' | 'question' | 'declined'
  question: string | null
  declined: NullableJson<Declined>
  channel_data: Json<Record<string, unknown>>
}

export interface IntakePartsTable {
  intake_id: string
  position: number
  file_name: string
  declared_type: string | null
  sha256: string
  bytes: number
  document_id: string
}

export interface IntakeRepeatsTable {
  id: Generated<number>
  intake_id: string
  repeated_at: Timestamp
  sender: Json<IntakeSender>
  file_names: Json<string[]>
}

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
}

export interface JournalTable {
  seq: Generated<number>
  at: Timestamp
  actor: string
  action: string
  subject_kind: string
  subject_id: string
  details: Json<Record<string, unknown>>
  previous_hash: string
  hash: string
}

export interface AccountsTable {
  id: Generated<string>
  username: string
  full_name: string
  role: 'clerk' | 'editor' | 'operator'
  password_hash: string
  must_change_password: boolean
  disabled_at: NullableTimestamp
  created_at: Timestamp
}

export interface SessionsTable {
  token_hash: string
  account_id: string
  csrf_token: string
  created_at: Timestamp
  expires_at: Timestamp
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

export interface AxisStatusesTable {
  id: Generated<number>
  doc_id: string
  code: StatusCode
  planned: Json<PlannedStatus>
  state: 'waiting' | 'sent' | 'refused'
  held_until: NullableTimestamp
  settled_at: NullableTimestamp
  outcome: string | null
}

export interface AxisProgressTable {
  list: string
  complete_until: string
}

export interface MailboxMarksTable {
  folder: string
  uid_validity: string
  uid: number
}

export interface MailboxTriesTable {
  key: string
  tries: number
  last_at: Timestamp
}

export interface MailAnswersTable {
  id: Generated<number>
  external_id: string
  key: string
  message_id: string
  address: string
  planned: Json<PlannedAnswer>
  state: 'waiting' | 'sent' | 'refused'
  held_until: NullableTimestamp
  settled_at: NullableTimestamp
  outcome: string | null
}

export interface ScannerDropsTable {
  id: Generated<number>
  scanner: string | null
  file_name: string
  bytes: number
  modified_ms: number
  raw_sha256: string | null
  first_seen_at: Timestamp
  tries: Generated<number>
  failures: Generated<number>
  judgement: NullableJson<Judgement>
  moved_at: NullableTimestamp
  moved_to: string | null
  registered_at: NullableTimestamp
}

export interface ChatInboxTable {
  id: Generated<number>
  channel: Channel
  sha256: string
  body: Buffer | null
  received_at: Timestamp
  state: ColumnType<'waiting' | 'done' | 'stuck', never, 'waiting' | 'done' | 'stuck'>
  attempts: Generated<number>
  next_attempt_at: NullableTimestamp
  events: ColumnType<string[] | null, never, string[] | null>
  gave_intake: Generated<boolean>
  last_error: ColumnType<string | null, never, string | null>
  repeats: Generated<number>
  repeated_at: NullableTimestamp
}

export interface ChatThreadsTable {
  id: Generated<string>
  channel: Channel
  account_id: string
  person_id: string | null
  app_person_id: string | null
  conversation_id: string | null
  started_at: Timestamp
  last_act_at: NullableTimestamp
  erased_at: NullableTimestamp
}

export interface ChatMessagesTable {
  id: Generated<number>
  thread_id: string
  direction: 'in' | 'out'
  external_id: string
  intake_id: string | null
  sent_at: Timestamp
  text: string
  attachments: Json<{ kind: AttachmentKind; name: string | null }[]>
}

export interface ChatRepliesTable {
  id: Generated<number>
  channel: Channel
  thread_id: string
  external_id: string
  key: string
  part: number
  kind: PlannedReply['kind']
  text: string
  planned_at: Timestamp
  state: ColumnType<'waiting' | 'sent' | 'unsent', never, 'waiting' | 'sent' | 'unsent'>
  attempts: Generated<number>
  next_attempt_at: NullableTimestamp
  last_error: ColumnType<string | null, never, string | null>
  unsent_code: ColumnType<UnsentCode | null, never, UnsentCode | null>
  settled_at: NullableTimestamp
  platform_id: ColumnType<string | null, never, string | null>
}

export interface ZaloTokensTable {
  app_id: string
  seed_sha256: string
  access_token: string | null
  access_expires_at: NullableTimestamp
  refresh_token: string
  lost: NullableJson<{ at: string; why: string }>
}

export interface AcknowledgementsTable {
  id: Generated<number>
  intake_id: string
  document_id: string | null
  event: Json<Acknowledgement['event']>
  event_key: string
  planned_at: Timestamp
  next_attempt_at: NullableTimestamp
  delivered_at: NullableTimestamp
  failures: Generated<number>
  last_error: string | null
}

export interface SenderRequestsTable {
  intake_id: string
  kind: SenderRequest['kind']
  reason: string | null
  about: Json<readonly string[]>
  state: 'open' | 'agreed' | 'refused'
  decided_by: string | null
  decided_at: NullableTimestamp
  decision_reason: string | null
}

export interface DoorHealthTable {
  channel: Channel
  watched_since: Timestamp
  last_success_at: NullableTimestamp
  last_error_at: NullableTimestamp
  last_error: string | null
  backlog: Generated<number>
}

export interface QuestionsTable {
  intake_id: string
  state: 'open' | 'answered' | 'out-of-scope' | 'complaint'
  deadline: Json<Deadline>
  due_at: Timestamp
  handed_to: string | null
  first_told_at: NullableTimestamp
  settled_at: NullableTimestamp
}

export interface QuestionFollowUpsTable {
  intake_id: string
  question_id: string
}

export interface QuestionLettersTable {
  id: Generated<number>
  question_id: string
  intake_id: string
  kind: 'answer' | 'progress' | 'handed-over' | 'out-of-scope' | 'complaint'
  text: string
  limit_on: string | null
  written_by: string
  written_at: Timestamp
}

export interface QuestionPublicationsTable {
  id: Generated<number>
  question_id: string
  title: string
  question: string
  answer: string
  published_by: string
  published_at: Timestamp
  withdrawn_at: NullableTimestamp
}

export interface MailSignaturesTable {
  intake_id: string
  report: Json<FileReport>
  judged_at: Timestamp
}

export interface Database {
  mail_signatures: MailSignaturesTable
  questions: QuestionsTable
  question_follow_ups: QuestionFollowUpsTable
  question_letters: QuestionLettersTable
  question_publications: QuestionPublicationsTable
  door_health: DoorHealthTable
  sender_requests: SenderRequestsTable
  axis_statuses: AxisStatusesTable
  axis_progress: AxisProgressTable
  mailbox_marks: MailboxMarksTable
  mailbox_tries: MailboxTriesTable
  mail_answers: MailAnswersTable
  scanner_drops: ScannerDropsTable
  chat_inbox: ChatInboxTable
  chat_threads: ChatThreadsTable
  chat_messages: ChatMessagesTable
  chat_replies: ChatRepliesTable
  zalo_tokens: ZaloTokensTable
  acknowledgements: AcknowledgementsTable
  intakes: IntakesTable
  intake_parts: IntakePartsTable
  intake_repeats: IntakeRepeatsTable
  documents: DocumentsTable
  corrections: CorrectionsTable
  publications: PublicationsTable
  journal: JournalTable
  accounts: AccountsTable
  sessions: SessionsTable
  gazette_issues: GazetteIssuesTable
  gazette_entries: GazetteEntriesTable
}
