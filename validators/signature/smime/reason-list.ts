/** Why a mail's signature is in doubt or failed, beside the reasons shared by all formats. */
import { findingsOf, type ReasonDefinition } from '../reasons.ts'

export const SMIME_REASONS = {
  SMIME_TOO_LARGE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Thư điện tử lớn quá mức cho phép; không kiểm tra được chữ ký.',
  },
  SMIME_TOO_MANY_PARTS: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Thư có quá nhiều phần hoặc lồng quá sâu, có dấu hiệu gây quá tải; hệ thống không đọc.',
  },
  SMIME_NOT_A_MAIL: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp không phải thư điện tử (không có phần đầu thư).',
  },
  SMIME_ENCRYPTED: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Thư được mã hóa; hệ thống không có khóa để đọc nên không biết bên trong có chữ ký hay không.',
  },
  SMIME_ENCRYPTED_INSIDE: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Chữ ký chỉ bảo vệ phần đã mã hóa; nội dung bên trong chưa đọc được.',
  },
  SMIME_OTHER_PROTOCOL: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Thư ký theo chuẩn khác (“{0}”), hệ thống chỉ kiểm tra S/MIME.',
  },
  SMIME_STRUCTURE_WRONG: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Phần ký của thư sai cấu trúc (cần đúng hai phần: nội dung và chữ ký; thấy {0}).',
  },
  SMIME_SIGNED_PART_ATTACHED: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence:
      'Phần có chữ ký nằm trong tệp đính kèm, còn nội dung hiển thị của thư thì không được ký: dấu hiệu giấu phần ký làm tệp đính kèm.',
  },
  SMIME_PARTLY_COVERED: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence:
      'Chữ ký chỉ bảo vệ một phần của thư; phần “{0}” nằm ngoài phạm vi ký (có thể do danh sách thư chèn thêm, hoặc bị giả mạo).',
  },
  SMIME_FROM_MISSING: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thư không ghi địa chỉ người gửi (From) đọc được; chữ ký không gắn được với ai.',
  },
  SMIME_FROM_SEVERAL: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thư ghi nhiều người gửi (From) trong khi chỉ một người ký: dấu hiệu giả mạo người gửi.',
  },
  SMIME_FROM_DIFFERS: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence:
      'Người gửi ghi trong thư là {0}, nhưng chứng thư của người ký là của {1}: chữ ký không phải của người gửi.',
  },
  SMIME_FROM_DECEPTIVE: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Ô người gửi (From) chứa ký tự ẩn hoặc đảo chiều chữ: dấu hiệu giả mạo người gửi.',
  },
  SMIME_ADDRESS_LOOKALIKE: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Địa chỉ người gửi {0} dùng chữ ngoài bảng chữ cái Latinh cơ bản, có thể nhái một địa chỉ khác.',
  },
  SMIME_DISPLAY_NAME_ADDRESS: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Tên hiển thị của người gửi chứa một địa chỉ khác ({0}) với địa chỉ thật: dấu hiệu giả mạo người gửi.',
  },
  SMIME_DISPLAY_NAME_UNPROVEN: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Tên hiển thị “{0}” không có trong chứng thư của người ký ({1}); chỉ địa chỉ thư được chứng minh.',
  },
  SMIME_SENDER_DIFFERS: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thư do địa chỉ khác gửi hộ (Sender: {0}); có chương trình hiển thị địa chỉ này thay cho người ký.',
  },
  SMIME_CERTIFICATE_WITHOUT_EMAIL: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư của người ký không ghi địa chỉ thư, nên không gắn được chữ ký với người gửi {0}.',
  },
  SMIME_HEADER_REPEATED: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Thư ghi trường “{0}” nhiều lần; các chương trình đọc có thể hiểu khác nhau.',
  },
  SMIME_HEADER_STRAY: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Phần đầu thư có dòng không đúng quy cách; các chương trình đọc có thể hiểu khác nhau.',
  },
  SMIME_PROTECTED_HEADER_DIFFERS: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Trường “{0}” ngoài thư khác với trường cùng tên đã được ký.',
  },
  SMIME_INNER_SIGNATURE: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Trong nội dung đã ký còn một lớp chữ ký khác; chỉ chữ ký ngoài cùng được tính cho thư này.',
  },
  SMIME_HEADERS_UNSIGNED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký bảo vệ nội dung thư, không bảo vệ tiêu đề, ngày gửi và người nhận.',
  },
} as const satisfies Record<string, ReasonDefinition>

export type SmimeReasonCode = keyof typeof SMIME_REASONS

/** A finding of this list. */
export const smimeFinding = findingsOf<SmimeReasonCode>(SMIME_REASONS)
