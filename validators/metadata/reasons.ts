import type { Remark } from '../text/read-document.ts'

/** What a clerk can be told about a document's metadata: a closed list of codes, each with its sentence. */
const sentences = {
  NUMBER_BLANK: 'Ô số của văn bản để trống hoặc viết tay; chỉ đọc được ký hiệu “{0}”. Đề nghị nhập số theo bản gốc.',
  NUMBER_HANDWRITTEN: 'Số văn bản viết tay; máy đoán là “{0}”, cần người xác nhận.',
  NUMBER_SETTLED: 'Số văn bản viết tay được lấy từ {0}: {1}.',
  DATE_BLANK: 'Ngày ký để trống hoặc viết tay; chỉ đọc được “{0}”. Đề nghị nhập ngày theo bản gốc.',
  DATE_IMPOSSIBLE: 'Ngày ký đọc được “{0}” không có trong lịch.',
  DATE_FROM_ADOPTION: 'Đầu văn bản không ghi ngày; ngày ban hành lấy theo ngày thông qua ghi ở cuối: {0}.',
  TYPE_FROM_SYMBOL: 'Không đọc được tên loại; suy ra “{0}” từ ký hiệu “{1}”.',
  ISSUER_FROM_SYMBOL: 'Không đọc được tên cơ quan ban hành; suy ra “{0}” từ ký hiệu “{1}”.',
  TYPE_AGAINST_SYMBOL: 'Tên loại “{0}” không khớp với ký hiệu “{1}”.',
  EFFECT_FROM_GAZETTE: 'Văn bản có hiệu lực {0}; cần ngày đăng Công báo để tính ngày có hiệu lực.',
  EFFECT_RELATIVE: 'Ngày có hiệu lực {0} được tính từ ngày ký: {1}.',
  EFFECT_NEEDS_ISSUE_DATE: 'Văn bản có hiệu lực {0}, nhưng không biết ngày ký.',
  EFFECT_BLANK: 'Ngày có hiệu lực trong văn bản để trống: “{0}”.',
  EFFECT_UNCLEAR: 'Văn bản có hiệu lực “{0}”; không tính được ra ngày.',
  EFFECT_UNREAD: 'Có điều khoản về hiệu lực nhưng không đọc được chắc chắn; đề nghị nhập ngày theo bản gốc.',
  EFFECT_NOT_STATED: 'Văn bản không ghi ngày có hiệu lực. {0}',
  EFFECT_BY_LAW: 'Văn bản không ghi ngày có hiệu lực; theo luật là {0}. {1}',
  EFFECT_PARTS_DIFFER: 'Một số điều khoản có hiệu lực vào ngày khác: {0}.',
  EFFECT_CLAUSES_DISAGREE: 'Văn bản có hai điều khoản về hiệu lực không khớp nhau: {0} và {1}; cần người xác nhận.',
  EFFECT_BEFORE_ISSUE: 'Ngày có hiệu lực {0} sớm hơn ngày ký {1}.',
  EFFECT_FAR: 'Ngày có hiệu lực {0} cách ngày ký {1} quá xa; cần xem lại.',
  EFFECT_OF_CONSOLIDATED:
    'Văn bản hợp nhất không có ngày hiệu lực riêng; các ngày ghi trong đó là của văn bản được hợp nhất.',
  NOT_OFFICIAL: 'Tệp này không có thể thức của một văn bản hành chính hay quy phạm pháp luật.',
  SECRET: 'Văn bản đóng dấu độ “{0}”: không được đưa vào hệ thống này.',
  SECRECY_DOUBT: 'Có chữ “{0}” đứng riêng gần đầu văn bản; cần xem có phải dấu độ mật không.',
  ENVELOPE_DISAGREES: 'Phong bì ghi {0} là “{1}”, văn bản ghi “{2}”.',
  FILE_NAME_DISAGREES: 'Tên tệp ghi số “{0}”, văn bản ghi “{1}”.',
  SIGNATURE_ORGANISATION_DIFFERS: 'Chữ ký số thuộc “{0}”, văn bản do “{1}” ban hành.',
  SIGNATURE_SIGNER_DIFFERS: 'Chữ ký số cá nhân của “{0}”, người ký ghi trên văn bản là “{1}”.',
  SIGNATURE_BEFORE_ISSUE: 'Văn bản được ký số ngày {0}, trước ngày ban hành {1} ghi trên văn bản.',
  SIGNATURE_LONG_AFTER_ISSUE: 'Văn bản được ký số ngày {0}, lâu sau ngày ban hành {1} ghi trên văn bản.',
  BODY_ENDED: 'Cơ quan “{0}” đã chấm dứt hoạt động từ {1} ({2}), trước ngày ban hành {3}.',
  SYMBOL_DOUBTFUL: 'Ký hiệu đọc được “{0}” gần giống mà không đúng tên viết tắt của “{1}”; đề nghị nhập theo bản gốc.',
  SYMBOL_AGAINST_ISSUER: 'Ký hiệu “{0}” không phải của cơ quan ban hành “{1}”.',
  SIGNER_AGAINST_ISSUER: 'Người ký với tư cách “{0}”, không phải của cơ quan ban hành “{1}”.',
  SHORTENED_PROCEDURE: 'Văn bản ban hành theo trình tự, thủ tục rút gọn: phải đăng ngay.',
} as const

export type WarningCode = keyof typeof sentences

/** The remark of that code, its blanks filled in order. */
export function warning(code: WarningCode, ...values: readonly string[]): Remark {
  const message = sentences[code].replace(/\{(\d)\}/gu, (_, index) => (values[Number(index)] ?? '').slice(0, 300))
  return { code, message }
}
