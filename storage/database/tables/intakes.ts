/** What came in through the doors, and what senders ask of it. */
import type { Generated } from 'kysely'
import type { Channel, Declined, Envelope, IntakeSender, SenderRequest } from '../../../connectors/intake.ts'
import type { Json, NullableJson, NullableTimestamp, Timestamp } from './columns.ts'

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
