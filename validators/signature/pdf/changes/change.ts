/** One thing that differs between two moments of a document, and what permission it needs. */

/**
 * What a change is, in rising order of what must be allowed (ISO 32000-2 §12.8.2.2, table 257):
 * - `maintenance`: validation data, document time-stamps, file housekeeping; always permitted;
 * - `signing` and `filling`: further signatures, form fields filled in; from DocMDP level 2;
 * - `annotating`: comments and marks; DocMDP level 3 only, never without certification: it changes what a page shows;
 * - `never`: no permission covers it.
 */
export type Need = 'maintenance' | 'signing' | 'filling' | 'annotating' | 'never'

export interface Change {
  need: Need
  code: ChangeCode
  /** Names what changed: a key, a field, a page. Goes into the sentence of the code. */
  what: string
  /** Object number where it was seen, `null` for the trailer and objects inside others. */
  object: number | null
  /** The form field concerned, for field locks. */
  field: string | null
}

export type ChangeCode = keyof typeof CHANGE_SENTENCES

/** What happened, as the first half of the sentence; `{0}` is `Change.what`. */
export const CHANGE_SENTENCES = {
  // Housekeeping
  METADATA_UPDATED: 'thông tin mô tả tệp được cập nhật',
  VALIDATION_DATA_ADDED: 'dữ liệu kiểm tra chữ ký (DSS) được bổ sung',
  DOCUMENT_TIMESTAMP_ADDED: 'dấu thời gian của tài liệu được bổ sung ({0})',
  VERSION_UPDATED: 'phiên bản hoặc phần mở rộng PDF được khai lại',
  // Signing and filling
  SIGNATURE_ADDED: 'chữ ký mới được thêm ({0})',
  EMPTY_SIGNATURE_FIELD_ADDED: 'ô chữ ký trống được thêm ({0})',
  FORM_SETTINGS_UPDATED: 'thiết lập chung của biểu mẫu được cập nhật ({0})',
  STRUCTURE_TAGS_ADDED: 'thẻ cấu trúc của chú thích hoặc chữ ký được bổ sung',
  FIELD_FILLED: 'ô biểu mẫu “{0}” được điền hoặc sửa',
  XFA_CHANGED: 'dữ liệu điền vào biểu mẫu XFA được sửa',
  // Annotating
  ANNOTATION_ADDED: 'chú thích {0} được thêm vào trang',
  ANNOTATION_CHANGED: 'chú thích {0} bị sửa',
  ANNOTATION_REMOVED: 'chú thích {0} bị gỡ khỏi trang',
  ANNOTATION_ORDER_CHANGED: 'thứ tự các chú thích trên trang bị đổi',
  STRUCTURE_TAGS_CHANGED: 'thẻ cấu trúc của một chú thích bị sửa',
  TAB_ORDER_CHANGED: 'thứ tự chuyển ô trên trang bị đổi',
  FIELD_WIDGETS_CHANGED: 'ô hiển thị của trường “{0}” bị thêm hoặc gỡ',
  // Never
  COVERING_ANNOTATION: 'chú thích kiểu {0} có thể che hoặc thay nội dung trang được đưa vào',
  DANGLING_WIDGET: 'ô hiển thị không thuộc trường biểu mẫu nào được thêm vào trang',
  PAGE_TREE_CHANGED: 'trang bị thêm, bớt, thay hoặc đổi thứ tự',
  PAGE_CONTENT_CHANGED: 'nội dung vẽ của trang {0} bị thay',
  PAGE_RESOURCES_CHANGED: 'phông chữ, hình ảnh hoặc tài nguyên của trang {0} bị thay',
  PAGE_GEOMETRY_CHANGED: 'khổ giấy, vùng hiển thị hoặc chiều xoay của trang {0} bị đổi',
  PAGE_CHANGED: 'mục /{0} của trang bị đổi',
  CATALOG_CHANGED: 'mục /{0} của tài liệu bị thêm, sửa hoặc bỏ',
  ACTION_CHANGED: 'hành động tự chạy hoặc mã lệnh (/{0}) bị thêm hoặc sửa',
  PERMISSIONS_CHANGED: 'quyền do người chứng nhận đặt (/Perms) bị sửa hoặc gỡ',
  FORM_REMOVED: 'biểu mẫu chứa các chữ ký bị gỡ khỏi tài liệu',
  FORM_CHANGED: 'mục /{0} của biểu mẫu bị sửa hoặc bỏ',
  XFA_TEMPLATE_CHANGED: 'biểu mẫu XFA (thứ quyết định trang hiện gì) bị thêm, sửa hoặc gỡ',
  FORM_RESOURCE_CHANGED: 'tài nguyên có sẵn của biểu mẫu bị thay ({0})',
  FIELD_ADDED: 'ô biểu mẫu mới “{0}” (không phải chữ ký) được thêm',
  FIELD_REMOVED: 'ô biểu mẫu “{0}” bị gỡ hoặc đổi tên',
  FIELD_CHANGED: 'thuộc tính của ô biểu mẫu “{0}” bị sửa ngoài việc điền',
  SIGNATURE_CHANGED: 'chữ ký đã có ở trường “{0}” bị sửa, thay hoặc gỡ',
  VISIBLE_EMPTY_SIGNATURE_FIELD: 'ô chữ ký chưa ký nhưng có hình hiển thị được thêm ({0}): dấu hiệu tấn công SSA',
  VISIBLE_TIMESTAMP: 'dấu thời gian được thêm có hình hiển thị trên trang ({0})',
  SIGNATURE_COVERS_PAGE: 'chữ ký mới ở trường “{0}” che quá nửa trang đã ký: dấu hiệu tấn công SSA',
  VALIDATION_DATA_REMOVED: 'dữ liệu kiểm tra chữ ký (DSS) bị gỡ bỏ',
  METADATA_INVALID: 'thông tin mô tả bị thay bằng thứ không phải thông tin mô tả',
  STRUCTURE_CHANGED: 'cấu trúc thẻ của tài liệu bị sửa hoặc gỡ',
  TRAILER_CHANGED: 'mục /{0} ở cuối tệp bị sửa',
  ENCRYPTION_CHANGED: 'cách mã hóa tệp bị đổi',
  CATALOG_REPLACED: 'gốc của tài liệu không còn đọc được',
  SHARED_APPEARANCE_REPLACED:
    'hình hiển thị của trường “{0}” bị thay trong khi nó còn được dùng ở chỗ khác của tài liệu',
  TRAILING_JUNK: '{0} byte không phải PDF được nối thêm vào cuối tệp',
  APPENDED_BYTES: '{0} byte được nối thêm vào cuối tệp mà không thuộc lần lưu hợp lệ nào',
  REVISION_DAMAGED: 'phần nối thêm không đọc được theo đúng cấu trúc PDF (dấu hiệu tấn công ISA)',
  OBJECT_STREAM_CHANGED: 'luồng chứa các đối tượng đã ký bị ghi đè, mỗi phần mềm sẽ hiện một nội dung',
  HYBRID_XREF: 'hai bảng tham chiếu của phần nối thêm nói khác nhau, mỗi phần mềm sẽ hiện một nội dung',
  TOO_MANY_CHANGES: 'phần thêm quá lớn để so sánh hết',
} as const
