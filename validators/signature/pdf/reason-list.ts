import { findingsOf, type ReasonDefinition } from '../reasons.ts'

/** The reasons only PDF signatures have. `{0}` … are details; the sentence tells a clerk what happened and where. */
export const PDF_REASONS = {
  // The file as a whole.
  PDF_UNREADABLE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp PDF hỏng nặng, không đọc được cấu trúc; hãy yêu cầu nơi gửi gửi lại bản gốc.',
  },
  PDF_TOO_COMPLEX: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp PDF vượt giới hạn kiểm tra ({0}); không thể kết luận chữ ký hợp lệ.',
  },
  PDF_LOCKED: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Tệp được mã hóa và cần mật khẩu để đọc; hãy cung cấp mật khẩu mở tệp.',
  },
  PDF_ENCRYPTION_UNSUPPORTED: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Tệp được mã hóa theo cách chưa hỗ trợ ({0}); nội dung không đọc được nên cần người kiểm tra.',
  },
  PDF_XREF_DAMAGED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Bảng tham chiếu của tệp PDF bị hỏng, các đối tượng được dò lại từ nội dung tệp.',
  },
  MAC_INVALID: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Mã bảo vệ toàn vẹn (ISO/TS 32004) của tệp mã hóa {0}: tệp đã bị sửa.',
  },
  MAC_UNCHECKED: {
    weight: 'doubt',
    subIndication: 'GENERIC',
    sentence: 'Tệp mã hóa có mã bảo vệ toàn vẹn (ISO/TS 32004) không được kiểm tra ở đây; cần người xem xét.',
  },
  TOO_MANY_SIGNATURES: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp có {0} chữ ký, chỉ kiểm tra {1} chữ ký đầu; không thể kết luận cả tệp hợp lệ.',
  },

  // The signature dictionary and its ByteRange.
  CONTENTS_MISSING: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký không có giá trị chữ ký (/Contents thiếu hoặc rỗng): dấu hiệu giả mạo chữ ký (USF).',
  },
  BYTE_RANGE_MISSING: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký không nói nó ký phần nào của tệp (/ByteRange thiếu hoặc sai): dấu hiệu giả mạo chữ ký (USF).',
  },
  BYTE_RANGE_BEYOND_FILE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Vùng ký (/ByteRange) vượt ra ngoài tệp {0} byte: tệp đã bị lưu lại hoặc cắt bớt sau khi ký.',
  },
  BYTE_RANGE_NOT_FROM_START: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Vùng ký không bắt đầu từ đầu tệp mà từ byte {0}: phần đầu tệp không được chữ ký bảo vệ.',
  },
  BYTE_RANGE_OVERLAP: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Các đoạn của vùng ký chồng lên nhau hoặc không theo thứ tự.',
  },
  BYTE_RANGE_UNUSUAL: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Vùng ký gồm {0} đoạn thay vì hai đoạn trước và sau giá trị chữ ký.',
  },
  BYTE_RANGE_GAP: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence:
      'Phần không được ký (byte {0}–{1}) không đúng bằng giá trị của chính chữ ký này: tệp đã bị phần mềm khác lưu lại sau khi ký, hoặc bị tấn công bọc chữ ký (SWA).',
  },
  CONTENTS_NOT_IN_FILE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Giá trị chữ ký nằm trong một luồng nén: tệp đã bị phần mềm khác lưu lại sau khi ký.',
  },
  CONTENTS_NOT_HEX: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Trong phần không được ký có lẫn nội dung khác ngoài giá trị chữ ký.',
  },
  SIGNATURE_NOT_IN_ITS_REVISION: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Phần tệp mà chữ ký bao trùm không chứa trường chữ ký “{0}”: chữ ký đã bị chuyển chỗ hoặc gắn lại.',
  },
  SUB_FILTER_UNSUPPORTED: {
    weight: 'doubt',
    subIndication: 'GENERIC',
    sentence: 'Kiểu chữ ký {0} chưa được hỗ trợ.',
  },
  CMS_UNREADABLE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Không đọc được giá trị chữ ký.',
  },
  SEVERAL_SIGNERS: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Một giá trị chữ ký chứa {0} người ký; PDF chỉ cho phép một.',
  },
  DUPLICATED_SIGNATURE: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Cùng một chữ ký được gắn vào nhiều trường ({0}).',
  },
  PROVES_ONLY_TIME: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Đây là dấu thời gian của cả tài liệu, không phải chữ ký của người ký.',
  },

  ONLY_TIMESTAMPS: {
    weight: 'doubt',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    sentence: 'Tệp chỉ có dấu thời gian, không có chữ ký của ai: ai cũng xin được dấu thời gian cho một tệp bất kỳ.',
  },

  // What came after signing.
  SECOND_CERTIFICATION: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp đã được chứng nhận ở trường “{0}”; PDF chỉ cho phép một chữ ký chứng nhận.',
  },
  LATER_CHANGES_PERMITTED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Sau chữ ký này tệp có thêm nội dung được phép: {0}.',
  },
  MORE_CHANGES: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Còn {0} thay đổi không được phép khác sau khi ký.',
  },
  HIDDEN_CONTENT: {
    weight: 'warning',
    subIndication: null,
    sentence: 'Tệp chứa nội dung ẩn có thể được bật lên sau khi ký ({0}): hãy so lại với bản nơi gửi công bố.',
  },
} as const satisfies Record<string, ReasonDefinition>

export const pdfFinding = findingsOf(PDF_REASONS)
