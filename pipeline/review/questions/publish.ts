/** An answer of general interest is published (Điều 9.6.b): by an editor's decision, worded without personal data. */
import { appendToJournal } from '../../../storage/audit.ts'
import { findQuestion } from '../../../storage/database/questions/find-questions.ts'
import {
  publishQuestion,
  type Wording,
  withdrawQuestion,
} from '../../../storage/database/questions/published-questions.ts'
import type { System } from '../../system.ts'
import type { Person } from '../decide.ts'
import { findPersonalData } from './personal-data.ts'
import { type QuestionRefused, unknownQuestion } from './tell-asker.ts'

export type PublishResult = { kind: 'done'; publication: number } | QuestionRefused

export async function publishAnswer(
  system: Pick<System, 'db' | 'now'>,
  id: string,
  editor: Person,
  wording: Wording,
): Promise<PublishResult> {
  const question = await findQuestion(system.db, id)
  if (!question) return unknownQuestion
  if (question.state !== 'answered') {
    return { kind: 'refused', code: 'NOT_ANSWERED', message: 'Chỉ đăng câu hỏi đã được trả lời.' }
  }
  const texts = { title: tidy(wording.title), question: tidy(wording.question), answer: tidy(wording.answer) }
  if (Object.values(texts).includes('')) {
    return { kind: 'refused', code: 'TEXT_MISSING', message: 'Hãy ghi đủ tiêu đề, câu hỏi và câu trả lời.' }
  }
  const names = question.messages.map(({ sender }) => sender.name)
  const marks = names.flatMap((name) => Object.values(texts).flatMap((text) => findPersonalData(text, name)))
  if (marks.length > 0) {
    const found = new Set(marks.map((mark) => `${mark.what} “${mark.found}”`))
    return {
      kind: 'refused',
      code: 'PERSONAL_DATA',
      message: `Chưa đăng: còn dữ liệu cá nhân (${[...found].join(', ')}). Hãy bỏ ra rồi đăng lại.`,
    }
  }
  const at = system.now()
  return system.db.transaction().execute(async (trx) => {
    const publication = await publishQuestion(trx, question.id, texts, editor.name, at)
    await appendToJournal(trx, at, [
      {
        actor: editor.name,
        action: 'question published',
        subject: { kind: 'question', id: question.id },
        details: { publication },
      },
    ])
    return { kind: 'done', publication }
  })
}

export async function withdrawAnswer(
  system: Pick<System, 'db' | 'now'>,
  id: string,
  editor: Person,
  reason: string,
): Promise<{ kind: 'done' } | QuestionRefused> {
  if (reason.trim() === '') {
    return { kind: 'refused', code: 'REASON_MISSING', message: 'Hãy ghi lý do gỡ; lý do được lưu vào nhật ký.' }
  }
  const at = system.now()
  return system.db.transaction().execute(async (trx) => {
    if (!(await withdrawQuestion(trx, id, at))) {
      return { kind: 'refused', code: 'NOT_PUBLIC', message: 'Câu hỏi này không có trên trang công khai.' }
    }
    await appendToJournal(trx, at, [
      {
        actor: editor.name,
        action: 'question withdrawn',
        subject: { kind: 'question', id },
        details: { reason: reason.trim() },
      },
    ])
    return { kind: 'done' }
  })
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
}
