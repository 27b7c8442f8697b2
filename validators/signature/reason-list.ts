import type { ReasonDefinition } from './reasons.ts'

/**
 * The reasons shared by all signature formats. Codes are stable: machines and stored reports rely on them. Sentences are
 * for clerks; `{0}` and `{1}` are details.
 */
export const SIGNATURE_REASONS = {
  // Bytes of the signature
  CONTENT_CHANGED: {
    weight: 'failure',
    subIndication: 'HASH_FAILURE',
    sentence: 'Nội dung đã bị thay đổi sau khi ký: mã băm không khớp.',
  },
  SIGNATURE_VALUE_WRONG: {
    weight: 'failure',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Giá trị chữ ký không khớp với khóa của người ký.',
  },
  MESSAGE_DIGEST_MISSING: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký thiếu mã băm của nội dung (message-digest).',
  },
  MESSAGE_DIGEST_REPEATED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký ghi nhiều mã băm của nội dung, không biết mã nào đúng.',
  },
  SIGNED_ATTRIBUTES_AS_CONTENT: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Nội dung được ký thật ra là thuộc tính của một chữ ký khác: dấu hiệu giả mạo.',
  },
  CONTENT_TYPE_DIFFERS: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Loại nội dung ghi trong chữ ký khác loại nội dung thật.',
  },
  CONTENT_TYPE_MISSING: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký không ghi loại nội dung (content-type).',
  },
  CONTENT_MISSING: {
    weight: 'doubt',
    subIndication: 'SIGNED_DATA_NOT_FOUND',
    sentence: 'Chữ ký rời: chưa có tệp nội dung nên chưa kiểm tra được. Hãy đưa kèm tệp nội dung.',
  },
  CONTENT_DIFFERS_FROM_EMBEDDED: {
    weight: 'failure',
    subIndication: 'HASH_FAILURE',
    sentence: 'Nội dung đưa kèm khác nội dung nằm trong chữ ký.',
  },
  CONTENT_MUST_BE_DETACHED: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Chữ ký mang theo nội dung riêng thay vì ký lên chính tệp này.',
  },
  SIGNATURE_UNREADABLE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Không đọc được cấu trúc chữ ký (CMS/PKCS#7).',
  },
  SIGNATURE_TOO_LARGE: {
    weight: 'failure',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Cấu trúc chữ ký lớn quá mức cho phép ({0} byte).',
  },
  NO_SIGNER: { weight: 'failure', subIndication: 'FORMAT_FAILURE', sentence: 'Cấu trúc chữ ký không có người ký nào.' },
  TOO_MANY_SIGNERS: {
    weight: 'doubt',
    subIndication: 'GENERIC',
    sentence: 'Quá nhiều người ký trong một chữ ký; {0} người ký chưa được kiểm tra.',
  },
  SIGNED_ATTRIBUTES_NOT_DER: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Thuộc tính ký không mã hóa đúng chuẩn DER, nhưng chữ ký vẫn khớp.',
  },
  SIGNING_TIME_REPEATED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký ghi nhiều thời điểm ký; lấy thời điểm đầu tiên.',
  },
  TRAILING_BYTES: { weight: 'remark', subIndication: null, sentence: 'Sau chữ ký còn {0} byte thừa.' },
  SIGNER_CERTIFICATE_MISSING: {
    weight: 'doubt',
    subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
    sentence: 'Không tìm thấy chứng thư số của người ký.',
  },
  SIGNING_CERTIFICATE_OTHER: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư số ghi trong chữ ký không phải chứng thư số đã ký.',
  },
  SIGNING_CERTIFICATE_ISSUER_DIFFERS: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Tên nơi cấp hoặc số hiệu chứng thư ghi trong chữ ký không khớp chứng thư, dù mã băm khớp.',
  },
  SIGNING_CERTIFICATE_UNREADABLE: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Không đọc được thuộc tính chứng thư người ký (signing-certificate).',
  },
  SIGNING_CERTIFICATE_ABSENT: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký không ràng buộc với chứng thư số của người ký (không có signing-certificate).',
  },
  ALGORITHM_PROTECTION_BROKEN: {
    weight: 'failure',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Thuật toán ghi trong phần được ký khác thuật toán đã dùng.',
  },
  ALGORITHM_PROTECTION_UNREADABLE: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Không đọc được thuộc tính bảo vệ thuật toán.',
  },
  SIGNATURE_POLICY_STATED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Người ký áp dụng chính sách ký {0}; chính sách này không được kiểm tra.',
  },
  COUNTER_SIGNATURE_FAILED: {
    weight: 'warning',
    subIndication: null,
    sentence: 'Chữ ký xác nhận (counter-signature) thứ {0} không đạt: {1}',
  },
  COUNTER_SIGNATURE_PASSED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Có chữ ký xác nhận (counter-signature) thứ {0} hợp lệ: {1}.',
  },
  COUNTER_SIGNATURES_LEFT_OUT: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Có quá nhiều chữ ký xác nhận; {0} chữ ký chưa được kiểm tra.',
  },
  // Algorithms
  ALGORITHM_UNSUPPORTED: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Thuật toán chữ ký không được hỗ trợ: {0}.',
  },
  DIGEST_WEAK: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Thuật toán băm {0} không còn an toàn từ ngày {1}, mà chữ ký được chứng minh có sau ngày đó.',
  },
  DIGEST_WEAK_NO_POE: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    sentence: 'Thuật toán băm {0} không còn an toàn từ ngày {1}, và không có gì chứng minh chữ ký có trước ngày đó.',
  },
  DIGEST_BROKEN: {
    weight: 'failure',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Thuật toán băm {0} đã bị phá vỡ (từ ngày {1}); chữ ký không có giá trị chứng minh.',
  },
  KEY_WEAK: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Khóa {0} quá ngắn kể từ ngày {1}, mà chữ ký được chứng minh có sau ngày đó.',
  },
  KEY_WEAK_NO_POE: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    sentence: 'Khóa {0} quá ngắn kể từ ngày {1}, và không có gì chứng minh chữ ký có trước ngày đó.',
  },
  KEY_BROKEN: {
    weight: 'failure',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Khóa {0} quá ngắn, có thể bị giả mạo; chữ ký không có giá trị chứng minh.',
  },
  CHAIN_DIGEST_WEAK: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chứng thư số trong chuỗi được cấp bằng thuật toán băm {0}, nay không còn khuyến nghị.',
  },
  CHAIN_DIGEST_BROKEN: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    sentence: 'Chứng thư số trong chuỗi được cấp bằng thuật toán băm {0} đã bị phá vỡ.',
  },
  EDDSA_DIGEST_FORBIDDEN: {
    weight: 'failure',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Chữ ký EdDSA dùng mã băm {0}: không được phép (RFC 8419).',
  },
  EDDSA_DIGEST_UNUSUAL: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Chữ ký EdDSA dùng mã băm {0} thay vì {1} (RFC 8419).',
  },
  PSS_MGF_DIGEST_DIFFERS: {
    weight: 'warning',
    subIndication: null,
    sentence: 'Chữ ký RSA-PSS dùng hàm sinh mặt nạ với {0} khác mã băm {1}.',
  },
  // EU DSS and NSS refuse what contradicts itself, OpenSSL does not look: an editor decides.
  DIGESTS_DIFFER: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Chữ ký khai hai thuật toán băm khác nhau: {0} và {1}.',
  },
  DIGEST_MISNAMED: {
    weight: 'doubt',
    subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    sentence: 'Chữ ký ghi một thuật toán ký ở chỗ phải ghi thuật toán băm (hiểu là {0}).',
  },
  // Certificate and chain
  CERTIFICATE_UNREADABLE: {
    weight: 'doubt',
    subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    sentence: 'Không đọc được chứng thư số của người ký.',
  },
  CHAIN_NOT_FOUND: {
    weight: 'doubt',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    sentence:
      'Không lập được chuỗi chứng thư đến cơ quan được tin cậy; thiếu chứng thư của “{0}” (quản trị viên bổ sung bằng congbao trust).',
  },
  CHAIN_UNTRUSTED_ROOT: {
    weight: 'doubt',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    sentence:
      'Chuỗi chứng thư dừng ở “{0}”, chưa có trong danh sách tin cậy (quản trị viên xem xét bằng congbao trust).',
  },
  CHAIN_ANCHOR_PURPOSE: {
    weight: 'doubt',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    sentence: '“{0}” có trong danh sách tin cậy nhưng không cho mục đích này.',
  },
  CHAIN_ANCHOR_PERIOD: {
    weight: 'doubt',
    subIndication: 'NO_CERTIFICATE_CHAIN_FOUND',
    sentence: '“{0}” không được tin cậy vào thời điểm ký.',
  },
  CHAIN_TOO_LONG: {
    weight: 'doubt',
    subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    sentence: 'Chuỗi chứng thư quá dài hoặc quá rối, không kiểm tra hết.',
  },
  CHAIN_CERTIFICATE_EXPIRED: {
    weight: 'doubt',
    subIndication: 'OUT_OF_BOUNDS_NO_POE',
    sentence: 'Chứng thư “{0}” trong chuỗi đã hết hạn ngày {1}.',
  },
  CHAIN_CERTIFICATE_NOT_YET_VALID: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư “{0}” trong chuỗi chưa có hiệu lực vào thời điểm xét.',
  },
  CHAIN_NOT_A_CA: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: '“{0}” không phải cơ quan được phép cấp chứng thư.',
  },
  CHAIN_PATH_LENGTH: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: '“{0}” không được phép cấp thêm cơ quan cấp dưới (pathLenConstraint).',
  },
  CHAIN_KEY_USAGE: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: 'Khóa của “{0}” không được dùng để cấp chứng thư.',
  },
  CHAIN_NAME_CONSTRAINT: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: 'Tên trong chứng thư “{0}” nằm ngoài phạm vi cơ quan cấp được phép (nameConstraints).',
  },
  CHAIN_POLICY: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: 'Chính sách chứng thư trong chuỗi không thỏa yêu cầu của cơ quan cấp.',
  },
  CHAIN_CRITICAL_EXTENSION: {
    weight: 'doubt',
    subIndication: 'CHAIN_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư “{0}” có mục bắt buộc không hiểu được ({1}).',
  },
  CERTIFICATE_EXPIRED: {
    weight: 'doubt',
    subIndication: 'OUT_OF_BOUNDS_NO_POE',
    sentence: 'Chứng thư số đã hết hạn ngày {0}, và không có gì chứng minh chữ ký có trước ngày đó.',
  },
  CERTIFICATE_EXPIRED_BEFORE_SIGNING: {
    weight: 'doubt',
    subIndication: 'EXPIRED',
    sentence: 'Chứng thư số đã hết hạn ngày {0}, trước thời điểm ký ({1}).',
  },
  CERTIFICATE_NOT_YET_VALID: {
    weight: 'doubt',
    subIndication: 'NOT_YET_VALID',
    sentence: 'Chứng thư số chỉ có hiệu lực từ {0}, sau thời điểm ký.',
  },
  CERTIFICATE_KEY_USAGE: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư số không được cấp để ký văn bản (keyUsage).',
  },
  CERTIFICATE_EXTENDED_KEY_USAGE: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư số được cấp cho mục đích khác (extendedKeyUsage).',
  },
  CERTIFICATE_IS_CA: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chữ ký tạo bằng chứng thư của cơ quan cấp chứng thư.',
  },
  // Revocation
  CERTIFICATE_REVOKED: {
    weight: 'failure',
    subIndication: 'REVOKED',
    sentence: 'Chứng thư số đã bị thu hồi ngày {0}, trước thời điểm ký.',
  },
  CERTIFICATE_REVOKED_NO_POE: {
    weight: 'doubt',
    subIndication: 'REVOKED_NO_POE',
    sentence: 'Chứng thư số đã bị thu hồi ngày {0}, và không có gì chứng minh chữ ký có trước ngày đó.',
  },
  CERTIFICATE_REVOKED_LATER: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chứng thư số bị thu hồi ngày {0}, sau thời điểm ký đã được chứng minh.',
  },
  CERTIFICATE_ON_HOLD: {
    weight: 'doubt',
    subIndication: 'TRY_LATER',
    sentence: 'Chứng thư số đang bị tạm dừng từ ngày {0}; hãy kiểm tra lại sau.',
  },
  CA_REVOKED: {
    weight: 'doubt',
    subIndication: 'REVOKED_CA_NO_POE',
    sentence: 'Chứng thư của cơ quan cấp “{0}” đã bị thu hồi ngày {1}.',
  },
  CA_REVOKED_LATER: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Chứng thư của cơ quan cấp “{0}” bị thu hồi ngày {1}, sau thời điểm ký đã được chứng minh.',
  },
  REVOCATION_UNKNOWN: {
    weight: 'doubt',
    subIndication: 'TRY_LATER',
    sentence:
      'Chưa biết chứng thư số “{0}” có bị thu hồi không: không có dữ liệu thu hồi dùng được (quản trị viên bật hỏi trực tuyến hoặc nạp tệp CRL).',
  },
  REVOCATION_UNKNOWN_ACCEPTED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Không có dữ liệu thu hồi cho “{0}”.',
  },
  REVOCATION_STALE: {
    weight: 'doubt',
    subIndication: 'REVOCATION_OUT_OF_BOUNDS_NO_POE',
    sentence: 'Dữ liệu thu hồi của “{0}” quá cũ (lập lúc {1}) so với thời điểm xét.',
  },
  REVOCATION_SERVER_FAILED: { weight: 'remark', subIndication: null, sentence: 'Không lấy được dữ liệu từ {0} ({1}).' },
  REVOCATION_SERVER_LIED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Dữ liệu từ {0} không phải của chứng thư này hoặc chữ ký trên đó sai.',
  },
  // Time
  TIMESTAMP_UNREADABLE: { weight: 'doubt', subIndication: 'FORMAT_FAILURE', sentence: 'Không đọc được dấu thời gian.' },
  TIMESTAMP_IMPRINT_WRONG: {
    weight: 'doubt',
    subIndication: 'HASH_FAILURE',
    sentence: 'Dấu thời gian không thuộc về chữ ký này: mã băm không khớp.',
  },
  TIMESTAMP_SIGNATURE_WRONG: {
    weight: 'doubt',
    subIndication: 'SIG_CRYPTO_FAILURE',
    sentence: 'Chữ ký của cơ quan cấp dấu thời gian không khớp.',
  },
  TIMESTAMP_NOT_TRUSTED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Thời điểm trên dấu thời gian chưa được chứng minh: {0}',
  },
  TIMESTAMP_AUTHORITY_KEY_USAGE: {
    weight: 'doubt',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    sentence: 'Chứng thư ký dấu thời gian không được cấp riêng cho việc này (extendedKeyUsage timeStamping).',
  },
  TIMESTAMP_AUTHORITY_EXPIRED: {
    weight: 'remark',
    subIndication: null,
    sentence:
      'Chứng thư của cơ quan cấp dấu thời gian đã hết hạn ngày {0}; dấu thời gian còn nguyên vẹn nhưng thời điểm không còn được chứng minh.',
  },
  TIMESTAMP_FROM_FUTURE: {
    weight: 'doubt',
    subIndication: 'TIMESTAMP_ORDER_FAILURE',
    sentence: 'Dấu thời gian ghi thời điểm ở tương lai ({0}).',
  },
  TIMESTAMP_SIGNERS: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Dấu thời gian phải có đúng một người ký.',
  },
  TIMESTAMPS_LEFT_OUT: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Có quá nhiều dấu thời gian; {0} dấu chưa được kiểm tra.',
  },
  TIME_NOT_PROVEN: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Thời điểm ký do người ký tự khai, chưa được dấu thời gian chứng minh.',
  },
  CLAIMED_TIME_AFTER_TIMESTAMP: {
    weight: 'remark',
    subIndication: null,
    sentence:
      'Thời điểm ký tự khai ({0}) sau dấu thời gian ({1}): đồng hồ sai hoặc giờ địa phương ghi nhầm thành UTC; lấy dấu thời gian.',
  },
  ARCHIVE_TIMESTAMP_NOT_CHECKED: {
    weight: 'remark',
    subIndication: null,
    sentence: 'Có dấu thời gian lưu trữ kiểu cũ chưa được kiểm tra.',
  },
  LEVEL: { weight: 'remark', subIndication: null, sentence: 'Mức chữ ký: {0}.' },
  // Files
  FILE_TYPE_UNKNOWN: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp không phải loại có thể mang chữ ký số được hỗ trợ (PDF, XML, thư điện tử, CMS).',
  },
  FILE_UNREADABLE: { weight: 'doubt', subIndication: 'FORMAT_FAILURE', sentence: 'Không đọc được tệp: {0}' },
  FILE_TOO_LARGE: {
    weight: 'doubt',
    subIndication: 'FORMAT_FAILURE',
    sentence: 'Tệp lớn quá mức cho phép ({0} byte).',
  },
  FILE_NOT_FOUND: { weight: 'doubt', subIndication: 'FORMAT_FAILURE', sentence: 'Không mở được tệp: {0}' },
} as const satisfies Record<string, ReasonDefinition>
