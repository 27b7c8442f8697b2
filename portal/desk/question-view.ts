/** What the desk's page of one question is made of. */
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { FoundQuestion } from '../../storage/database/questions/find-questions.ts'

export interface QuestionView {
  province: string
  session: Session
  question: FoundQuestion
  journal: readonly { at: string; actor: string; action: string }[]
  now: Temporal.Instant
  /** What went wrong with the last try, in words, and what had been written. */
  problem: string | null
  written: Readonly<Record<string, string>>
}
