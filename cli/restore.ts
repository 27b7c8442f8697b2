/** `congbao restore FOLDER [NAME]`: a proven backup back into an empty data folder. */
import { verifyJournal } from '../storage/audit.ts'
import { BackupFault } from '../storage/backup/manifest.ts'
import { restoreBackup } from '../storage/backup/restore-backup.ts'
import { readArguments } from './arguments.ts'
import { absolute, CallError, exitCode, type Run, UsageError, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: {}, words: 2 })
  const [folder, name] = positionals
  if (!folder) throw new CallError('Hãy nêu thư mục chứa các bản sao lưu.')
  return withApp(io, async (app) => {
    if (await app.serverRuns()) throw new UsageError('Máy chủ đang chạy trên thư mục dữ liệu này. Hãy dừng nó trước.')
    try {
      const restored = await restoreBackup(app.backupSource, absolute(io, folder), name ?? null, io.progress)
      io.progress(null)
      const journal = await verifyJournal(app.system.db)
      const answer = { name: restored.name, takenAt: restored.manifest.takenAt, journalSound: journal.sound }
      if (values.json) io.out(JSON.stringify(answer))
      else {
        io.out(`Đã phục hồi bản sao lưu ${restored.name}: ${restored.manifest.objects.count} tệp.`)
        io.out(
          journal.sound ? 'Nhật ký nguyên vẹn.' : `Nhật ký bị sửa ở dòng ${journal.brokenAt} từ trước khi sao lưu.`,
        )
        io.out('Mọi người phải đăng nhập lại. Khởi động: congbao serve')
      }
      return journal.sound ? exitCode.success : exitCode.negative
    } catch (error) {
      if (!(error instanceof BackupFault)) throw error
      io.progress(null)
      io.err(error.message)
      return exitCode.negative
    }
  })
}
