/** Every subcommand of `congbao`: what it is for, how it is called, where it lives. */
import type { Run } from './command.ts'

export interface Subcommand {
  summary: string
  /** Ways of calling it, one a line, without `congbao`. */
  usage: readonly string[]
  load(): Promise<{ run: Run }>
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  serve: {
    summary: 'chạy máy chủ: cổng công khai, bàn làm việc, xử lý văn bản',
    usage: ['serve [--port CỔNG] [--host ĐỊA_CHỈ]'],
    load: () => import('./serve.ts'),
  },
  worker: {
    summary: 'xử lý văn bản thay máy chủ (chế độ nhiều máy, cần REDIS_URL)',
    usage: ['worker'],
    load: () => import('./worker.ts'),
  },
  ingest: {
    summary: 'tiếp nhận tệp hoặc thư mục',
    usage: ['ingest ĐƯỜNG_DẪN… [--channel desk|scanner] [--wait]'],
    load: () => import('./ingest.ts'),
  },
  verify: {
    summary: 'kiểm tra chữ ký số của tệp (không cần cơ sở dữ liệu)',
    usage: [
      'verify TỆP… [--content TỆP] [--password MẬT_KHẨU] [--at THỜI_ĐIỂM] [--trust THƯ_MỤC]… [--online]   đọc PDF, XML, .eml, .p7m, .p7s',
    ],
    load: () => import('./verify.ts'),
  },
  extract: {
    summary: 'đọc nội dung và thông tin văn bản (không cần cơ sở dữ liệu)',
    usage: ['extract TỆP… [--issued-on NGÀY]'],
    load: () => import('./extract.ts'),
  },
  edxml: {
    summary: 'đọc thông điệp của trục liên thông',
    usage: ['edxml TỆP…'],
    load: () => import('./edxml.ts'),
  },
  deadline: {
    summary: 'tính thời hạn theo Điều 9',
    usage: [
      'deadline --rule QUY_ĐỊNH --from NGÀY[TGIỜ:PHÚT] [--received THỜI_ĐIỂM]   vd. --rule normative --from 2026-11-20',
    ],
    load: () => import('./deadline.ts'),
  },
  documents: {
    summary: 'liệt kê, xem, duyệt, từ chối, gỡ văn bản',
    usage: [
      'documents list [--state TRẠNG_THÁI] [--since NGÀY] [--limit SỐ]',
      'documents show MÃ…',
      'documents approve MÃ…',
      'documents reject|withdraw|reopen MÃ… --reason LÝ_DO',
    ],
    load: () => import('./documents.ts'),
  },
  poll: {
    summary: 'xem ngay một kênh: trục liên thông, hộp thư, thư mục quét, Zalo, Facebook',
    usage: ['poll axis|mailbox|scanner|zalo|facebook'],
    load: () => import('./poll.ts'),
  },
  questions: {
    summary: 'câu hỏi của người dân: liệt kê, xem, trả lời',
    usage: [
      'questions list [--settled] [--limit SỐ]',
      'questions show MÃ|SỐ_ĐẾN/NĂM',
      'questions answer MÃ|SỐ_ĐẾN/NĂM --text LỜI|--file TỆP',
      'questions progress MÃ|SỐ_ĐẾN/NĂM --until NGÀY [--text LỜI]',
    ],
    load: () => import('./questions.ts'),
  },
  reprocess: {
    summary: 'xử lý lại văn bản đã lưu',
    usage: ['reprocess MÃ…|--state TRẠNG_THÁI|--since NGÀY|--all [--from inspect|read|verify|describe]'],
    load: () => import('./reprocess.ts'),
  },
  corrections: {
    summary: 'xuất những chỗ người dùng đã sửa thành ca kiểm thử',
    usage: ['corrections export THƯ_MỤC [--since NGÀY]   mỗi văn bản một ca: văn bản, đã đọc gì, đúng là gì'],
    load: () => import('./corrections.ts'),
  },
  gazette: {
    summary: 'lập, ký, đăng số Công báo',
    usage: [
      'gazette list',
      'gazette compose [--date NGÀY]      lập số mới từ các văn bản đã đăng',
      'gazette recompose NĂM/SỐ           lập lại số chưa phát hành, bỏ văn bản đã gỡ hoặc đã thay bản mới',
      'gazette sign NĂM/SỐ                ký số bằng khóa của cơ quan',
      'gazette publish NĂM/SỐ             phát hành',
      'gazette export NĂM/SỐ --to TỆP     ghi bản PDF ra tệp',
    ],
    load: () => import('./gazette.ts'),
  },
  trust: {
    summary: 'danh sách chứng thư gốc được tin cậy',
    usage: [
      'trust list                       danh sách chứng thư và tình trạng',
      'trust add TỆP…                   đưa chứng thư từ tệp (.crt, .pem, .p7b) vào danh sách chờ',
      'trust learn TỆP_ĐÃ_KÝ…           đưa chứng thư của cơ quan cấp nằm trong tệp đã ký vào danh sách chờ',
      'trust update                     tải chứng thư đã biết từ địa chỉ của cơ quan cấp vào danh sách chờ',
      'trust accept DẤU_VÂN_TAY --ground CĂN_CỨ [--purpose MỤC_ĐÍCH]… [--role anchor|intermediate] [--from THỜI_ĐIỂM] [--until THỜI_ĐIỂM]',
      'trust refuse DẤU_VÂN_TAY --ground CĂN_CỨ',
    ],
    load: () => import('./trust.ts'),
  },
  users: {
    summary: 'tài khoản bàn làm việc',
    usage: [
      'users list',
      'users add TÊN [--role clerk|editor|operator] [--name HỌ_TÊN]',
      'users password TÊN                 đặt mật khẩu dùng một lần',
      'users disable TÊN',
    ],
    load: () => import('./users.ts'),
  },
  backup: {
    summary: 'sao lưu khi hệ thống đang chạy, kiểm tra bản sao lưu',
    usage: ['backup THƯ_MỤC', 'backup verify THƯ_MỤC [TÊN_BẢN]'],
    load: () => import('./backup.ts'),
  },
  restore: {
    summary: 'phục hồi bản sao lưu vào thư mục dữ liệu mới',
    usage: ['restore THƯ_MỤC [TÊN_BẢN]   CONGBAO_DATA là thư mục mới, chưa có dữ liệu'],
    load: () => import('./restore.ts'),
  },
  doctor: { summary: 'kiểm tra tình trạng hệ thống', usage: ['doctor'], load: () => import('./doctor.ts') },
  samples: { summary: 'tạo bộ văn bản mẫu', usage: ['samples THƯ_MỤC'], load: () => import('./samples.ts') },
  quickstart: {
    summary: 'chạy thử toàn bộ hệ thống với văn bản mẫu',
    usage: ['quickstart [--once] [--from THƯ_MỤC] [--port CỔNG]'],
    load: () => import('./quickstart.ts'),
  },
}

/** What `congbao help` prints. */
export function overview(): string {
  const lines = Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  return [
    'congbao LỆNH [tham số]',
    '',
    ...lines,
    '',
    'Thêm --json để nhận kết quả dạng máy đọc được; congbao LỆNH --help để xem cách gọi.',
  ].join('\n')
}

/** How one command is called, for `--help` and beside a mistake. */
export function usageOf({ usage }: Subcommand): string {
  return ['Cách dùng:', ...usage.map((line) => `  congbao ${line}`)].join('\n')
}
