/** Why a message gives no document and no question, and why an answer could not be sent: closed lists. */
import type { Declined } from '../intake.ts'
import { declined as mailDeclined } from '../mailbox/reasons.ts'

interface Reason {
  /** For the clerk and, where `told`, for the sender. */
  message: string
  told: boolean
}

const declineReasons = {
  /** QĐ 40, Điều 9.6.c: not received; that is told, or who believes to have complained lets time limits pass. */
  COMPLAINT_OR_DENUNCIATION: { message: mailDeclined('COMPLAINT_OR_DENUNCIATION').message, told: true },
  STICKER: { message: 'Chỉ có nhãn dán hoặc ảnh động, không có nội dung.', told: false },
  EMPTY: { message: 'Tin nhắn không có nội dung và không có tệp.', told: false },
  OTHER_ACCOUNT: { message: 'Tin nhắn gửi cho tài khoản khác, không phải tài khoản của Công báo.', told: false },
  KIND_NOT_TAKEN: {
    message:
      'Kênh này nhận câu hỏi bằng chữ và văn bản ở dạng tệp hoặc ảnh; chưa đọc được tin thoại, video, vị trí, danh thiếp. Xin gửi lại bằng chữ hoặc bằng tệp.',
    told: true,
  },
  FILE_MISSING: {
    message: 'Chúng tôi không nhận được tệp: ứng dụng không chuyển tệp đến. Xin gửi lại tệp, hoặc gửi qua thư điện tử.',
    told: true,
  },
  FILE_NOT_FETCHED: {
    message: 'Không tải được tệp từ ứng dụng nhắn tin (đường dẫn hỏng hoặc đã hết hạn). Xin gửi lại tệp.',
    told: true,
  },
  FILE_TOO_LARGE: {
    message: 'Tệp lớn hơn dung lượng cho phép. Xin gửi tệp nhỏ hơn, hoặc gửi qua thư điện tử.',
    told: true,
  },
  FILE_FROM_ELSEWHERE: {
    message:
      'Tệp nằm ở máy chủ ngoài ứng dụng nhắn tin nên không được tải. Xin gửi tệp trực tiếp trong cuộc trò chuyện.',
    told: true,
  },
} as const satisfies Record<string, Reason>

export type ChatDeclineCode = keyof typeof declineReasons

export function declined(code: ChatDeclineCode): Declined & { code: ChatDeclineCode } {
  return { code, message: declineReasons[code].message }
}

export function isTold(code: ChatDeclineCode): boolean {
  return declineReasons[code].told
}

/** Why an answer stays unsent; shown on the desk with what to do. */
const unsentReasons = {
  WINDOW_CLOSED: 'Đã quá thời hạn nền tảng cho phép nhắn lại. Sẽ tự gửi khi người này nhắn tin lần tới.',
  RECIPIENT_UNREACHABLE: 'Người nhận đã chặn, rời đi hoặc không nhận tin. Hãy trả lời bằng cách khác nếu có.',
  TOO_MANY: 'Đã trả lời cuộc trò chuyện này quá nhiều lần trong một giờ.',
  NOT_PERMITTED: 'Tài khoản chưa được cấp quyền hoặc gói dịch vụ để gửi tin này. Hãy báo quản trị.',
  QUOTA: 'Tài khoản đã hết hạn mức gửi tin. Hãy báo quản trị.',
  REFUSED_BY_PLATFORM: 'Nền tảng từ chối tin nhắn. Xem chi tiết, báo bộ phận kỹ thuật.',
  NOT_DELIVERED: 'Đã thử nhiều lần, nền tảng không nhận tin.',
  PERSON_ERASED: 'Người này đã yêu cầu xóa dữ liệu cá nhân, không còn địa chỉ để gửi.',
} as const satisfies Record<string, string>

export type UnsentCode = keyof typeof unsentReasons

export function unsentSentence(code: UnsentCode): string {
  return unsentReasons[code]
}
