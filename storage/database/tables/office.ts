/** The journal, and who works at the desk. */
import type { Generated } from 'kysely'
import type { Json, NullableTimestamp, Timestamp } from './columns.ts'

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
