/**
 * What an editor decides of a question (QĐ 40/2024 Điều 9.6): answered, or told of its progress with a limit, handed over,
 * or refused. Each is a letter to the asker through the channel the question came by, and a line in the journal.
 */
import { appendToJournal } from '../../../storage/audit.ts'
import { planForIntake } from '../../../storage/database/acknowledgements/outbox.ts'
import { findQuestion } from '../../../storage/database/questions/find-questions.ts'
import { type LetterKind, type Outcome, writeLetter } from '../../../storage/database/questions/write-letter.ts'
import { vietnamTime } from '../../deadlines/deadline.ts'
import type { System } from '../../system.ts'
import type { Person } from '../decide.ts'
import { type LetterDraft, letterText, staysOpen } from './letters.ts'

export interface QuestionRefused {
  kind: 'refused'
  code:
    | 'UNKNOWN_QUESTION'
    | 'QUESTION_SETTLED'
    | 'TEXT_MISSING'
    | 'LIMIT_MISSING'
    | 'LIMIT_PAST'
    | 'OFFICE_MISSING'
    | 'NOT_ANSWERED'
    | 'PERSONAL_DATA'
    | 'NOT_PUBLIC'
    | 'REASON_MISSING'
  message: string
}
export type TellResult = { kind: 'done'; letter: number } | QuestionRefused

const actions: Readonly<Record<LetterKind, string>> = {
  answer: 'question answered',
  progress: 'question progress told',
  'handed-over': 'question handed over',
  'out-of-scope': 'question out of scope',
  complaint: 'question declined as complaint',
}

export async function tellAsker(
  system: Pick<System, 'db' | 'now'>,
  id: string,
  person: Person,
  draft: LetterDraft,
): Promise<TellResult> {
  const mistake = mistakeIn(draft, system.now())
  if (mistake) return mistake
  const question = await findQuestion(system.db, id)
  const last = question?.messages.at(-1)
  if (!question || !last) return unknownQuestion
  const at = system.now()
  const text = letterText(draft)
  const { kind, limitOn, handedTo } = draft
  return system.db.transaction().execute(async (trx): Promise<TellResult> => {
    const heading = { questionId: question.id, intakeId: last.id, kind, text, limitOn }
    const letter = await writeLetter(trx, { ...heading, by: person.name, at }, outcomeOf(draft))
    if (letter === null) return settled
    const key = `answered letter ${letter}`
    await planForIntake(trx, last.id, { kind: 'answered', text }, at, { key, documentId: null })
    await appendToJournal(trx, at, [
      {
        actor: person.name,
        action: actions[kind],
        subject: { kind: 'question', id: question.id },
        details: { letter, ...(limitOn ? { limitOn } : {}), ...(handedTo ? { handedTo } : {}) },
      },
    ])
    return { kind: 'done', letter }
  })
}

export const unknownQuestion: QuestionRefused = {
  kind: 'refused',
  code: 'UNKNOWN_QUESTION',
  message: 'Không có câu hỏi này.',
}

const settled: QuestionRefused = {
  kind: 'refused',
  code: 'QUESTION_SETTLED',
  message: 'Câu hỏi này đã được trả lời hoặc từ chối; người hỏi đã được báo.',
}

function mistakeIn({ kind, text, limitOn, handedTo }: LetterDraft, now: Temporal.Instant): QuestionRefused | null {
  const refused = (code: QuestionRefused['code'], message: string): QuestionRefused => ({
    kind: 'refused',
    code,
    message,
  })
  if (kind === 'answer' && text.trim() === '') return refused('TEXT_MISSING', 'Hãy viết nội dung trả lời.')
  if (!staysOpen(kind)) return null
  if (kind === 'handed-over' && !handedTo?.trim()) {
    return refused('OFFICE_MISSING', 'Hãy ghi cơ quan, đơn vị được chuyển câu hỏi.')
  }
  if (limitOn === null) {
    return refused('LIMIT_MISSING', 'Hãy ghi thời hạn cụ thể: Điều 9 khoản 6 điểm b buộc thông báo kèm thời hạn.')
  }
  const today = now.toZonedDateTimeISO(vietnamTime).toPlainDate()
  const limit = Temporal.PlainDate.from(limitOn)
  return Temporal.PlainDate.compare(limit, today) > 0
    ? null
    : refused('LIMIT_PAST', 'Thời hạn báo cho người hỏi phải sau ngày hôm nay.')
}

/** The day that was promised ends at 24:00. */
function outcomeOf({ kind, limitOn, handedTo }: LetterDraft): Outcome {
  if (kind === 'answer') return { state: 'answered' }
  if (kind === 'out-of-scope' || kind === 'complaint') return { state: kind }
  const end = Temporal.PlainDate.from(limitOn ?? '')
    .add({ days: 1 })
    .toZonedDateTime(vietnamTime)
  return { state: 'open', dueAt: end.toInstant(), handedTo: handedTo?.trim() || null }
}
