/** How questions are named on pages and at the command line. */
import type { QuestionState } from '../../storage/database/questions/find-questions.ts'
import type { LetterKind } from '../../storage/database/questions/write-letter.ts'

export const questionStates: Readonly<Record<QuestionState, string>> = {
  open: 'Chờ trả lời',
  answered: 'Đã trả lời',
  'out-of-scope': 'Ngoài phạm vi',
  complaint: 'Đơn khiếu nại, tố cáo: không tiếp nhận',
}

export const letterKinds: Readonly<Record<LetterKind, string>> = {
  answer: 'Trả lời',
  progress: 'Thông báo tiến độ',
  'handed-over': 'Chuyển cơ quan khác chuẩn bị trả lời',
  'out-of-scope': 'Báo ngoài phạm vi',
  complaint: 'Báo không tiếp nhận đơn',
}

export function numberWords(of: { register_number: number | null; register_year: number | null }): string {
  return of.register_number ? `${of.register_number}/${of.register_year}` : 'không số'
}

/** The first words of what was asked, for lists. */
export function excerpt(text: string | null, most = 160): string {
  const line = (text ?? '').replace(/\s+/gu, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/u, '')}…`
}
