/** Why a message, or one file in it, must be refused: a closed list, each with the sentence the clerk and the sender read. */

const sentences = {
  EMPTY_MESSAGE: 'Thông điệp rỗng, không có nội dung.',
  NOT_XML: 'Thông điệp không phải là XML.',
  JUNK_BEFORE_DECLARATION: 'Có ký tự lạ đứng trước phần khai báo XML.',
  NAMESPACE_UNBOUND: 'Tiền tố không gian tên XML chưa được khai báo.',
  TAGS_MISMATCHED: 'Thẻ đóng không khớp với thẻ mở.',
  TRUNCATED: 'Thông điệp bị cắt cụt, thiếu phần cuối.',
  NOT_WELL_FORMED: 'Thông điệp không đúng cú pháp XML.',
  ENCODING_BROKEN: 'Thông điệp có byte không đúng bảng mã đã khai báo.',
  ENCODING_UNSUPPORTED: 'Bảng mã của thông điệp không được hỗ trợ; hãy gửi bằng UTF-8.',
  DTD_FORBIDDEN: 'Thông điệp chứa DOCTYPE, không được phép vì lý do an toàn.',
  ENTITY_FORBIDDEN: 'Thông điệp dùng thực thể XML không được phép.',
  TOO_DEEP: 'Thông điệp có quá nhiều cấp thẻ lồng nhau.',
  TOO_BIG: 'Thông điệp vượt quá dung lượng cho phép.',
  NOT_TO_STANDARD: 'Thông điệp không theo QCVN 102:2016/BTTTT.',
  BUSINESS_TYPE_UNKNOWN: 'Loại nghiệp vụ (BussinessDocType) không có trong QCVN 102:2016/BTTTT.',
  NO_ATTACHMENTS: 'Thông điệp gửi văn bản nhưng không có tệp nào kèm theo.',
  TOO_MANY_ATTACHMENTS: 'Thông điệp có quá nhiều tệp đính kèm.',
  ATTACHMENT_NOT_BASE64: 'Nội dung tệp đính kèm không giải mã được theo base64.',
  ATTACHMENT_TOO_BIG: 'Tệp đính kèm vượt quá dung lượng cho phép.',
  ATTACHMENT_RUINED: 'Tệp đính kèm đã hỏng: dữ liệu nhị phân bị đổi thành ký tự thay thế UTF-8.',
  ATTACHMENT_ZIP_BROKEN: 'Tệp nén của tệp đính kèm bị hỏng.',
  ATTACHMENT_ZIP_BOMB: 'Tệp nén của tệp đính kèm bung ra lớn bất thường.',
} as const

export type RefusalCode = keyof typeof sentences

export const refusalCodes = Object.keys(sentences) as readonly RefusalCode[]

export interface Refusal {
  code: RefusalCode
  /** A Vietnamese sentence, with the place or the file where one is known. */
  message: string
}

/** `where` names the line, the element or the file; it follows the sentence in brackets. */
export function refusal(code: RefusalCode, where?: string): Refusal {
  return { code, message: where ? `${sentences[code].replace(/\.$/, '')} (${where}).` : sentences[code] }
}

const remarkSentences = {
  TYPE_DIFFERS_FROM_NAME: 'Nội dung tệp không đúng loại mà tên tệp cho biết',
  CONTENT_MISSING: 'Bảng kê có tệp này nhưng thông điệp không chứa nội dung',
  NOT_IN_MANIFEST: 'Tệp đính kèm không có trong bảng kê',
  NON_STANDARD_ATTACHMENT: 'Tệp đính kèm đặt sai chỗ so với QCVN 102:2016/BTTTT',
  DATE_UNREADABLE: 'Ngày ban hành không đọc được',
  SIGNATURE_UNVERIFIABLE: 'Chữ ký XML sai không gian tên hoặc rỗng, không kiểm tra được',
  NOT_ADDRESSED_TO_US: 'Thông điệp không ghi cơ quan ta trong nơi nhận',
} as const

export type RemarkCode = keyof typeof remarkSentences

/** Something a clerk should know of a message that is taken in all the same. */
export interface Remark {
  code: RemarkCode
  message: string
}

export function remark(code: RemarkCode, about?: string): Remark {
  return { code, message: `${remarkSentences[code]}${about ? `: ${about}` : ''}.` }
}
