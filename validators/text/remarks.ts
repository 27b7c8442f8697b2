import type { Remark } from './read-document.ts'

/** Why a file could not be read at all. */
export const unreadableReasons = {
  EMPTY_FILE: 'Tệp rỗng, không có nội dung. Đề nghị bên gửi gửi lại.',
  TOO_LARGE: 'Tệp vượt quá dung lượng cho phép. Đề nghị tách nhỏ hoặc giảm dung lượng rồi gửi lại.',
  UNSUPPORTED_TYPE: 'Loại tệp này chưa đọc được. Đề nghị gửi bản PDF, DOCX, DOC, TXT hoặc ảnh quét.',
  DAMAGED_FILE: 'Tệp bị hỏng, không mở được. Đề nghị bên gửi gửi lại bản khác.',
  ENCRYPTED: 'Tệp đặt mật khẩu, không đọc được nội dung. Đề nghị bên gửi gửi bản không có mật khẩu.',
  NO_PAGES: 'Tệp PDF không có trang nào. Đề nghị bên gửi kiểm tra và gửi lại.',
  UNPACKS_TOO_LARGE: 'Tệp nén phình to bất thường khi mở nên không được đọc. Không mở tệp này trên máy làm việc.',
  NO_HEIC_PROGRAM:
    'Máy chủ chưa có chương trình mở ảnh HEIC của điện thoại. Đề nghị bên gửi gửi ảnh JPEG hoặc PDF; hoặc quản trị viên cài gói libheif-examples rồi cho xử lý lại.',
  UNSUPPORTED_IMAGE: 'Ảnh ở dạng nén hiếm gặp, không mở được. Đề nghị gửi lại dưới dạng JPEG, PNG, TIFF hoặc PDF.',
  READER_CRASHED: 'Bộ đọc PDF dừng đột ngột khi mở tệp. Đề nghị chuyển quản trị viên kiểm tra tệp.',
} as const

/** What a reader should know about a file that was read. */
export const readWarnings = {
  NO_TEXT_LAYER: 'Có trang không có lớp chữ (trang quét) và chưa được nhận dạng chữ.',
  GARBLED_TEXT_LAYER: 'Lớp chữ của trang bị lỗi mã hoặc mất chữ, không dùng được.',
  OCR_FAILED: 'Nhận dạng chữ không thành công ở một số trang.',
  OCR_TEXT_LAYER: 'Lớp chữ do phần mềm nhận dạng đặt dưới ảnh quét; cần đối chiếu với bản nhìn thấy.',
  HIDDEN_TEXT: 'Có chữ ẩn (không nhìn thấy khi mở tệp); đã tách khỏi nội dung.',
  OFF_PAGE_TEXT: 'Có chữ nằm ngoài khổ trang; đã tách khỏi nội dung.',
  OVERLAID_TEXT: 'Có chữ chồng lên nhau tại cùng một chỗ; cần đối chiếu với bản nhìn thấy.',
  LEGACY_ENCODING: 'Văn bản dùng bảng mã cũ (TCVN3, VNI, VPS…); đã chuyển sang Unicode.',
  FOREIGN_SCRIPT: 'Văn bản chủ yếu không phải chữ Việt.',
  TOO_MANY_PAGES: 'Tệp có quá nhiều trang; chỉ đọc những trang đầu.',
  PAGE_UNREADABLE: 'Có trang không đọc được.',
  PAGE_TOO_LARGE: 'Có trang khổ lớn bất thường.',
  TEXT_TRUNCATED: 'Văn bản hoặc trang có quá nhiều chữ; chỉ đọc phần đầu.',
  OUT_OF_TIME: 'Hết thời gian đọc; các trang còn lại chưa đọc.',
  NO_LAYOUT: 'Không rõ bố cục trang của tệp này; chỉ lấy được chữ theo thứ tự.',
} as const

export type UnreadableCode = keyof typeof unreadableReasons
export type WarningCode = keyof typeof readWarnings

/** @param detail Added after the sentence, for example the pages concerned. */
export function unreadable(code: UnreadableCode, detail?: string): { error: Remark } {
  return { error: { code, message: withDetail(unreadableReasons[code], detail) } }
}

/** @param detail Added after the sentence, for example the pages concerned. */
export function warning(code: WarningCode, detail?: string): Remark {
  return { code, message: withDetail(readWarnings[code], detail) }
}

function withDetail(sentence: string, detail: string | undefined): string {
  return detail === undefined ? sentence : `${sentence} (${detail})`
}

/** "trang 1, 3–5 và 9": the pages a remark is about, folded into ranges. */
export function pageList(pages: readonly number[]): string {
  const ranges: string[] = []
  let index = 0
  while (index < pages.length) {
    const first = pages[index] as number
    let last = first
    while (pages[index + 1] === last + 1) last = pages[++index] as number
    ranges.push(first === last ? `${first}` : `${first}–${last}`)
    index++
  }
  return `trang ${ranges.slice(0, 20).join(', ')}${ranges.length > 20 ? '…' : ''}`
}
