/** A file that no reader comes to an end with is a finding about the file: it is set aside, and the others go on. */
import type { StateReason } from '../document.ts'
import { TaskEnded } from '../workers/workers.ts'

const reasons = {
  timeout: {
    code: 'READING_TOO_LONG',
    message:
      'Tệp làm bộ đọc chạy quá thời gian cho phép nên đã dừng: tệp lỗi hoặc cố ý gây quá tải. Đã cách ly; đề nghị bên gửi gửi bản khác, hoặc quản trị viên kiểm tra tệp.',
  },
  crash: {
    code: 'READING_RAN_OUT',
    message:
      'Tệp làm bộ đọc cạn bộ nhớ nên đã dừng: tệp lỗi hoặc cố ý gây quá tải. Đã cách ly; đề nghị bên gửi gửi bản khác, hoặc quản trị viên kiểm tra tệp.',
  },
} as const satisfies Record<TaskEnded['how'], StateReason>

/**
 * What the pipeline says of a document whose task was ended by its limit of time or memory. Tried again, the same bytes
 * would only take as long once more. Anything else that was thrown is a broken machine, and thrown on.
 */
export function reasonOfEnd(cause: unknown): StateReason {
  if (cause instanceof TaskEnded) return reasons[cause.how]
  throw cause
}
