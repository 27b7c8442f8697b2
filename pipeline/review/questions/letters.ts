/** What askers are told, in the words of QĐ 40/2024 Điều 9.6. Pure. */
import type { LetterKind } from '../../../storage/database/questions/write-letter.ts'
import { vietnameseDate } from '../../deadlines/working-days.ts'

export interface LetterDraft {
  kind: LetterKind
  /** What the editor wrote; may be empty where the kind says enough. */
  text: string
  /** ISO date the letter states as limit. */
  limitOn: string | null
  /** The office that prepares the answer. */
  handedTo: string | null
}

/** Kinds that leave the question open, with a limit that is told. */
export function staysOpen(kind: LetterKind): boolean {
  return kind === 'progress' || kind === 'handed-over'
}

export function letterText({ kind, text, limitOn, handedTo }: LetterDraft): string {
  return [standardWords(kind, limitOn && vietnameseDate(limitOn), handedTo), text.trim()].filter(Boolean).join('\n\n')
}

function standardWords(kind: LetterKind, limit: string | null, handedTo: string | null): string {
  switch (kind) {
    case 'answer':
      return ''
    case 'progress':
      return `Câu hỏi của Ông/Bà đang được xem xét. Chúng tôi sẽ trả lời chậm nhất vào ngày ${limit}.`
    case 'handed-over':
      return `Câu hỏi của Ông/Bà đã được chuyển đến ${handedTo} để chuẩn bị nội dung trả lời. Chúng tôi sẽ trả lời chậm nhất vào ngày ${limit}.`
    case 'out-of-scope':
      return 'Câu hỏi của Ông/Bà không thuộc phạm vi trả lời của Cổng thông tin điện tử tỉnh (Điều 9 khoản 6 điểm a Quyết định 40/2024/QĐ-UBND).'
    case 'complaint':
      return 'Cổng thông tin điện tử tỉnh không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo (Điều 9 khoản 6 điểm c Quyết định 40/2024/QĐ-UBND). Đề nghị Ông/Bà gửi đến cơ quan có thẩm quyền giải quyết theo Luật Khiếu nại, Luật Tố cáo.'
  }
}
