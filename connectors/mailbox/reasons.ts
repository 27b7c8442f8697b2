/** Why a mail gives no document and no question: a closed list, each with the sentence for the clerk and the sender. */
import type { Declined } from '../intake.ts'

interface Reason {
  message: string
  /** Whether the sender is told. Never where a machine wrote. */
  answered: boolean
  /** Problem mails wait in their own folder for a person to look at. */
  folder: 'processed' | 'problem'
}

const reasons = {
  /**
   * QĐ 40, Điều 9.6.c: complaints and denunciations are not received, settled or answered here. That they were not is
   * told all the same: who believes to have complained lets the time limits of the law pass.
   */
  COMPLAINT_OR_DENUNCIATION: {
    message:
      'Cổng thông tin không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo (Điều 9 khoản 6 điểm c Quyết định 40/2024/QĐ-UBND); đề nghị gửi đến cơ quan có thẩm quyền giải quyết theo Luật Khiếu nại, Luật Tố cáo.',
    answered: true,
    folder: 'processed',
  },
  AUTO_SUBMITTED: { message: 'Thư do máy tự động trả lời, không có văn bản.', answered: false, folder: 'processed' },
  DELIVERY_REPORT: {
    message: 'Thông báo của máy chủ thư về việc gửi thư (không gửi được, đã đọc), không có văn bản.',
    answered: false,
    folder: 'processed',
  },
  OWN_MAIL: { message: 'Thư do chính hệ thống này gửi đi.', answered: false, folder: 'processed' },
  SPAM: { message: 'Máy chủ thư đánh dấu đây là thư rác.', answered: false, folder: 'problem' },
  BULK: { message: 'Thư gửi hàng loạt, không có văn bản kèm theo.', answered: false, folder: 'processed' },
  CALENDAR: {
    message: 'Thư mời họp hoặc lịch, không có văn bản kèm theo; địa chỉ này không nhận lịch họp.',
    answered: true,
    folder: 'processed',
  },
  EMPTY: { message: 'Thư không có nội dung và không có tệp kèm theo.', answered: true, folder: 'processed' },
  NOT_ADDRESSED_TO_US: {
    message: 'Thư không ghi địa chỉ của Công báo ở nơi nhận và không có văn bản kèm theo.',
    answered: false,
    folder: 'processed',
  },
  ENCRYPTED: {
    message: 'Thư được mã hóa (S/MIME hoặc PGP), hệ thống không mở được; hãy gửi lại không mã hóa.',
    answered: true,
    folder: 'problem',
  },
  FRAGMENT: {
    message: 'Thư chỉ là một mảnh của thư lớn bị chia nhỏ (message/partial); hãy gửi lại nguyên vẹn.',
    answered: true,
    folder: 'problem',
  },
  TOO_BIG: { message: 'Thư vượt quá dung lượng cho phép.', answered: true, folder: 'problem' },
  TOO_MANY_PARTS: { message: 'Thư có quá nhiều phần.', answered: true, folder: 'problem' },
  TOO_COMPLEX: { message: 'Thư lồng nhau quá phức tạp, không đọc hết được.', answered: true, folder: 'problem' },
  ATTACHMENTS_UNREADABLE: {
    message: 'Tệp kèm theo thư bị hỏng, không đọc được; hãy gửi lại.',
    answered: true,
    folder: 'problem',
  },
  UNREADABLE: {
    message: 'Thư không đọc được; cần người kiểm tra trong thư mục thư có vấn đề.',
    answered: false,
    folder: 'problem',
  },
} as const satisfies Record<string, Reason>

export type DeclineCode = keyof typeof reasons

export const declineCodes = Object.keys(reasons) as readonly DeclineCode[]

export function declined(code: DeclineCode): Declined & { code: DeclineCode } {
  return { code, message: reasons[code].message }
}

export function isAnswered(code: DeclineCode): boolean {
  return reasons[code].answered
}

export function folderOf(code: DeclineCode): 'processed' | 'problem' {
  return reasons[code].folder
}
