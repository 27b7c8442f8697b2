/** Citizens’ questions and what was answered. */
import type { Generated } from 'kysely'
import type { Deadline } from '../../../pipeline/deadlines/deadline.ts'
import type { Json, NullableTimestamp, Timestamp } from './columns.ts'

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
