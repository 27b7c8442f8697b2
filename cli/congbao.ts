/** The `congbao` command: finds the subcommand, hands it its arguments, turns what it returns into the exit code. */
import { ConfigError } from '../config.ts'
import { SchemaError } from '../storage/database/migrate.ts'
import { type CommandIo, exitCode, type Run, UsageError } from './command.ts'

interface Subcommand {
  summary: string
  load(): Promise<{ run: Run }>
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  serve: { summary: 'chạy máy chủ: cổng công khai, bàn làm việc, xử lý văn bản', load: () => import('./serve.ts') },
  ingest: { summary: 'tiếp nhận tệp hoặc thư mục', load: () => import('./ingest.ts') },
  verify: { summary: 'kiểm tra chữ ký số của tệp (không cần cơ sở dữ liệu)', load: () => import('./verify.ts') },
  extract: {
    summary: 'đọc nội dung và thông tin văn bản (không cần cơ sở dữ liệu)',
    load: () => import('./extract.ts'),
  },
  edxml: { summary: 'đọc thông điệp của trục liên thông', load: () => import('./edxml.ts') },
  deadline: { summary: 'tính thời hạn theo Điều 9', load: () => import('./deadline.ts') },
  documents: { summary: 'liệt kê, xem, duyệt, từ chối, gỡ văn bản', load: () => import('./documents.ts') },
  poll: { summary: 'xem ngay trục liên thông hoặc hộp thư', load: () => import('./poll.ts') },
  reprocess: { summary: 'xử lý lại văn bản đã lưu', load: () => import('./reprocess.ts') },
  gazette: { summary: 'lập, ký, đăng số Công báo', load: () => import('./gazette.ts') },
  trust: { summary: 'danh sách chứng thư gốc được tin cậy', load: () => import('./trust.ts') },
  users: { summary: 'tài khoản bàn làm việc', load: () => import('./users.ts') },
  doctor: { summary: 'kiểm tra tình trạng hệ thống', load: () => import('./doctor.ts') },
  samples: { summary: 'tạo bộ văn bản mẫu', load: () => import('./samples.ts') },
  quickstart: { summary: 'chạy thử toàn bộ hệ thống với văn bản mẫu', load: () => import('./quickstart.ts') },
}

async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...args] = argv
  if (!name || name === 'help' || name === '--help') {
    io.out(overview())
    return name ? exitCode.success : exitCode.usage
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (!subcommand) {
    io.err(`Không có lệnh “${name}”.\n\n${overview()}`)
    return exitCode.usage
  }
  const { run } = await subcommand.load()
  return run(args, io)
}

function overview(): string {
  const lines = Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  return ['congbao LỆNH [tham số]', '', ...lines, '', 'Thêm --json để nhận kết quả dạng máy đọc được.'].join('\n')
}

const io: CommandIo = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  progress(line) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line ?? ''}`)
  },
  env: process.env,
  folder: process.env.INIT_CWD ?? process.cwd(),
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.success)
})

try {
  process.exitCode = await main(process.argv.slice(2), io)
} catch (error) {
  const known = error instanceof UsageError || error instanceof ConfigError || error instanceof SchemaError
  const badArguments = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  io.err(known || badArguments ? (error as Error).message : `Lỗi ngoài dự kiến: ${(error as Error).stack ?? error}`)
  process.exitCode = exitCode.usage
}
