/** `congbao worker`: works on documents that a server takes in, on this machine or another; any number may run. */
import { openApp } from '../app.ts'
import { readArguments } from './arguments.ts'
import { configOf, exitCode, type Run, UsageError } from './command.ts'
import { untilToldToStop } from './serve.ts'

export const run: Run = async (args, io) => {
  const { values } = readArguments(args, { options: {}, words: 0 })
  const config = configOf(io)
  if (!config.redisUrl) {
    throw new UsageError(
      'congbao worker dùng cho chế độ nhiều máy: cần DATABASE_URL và REDIS_URL. Ở chế độ thường, congbao serve tự xử lý văn bản.',
    )
  }
  const app = await openApp(config)
  try {
    app.startWorking()
    io.out(values.json ? JSON.stringify({ state: 'working' }) : 'Đang xử lý văn bản. Nhấn Ctrl+C để dừng.')
    await untilToldToStop()
    io.err('Đang dừng: chờ các văn bản đang xử lý…')
    return exitCode.success
  } finally {
    await app.close()
  }
}
