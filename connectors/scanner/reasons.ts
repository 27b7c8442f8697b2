/** Why a scan gives no document: a closed list, each with what the clerk should do. The sentence stands beside the file. */
import type { Declined } from '../intake.ts'

const reasons = {
  EMPTY_FILE: 'Tệp rỗng, không có nội dung. Hãy quét lại.',
  TOO_LARGE: 'Tệp lớn hơn giới hạn cho phép. Hãy quét ở 200–300 dpi hoặc chia tập nhỏ hơn rồi quét lại.',
  NOT_A_SCAN:
    'Thư mục quét chỉ nhận PDF, TIFF, JPEG, PNG. Tệp loại khác hãy thả trên bàn làm việc (mục Tiếp nhận văn bản).',
  DAMAGED: 'Tệp bị hỏng hoặc bị cắt cụt, không đọc được. Hãy quét lại.',
  ENCRYPTED: 'Tệp đặt mật khẩu, không mở được. Hãy tắt mật khẩu trên máy quét rồi quét lại.',
  NO_PAGES: 'Tệp không có trang nào. Hãy quét lại.',
  TOO_MANY_PAGES: 'Tập quét có quá nhiều trang. Hãy chia thành các tập nhỏ hơn rồi quét lại.',
  ONLY_SEPARATORS:
    'Tập quét chỉ có phiếu tách hoặc trang trắng, không có văn bản. Hãy kiểm tra khay giấy rồi quét lại.',
  CANNOT_CUT:
    'Tập quét có phiếu tách nhưng không tách được vì cấu trúc tệp. Hãy quét lại từng văn bản riêng, không dùng phiếu tách.',
  CUT_TOO_LARGE:
    'Văn bản tách ra lớn hơn giới hạn cho phép. Hãy quét ở 200–300 dpi, lưu dạng PDF thay vì TIFF rồi quét lại.',
  BREAKS_READER: 'Tệp làm dừng chương trình đọc nhiều lần. Hãy báo bộ phận vận hành và quét lại.',
} as const satisfies Record<string, string>

export type ScanRefusal = keyof typeof reasons

export const scanRefusals = Object.keys(reasons) as readonly ScanRefusal[]

export function refused(code: ScanRefusal): Declined & { code: ScanRefusal } {
  return { code, message: reasons[code] }
}
