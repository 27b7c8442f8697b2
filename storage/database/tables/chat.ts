/** Zalo and Facebook: their inbox, conversations, replies and tokens. */
import type { ColumnType, Generated } from 'kysely'
import type { AttachmentKind } from '../../../connectors/chat/event.ts'
import type { PlannedReply } from '../../../connectors/chat/memory.ts'
import type { UnsentCode } from '../../../connectors/chat/reasons.ts'
import type { Channel } from '../../../connectors/intake.ts'
import type { Json, NullableJson, NullableTimestamp, Timestamp } from './columns.ts'

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
