import type { Remark } from '../text/read-document.ts'

/** Why a file is not taken in: the sender is told. */
export const refusals = {
  EMPTY_FILE: 'Tệp rỗng, không có nội dung. Đề nghị bên gửi kiểm tra và gửi lại.',
  TOO_LARGE: 'Tệp vượt quá dung lượng cho phép. Đề nghị giảm dung lượng hoặc tách tệp rồi gửi lại.',
  TYPE_MISMATCH: 'Nội dung tệp không đúng với đuôi tên tệp. Đề nghị bên gửi kiểm tra và gửi lại đúng tệp.',
  UNKNOWN_TYPE: 'Không nhận ra loại tệp. Đề nghị gửi bản PDF, DOCX, DOC, TXT hoặc ảnh quét (TIFF, JPEG, PNG, HEIC…).',
  TYPE_NOT_ACCEPTED: 'Loại tệp này không được tiếp nhận làm văn bản. Đề nghị chuyển sang PDF hoặc DOCX rồi gửi lại.',
  ARCHIVE: 'Tệp nén không được tiếp nhận. Đề nghị giải nén và gửi từng văn bản.',
  ENCRYPTED: 'Tệp đặt mật khẩu, không mở được. Đề nghị bên gửi gửi bản không đặt mật khẩu.',
  DAMAGED: 'Tệp bị hỏng, không mở được. Đề nghị bên gửi gửi lại bản khác.',
  TRUNCATED: 'Tệp bị cắt cụt, thiếu phần cuối. Đề nghị bên gửi gửi lại đầy đủ.',
  NO_PAGES: 'Tệp PDF không có trang nào. Đề nghị bên gửi kiểm tra và gửi lại.',
} as const

/** Why a file is locked away: nobody should open it before an administrator has looked. */
export const quarantines = {
  EXECUTABLE: 'Tệp là chương trình hoặc mã lệnh, không phải văn bản. Tệp đã bị cách ly; không mở trên máy làm việc.',
  ACTIVE_CONTENT: 'Tệp PDF chứa mã lệnh tự chạy. Tệp đã bị cách ly; đề nghị quản trị viên kiểm tra.',
  MACROS: 'Tệp văn phòng chứa macro. Tệp đã bị cách ly; đề nghị bên gửi gửi bản không có macro hoặc bản PDF.',
  EMBEDDED_PROGRAM:
    'Tệp nhúng đối tượng hoặc chương trình bên trong. Tệp đã bị cách ly; đề nghị quản trị viên kiểm tra.',
  DECOMPRESSION_BOMB: 'Tệp phình to bất thường khi mở (bom nén). Tệp đã bị cách ly; không mở trên máy làm việc.',
  POLYGLOT: 'Tệp đồng thời là hai loại tệp khác nhau, có thể nhằm che giấu nội dung. Tệp đã bị cách ly.',
  MALWARE: 'Phần mềm diệt vi-rút phát hiện mã độc. Tệp đã bị cách ly; đề nghị báo bộ phận an toàn thông tin.',
  SCAN_FAILED: 'Chưa quét được vi-rút cho tệp này. Tệp tạm bị cách ly; đề nghị quản trị viên kiểm tra bộ quét.',
} as const

/** What is worth knowing about an accepted file. */
export const notices = {
  EMBEDDED_FILES: 'Tệp PDF có tệp đính kèm bên trong; tệp đính kèm không được đăng.',
  HARMLESS_SCRIPT: 'Tệp PDF có lệnh tự mở hộp thoại in hoặc định dạng biểu mẫu (vô hại).',
  XFA_FORM: 'Tệp PDF là biểu mẫu động (XFA); nội dung hiển thị có thể khác nội dung đọc được.',
  EXTERNAL_LINKS: 'Tệp văn phòng tham chiếu mẫu hoặc đối tượng ở bên ngoài.',
  OPENS_WITH_EMPTY_PASSWORD: 'Tệp PDF có hạn chế quyền (in, sao chép) nhưng mở được không cần mật khẩu.',
  REPAIRED: 'Cấu trúc tệp PDF bị lỗi và đã được tự phục hồi khi đọc; cần đối chiếu số trang với bản gốc.',
  JUNK_BEFORE_HEADER: 'Có dữ liệu lạ trước phần đầu tệp PDF.',
  WRONG_EXTENSION: 'Đuôi tên tệp không đúng với loại tệp thật.',
  NAME_CHANGED: 'Tên tệp có ký tự không hợp lệ hoặc quá dài và đã được rút gọn khi lưu.',
  NOT_SCANNED: 'Chưa bật quét vi-rút; tệp chưa được kiểm tra mã độc.',
} as const

export type RefusalCode = keyof typeof refusals
export type QuarantineCode = keyof typeof quarantines
export type NoticeCode = keyof typeof notices

/** A reason from one of the closed lists above. @param detail Added in brackets. */
export function reason(code: RefusalCode | QuarantineCode | NoticeCode, detail?: string): Remark {
  const sentences: Record<string, string> = { ...refusals, ...quarantines, ...notices }
  const sentence = sentences[code] ?? code
  return { code, message: detail === undefined ? sentence : `${sentence} (${detail})` }
}
