/** Why an XML signature is in doubt or failed, beside the reasons shared by all formats. */
import { findingsOf, type ReasonDefinition } from '../reasons.ts'

export const XML_REASONS = {
  XML_TOO_LARGE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp XML lớn quá mức cho phép ({0} byte). Đề nghị nơi gửi chia nhỏ hoặc gửi lại.',
  },
  XML_TOO_DEEP: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp XML lồng quá sâu (hơn {0} tầng), có dấu hiệu gây quá tải; hệ thống không đọc.',
  },
  XML_TOO_MANY_NODES: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp XML có quá nhiều thành phần (hơn {0}), có dấu hiệu gây quá tải; hệ thống không đọc.',
  },
  XML_DOCUMENT_TYPE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence:
      'Tệp XML khai báo DOCTYPE, có thể dùng để chèn nội dung từ ngoài hoặc gây quá tải; hệ thống từ chối đọc. Đề nghị nơi gửi bỏ khai báo này.',
  },
  XML_ENCODING: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Không giải được bảng mã của tệp XML ({0}).',
  },
  XML_NOT_WELL_FORMED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp XML sai cú pháp ({0}); không thể kiểm tra chữ ký.',
  },
  XML_TOO_MUCH_WORK: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Kiểm tra chữ ký của tệp này đòi hỏi khối lượng tính toán bất thường; hệ thống dừng lại để tự bảo vệ.',
  },
  XML_TOO_MANY_SIGNATURES: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp có {0} chữ ký, nhiều hơn mức hệ thống kiểm tra ({1}).',
  },
  XML_TOO_MANY_REFERENCES: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký tham chiếu tới quá nhiều phần ({0}).',
  },
  XML_SIGNATURE_WRONG_NAMESPACE: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence:
      'Thông điệp có phần tử Signature nhưng không thuộc chuẩn XML-DSig (sai không gian tên {0}); nó không chứng minh được điều gì.',
  },
  XML_SIGNATURE_MALFORMED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Phần tử Signature không đúng cấu trúc XML-DSig ({0}).',
  },
  XML_SIGNED_INFO_AMBIGUOUS: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký không có đúng một phần tử SignedInfo: dấu hiệu tấn công bọc chữ ký (XML signature wrapping).',
  },
  XML_CANONICALIZATION_UNKNOWN: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký dùng cách chuẩn hóa không được hỗ trợ ({0}).',
  },
  XML_METHOD_UNKNOWN: {
    weight: 'failure',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Thuật toán chữ ký không được hỗ trợ ({0}).',
  },
  XML_HMAC_REFUSED: {
    weight: 'failure',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Chữ ký dùng khóa bí mật chung (HMAC): ai có khóa cũng tạo được, không chứng minh người ký.',
  },
  XML_DIGEST_UNKNOWN: {
    weight: 'failure',
    subIndication: 'HASH_FAILURE',
    sentence: 'Thuật toán băm của nội dung được ký không được hỗ trợ ({0}).',
  },
  XML_CONTENT_CHANGED: {
    weight: 'failure',
    subIndication: 'HASH_FAILURE',
    sentence: 'Nội dung đã ký bị thay đổi sau khi ký (phần tham chiếu “{0}”).',
  },
  XML_MANIFEST_CHANGED: {
    weight: 'failure',
    subIndication: 'HASH_FAILURE',
    sentence: 'Tệp hoặc phần nội dung liệt kê trong bảng kê đã ký (Manifest) bị thay đổi: “{0}”.',
  },
  XML_VALUE_WRONG: {
    weight: 'failure',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Giá trị chữ ký không khớp: phần SignedInfo bị sửa, hoặc chữ ký không do khóa của chứng thư này tạo ra.',
  },
  XML_KEY_UNSUPPORTED: {
    weight: 'failure',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Không kiểm tra được chữ ký với khóa này ({0}).',
  },
  XML_NO_KEY: {
    weight: 'doubt',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    sentence:
      'Chữ ký không kèm chứng thư số hay khóa công khai, nên chưa kiểm tra được. Hãy đưa chứng thư của người ký vào kho tin cậy.',
  },
  XML_KEY_WITHOUT_CERTIFICATE: {
    weight: 'doubt',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    sentence: 'Chữ ký khớp với một khóa công khai nhưng không có chứng thư số nào của khóa đó: không biết ai đã ký.',
  },
  XML_KEY_NOT_FETCHED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký trỏ tới khóa ở ngoài tệp ({0}); hệ thống không tải về.',
  },
  XML_CONTENT_MISSING: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Chưa có nội dung được ký nằm ngoài tệp (“{0}”); hãy kiểm tra cùng với tệp đó.',
  },
  XML_ID_MISSING: {
    weight: 'failure',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Phần được ký (Id “{0}”) không còn trong tệp.',
  },
  XML_ID_AMBIGUOUS: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence:
      'Có nhiều phần tử cùng mang Id “{0}” mà chữ ký tham chiếu: dấu hiệu tấn công bọc chữ ký (XML signature wrapping).',
  },
  XML_POINTER_REFUSED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký tham chiếu bằng biểu thức không được chấp nhận ({0}).',
  },
  XML_TRANSFORM_REFUSED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký dùng phép biến đổi không được chấp nhận ({0}); XSLT và các phép có thể chạy mã đều bị từ chối.',
  },
  XML_XPATH_REFUSED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Biểu thức XPath trong chữ ký không được chấp nhận ({0}).',
  },
  XML_TRANSFORM_IMPOSSIBLE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Không thực hiện được phép biến đổi của chữ ký ({0}).',
  },
  XML_PROPERTIES_SEVERAL: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký có nhiều phần QualifyingProperties: dấu hiệu tấn công bọc chữ ký (XML signature wrapping).',
  },
  XML_PROPERTIES_OTHER_TARGET: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thuộc tính XAdES ghi là của một chữ ký khác (Target không khớp).',
  },
  XML_SIGNED_PROPERTIES_WRAPPED: {
    weight: 'failure',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence:
      'Thuộc tính XAdES đang hiển thị không phải thuộc tính đã được ký: dấu hiệu tấn công bọc chữ ký (XML signature wrapping).',
  },
  XML_SIGNED_PROPERTIES_NOT_SIGNED: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thuộc tính XAdES (thời điểm ký, chứng thư) không được chữ ký bảo vệ.',
  },
  XML_MANIFEST_MISPLACED: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence:
      'Bảng kê (Manifest) được ký nằm sai chỗ trong chữ ký: dấu hiệu tấn công bọc chữ ký (XML signature wrapping).',
  },
  XML_MANIFEST_UNSIGNED: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Trong chữ ký có bảng kê (Manifest “{0}”) không được ký bảo vệ; không dùng bảng kê này.',
  },
  XML_NOTHING_SIGNED: {
    weight: 'failure',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Chữ ký chỉ bảo vệ thông tin của chính nó, không bảo vệ nội dung nào.',
  },
  XML_PARTLY_COVERED: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence:
      'Chữ ký không bảo vệ toàn bộ nội dung: phần “{0}” nằm ngoài phạm vi ký, có thể bị thêm hoặc sửa (dấu hiệu thường gặp khi bọc chữ ký).',
  },
  XML_SIGNING_CERTIFICATE_DIFFERS: {
    weight: 'doubt',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    sentence: 'Chứng thư đi kèm không phải chứng thư mà người ký đã ghi trong thuộc tính được ký.',
  },
  XML_SIGNING_CERTIFICATE_SERIAL_DIFFERS: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Tên nơi cấp hoặc số hiệu chứng thư ghi trong thuộc tính được ký không khớp chứng thư (mã băm thì khớp).',
  },
  XML_SIGNING_CERTIFICATE_UNCHECKED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Không đối chiếu được mã băm chứng thư trong thuộc tính được ký (thuật toán lạ).',
  },
  XML_TIMESTAMP_WRONG: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Dấu thời gian {0} không dùng được: {1}',
  },
  XML_TIMESTAMP_NOT_REBUILT: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Không dựng lại được nội dung mà dấu thời gian {0} bảo vệ; dấu này không được tính.',
  },
  XML_COMMENT_IN_VALUE: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence:
      'Có chú thích XML không được ký chen giữa giá trị của phần tử “{0}”; chương trình đọc khác nhau có thể hiểu giá trị này khác nhau.',
  },
  XML_COMMENT_IN_SIGNATURE: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Có chú thích XML chen trong phần tử “{0}” của chữ ký; hệ thống đọc bỏ qua chú thích.',
  },
  XML_PART_ONLY: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký này chỉ bảo vệ một phần; một chữ ký khác trong tệp bảo vệ toàn bộ nội dung.',
  },
} as const satisfies Record<string, ReasonDefinition>

export type XmlReasonCode = keyof typeof XML_REASONS

/** A finding of this list. */
export const xmlFinding = findingsOf<XmlReasonCode>(XML_REASONS)
