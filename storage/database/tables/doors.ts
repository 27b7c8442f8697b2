/** What the doors remember, and what they still have to tell. */
import type { Generated } from 'kysely'
import type { PlannedStatus } from '../../../connectors/axis/status-log.ts'
import type { Acknowledgement, Channel } from '../../../connectors/intake.ts'
import type { PlannedAnswer } from '../../../connectors/mailbox/answers/answer-log.ts'
import type { Judgement } from '../../../connectors/scanner/memory.ts'
import type { FileReport } from '../../../validators/signature/report.ts'
import type { Json, NullableJson, NullableTimestamp, Timestamp } from './columns.ts'

/** A status of the axis, or an answer to a mail. */
export type Planned = PlannedStatus | PlannedAnswer

export interface OutgoingTable {
  id: Generated<number>
  channel: Channel
  external_id: string
  key: string
  address: string | null
  message_id: string | null
  planned: Json<Planned>
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

export interface MailSignaturesTable {
  intake_id: string
  report: Json<FileReport>
  judged_at: Timestamp
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

export interface DoorHealthTable {
  channel: Channel
  watched_since: Timestamp
  last_success_at: NullableTimestamp
  last_error_at: NullableTimestamp
  last_error: string | null
  backlog: Generated<number>
}
