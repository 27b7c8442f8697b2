/** The journal in the words of the office. */
import { fieldNames } from '../metadata-words.ts'

const actions: Readonly<Record<string, string>> = {
  'document received': 'Tiếp nhận',
  'document received again': 'Nhận lại',
  inspect: 'Kiểm tra tệp',
  read: 'Đọc nội dung',
  verify: 'Kiểm tra chữ ký',
  describe: 'Trích xuất thông tin',
  review: 'Phân loại',
  publish: 'Đăng',
  approve: 'Duyệt',
  reject: 'Từ chối',
  withdraw: 'Gỡ',
  reopen: 'Đưa ra duyệt lại',
  'take back': 'Trả lại theo yêu cầu của nơi gửi',
  correct: 'Sửa thông tin',
  reprocess: 'Xử lý lại',
  'quarantined file fetched': 'Tải tệp cách ly',
  'stage broke': 'Bước xử lý bị lỗi',
  failed: 'Dừng xử lý',
  intake: 'Nhận vào sổ',
  'intake repeated': 'Nhận lại lần nữa',
  'intake declined': 'Không tiếp nhận',
  'request agreed': 'Đồng ý yêu cầu của nơi gửi',
  'request refused': 'Từ chối yêu cầu của nơi gửi',
  'account created': 'Lập tài khoản',
  'account disabled': 'Thu hồi tài khoản',
  'password changed': 'Đổi mật khẩu',
  'acknowledgement retried': 'Gửi lại báo nhận',
  'personal data deleted': 'Xóa dữ liệu cá nhân',
  'question answered': 'Trả lời câu hỏi',
  'question progress told': 'Báo tiến độ trả lời',
  'question handed over': 'Chuyển câu hỏi',
  'question out of scope': 'Báo câu hỏi ngoài phạm vi',
  'question declined as complaint': 'Báo không nhận đơn khiếu nại, tố cáo',
  'question published': 'Đăng câu hỏi và trả lời',
  'question withdrawn': 'Gỡ câu hỏi',
  'trust accepted': 'Tin cậy chứng thư',
  'trust refused': 'Không tin cậy chứng thư',
  'gazette composed': 'Dàn trang Công báo',
  'gazette taken apart': 'Bỏ bản dàn trang Công báo',
  'gazette signed': 'Ký số Công báo',
  'gazette published': 'Phát hành Công báo',
  backup: 'Sao lưu',
}

/** An action this list does not know is shown as it was written. */
export function actionName(action: string): string {
  return actions[action] ?? action
}

/** Who did it; the machine by a name of its own. */
export function actorName(actor: string): string {
  return actor === 'system' ? 'hệ thống' : actor
}

const subjects: Readonly<Record<string, string>> = {
  account: 'tài khoản',
  gazette: 'Công báo',
  intake: 'lần nhận',
  question: 'câu hỏi',
  thread: 'cuộc trò chuyện',
  trust: 'chứng thư',
  backup: 'bản sao lưu',
}

export function subjectName(kind: string, id: string): string {
  return `${subjects[kind] ?? kind} ${id}`
}

/** What is worth telling of an entry besides its action: the reason given, or each field with what it was and became. */
export function detailOf({ action, details }: { action: string; details: Readonly<Record<string, unknown>> }): string {
  if (typeof details.reason === 'string') return details.reason
  if (action !== 'correct') return ''
  return Object.entries(details)
    .flatMap(([field, change]) => {
      const name = (fieldNames as Readonly<Record<string, string>>)[field]
      return name && Array.isArray(change) ? [`${name} từ ${shown(change[0])} thành ${shown(change[1])}`] : []
    })
    .join('; ')
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'để trống'
  if (typeof value === 'boolean') return value ? 'có' : 'không'
  if (Array.isArray(value)) return `“${value.map((one) => (one as { name?: string }).name ?? '').join('; ')}”`
  return `“${String(value)}”`
}
