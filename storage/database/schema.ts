/** The tables as Kysely sees them; those of one subject stand in one file of `tables/`. */

import type {
  ChatInboxTable,
  ChatMessagesTable,
  ChatRepliesTable,
  ChatThreadsTable,
  ZaloTokensTable,
} from './tables/chat.ts'
import type { CorrectionsTable, DocumentsTable } from './tables/documents.ts'
import type {
  AcknowledgementsTable,
  AxisProgressTable,
  DoorHealthTable,
  MailboxMarksTable,
  MailboxTriesTable,
  MailSignaturesTable,
  OutgoingTable,
  ScannerDropsTable,
} from './tables/doors.ts'
import type { IntakePartsTable, IntakeRepeatsTable, IntakesTable, SenderRequestsTable } from './tables/intakes.ts'
import type { AccountsTable, JournalTable, SessionsTable } from './tables/office.ts'
import type { GazetteEntriesTable, GazetteIssuesTable, PublicationsTable } from './tables/publications.ts'
import type {
  QuestionFollowUpsTable,
  QuestionLettersTable,
  QuestionPublicationsTable,
  QuestionsTable,
} from './tables/questions.ts'

export type * from './tables/publications.ts'

export interface Database {
  mail_signatures: MailSignaturesTable
  questions: QuestionsTable
  question_follow_ups: QuestionFollowUpsTable
  question_letters: QuestionLettersTable
  question_publications: QuestionPublicationsTable
  door_health: DoorHealthTable
  sender_requests: SenderRequestsTable
  outgoing: OutgoingTable
  axis_progress: AxisProgressTable
  mailbox_marks: MailboxMarksTable
  mailbox_tries: MailboxTriesTable
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
