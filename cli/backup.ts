/** `congbao backup FOLDER`, `congbao backup verify FOLDER [NAME]`: copies that can be proven (QĐ 40/2024 Điều 13.1.d). */
import { mkdir } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { appendToJournal } from '../storage/audit.ts'
import { BackupFault } from '../storage/backup/manifest.ts'
import { verifyBackup } from '../storage/backup/verify-backup.ts'
import { writeBackup } from '../storage/backup/write-backup.ts'
import { readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, cliActor, exitCode, type Run, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: {}, words: 3 })
  const [first, ...rest] = positionals
  if (!first) throw new CallError('Hãy nêu thư mục chứa các bản sao lưu, tốt nhất ở ổ đĩa hay máy khác.')
  if (first === 'verify') return verify(io, rest, values.json)
  if (rest.length > 0) throw new CallError(`Không rõ “${rest[0]}” để làm gì: sao lưu chỉ nhận một thư mục.`)
  return withApp(io, async ({ system, backupSource }) => {
    const target = absolute(io, first)
    await mkdir(target, { recursive: true, mode: 0o700 })
    const { name, manifest, newObjects } = await writeBackup(backupSource, target, system.now(), io.progress)
    io.progress(null)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    await system.db.transaction().execute((trx) =>
      appendToJournal(trx, system.now(), [
        {
          actor: cliActor(io),
          action: 'backup',
          subject: { kind: 'backup', id: name },
          details: { rows, objects: manifest.objects.count, journalHead: manifest.journalHead },
        },
      ]),
    )
    if (values.json) io.out(JSON.stringify({ name, rows, objects: manifest.objects, newObjects }))
    else {
      io.out(
        `Đã sao lưu vào ${target}/${name}: ${rows} dòng dữ liệu, ${manifest.objects.count} tệp (${newObjects} tệp mới).`,
      )
      for (const path of keptElsewhere(system.config)) {
        io.err(`Lưu ý: ${path} nằm ngoài thư mục dữ liệu nên không có trong bản sao lưu này. Hãy sao lưu riêng.`)
      }
      io.out(`Kiểm tra bản sao lưu: congbao backup verify ${first}`)
    }
    return exitCode.success
  })
}

/** What the settings place outside the data folder is the operator's to look after. */
function keptElsewhere({ dataFolder, trustFolder, gazetteKey }: Config): string[] {
  const inside = (path: string) => path.startsWith(`${dataFolder}/`)
  return [trustFolder, ...(gazetteKey ? [gazetteKey.file] : [])].filter((path) => !inside(path))
}

async function verify(io: CommandIo, [folder, name]: readonly string[], json: boolean): Promise<number> {
  if (!folder) throw new CallError('Hãy nêu thư mục chứa các bản sao lưu.')
  try {
    const verdict = await verifyBackup(absolute(io, folder), name ?? null, io.progress)
    io.progress(null)
    if (json) io.out(JSON.stringify({ name: verdict.name, takenAt: verdict.manifest.takenAt, faults: verdict.faults }))
    else if (verdict.faults.length === 0) {
      io.out(
        `Bản sao lưu ${verdict.name} toàn vẹn: ${verdict.manifest.objects.count} tệp, ${verdict.manifest.tables.length} bảng.`,
      )
    } else for (const fault of verdict.faults) io.err(`✗ ${fault}`)
    return verdict.faults.length === 0 ? exitCode.success : exitCode.negative
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error
    io.err(error.message)
    return exitCode.negative
  }
}
