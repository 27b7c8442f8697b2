/** `congbao ingest PATH… [--channel desk|scanner] [--wait]`: takes files and folders in, like a drop on the desk. */
import { createReadStream } from 'node:fs'
import { access, constants, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { takeDrop } from '../connectors/desk/drop.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import type { Document } from '../pipeline/document.ts'
import { stateNames } from '../pipeline/review/decide.ts'
import { countUnfinished } from '../storage/database/documents/claim-due-documents.ts'
import { listDocuments } from '../storage/database/documents/find-document.ts'
import { TooLarge } from '../storage/objects/objects.ts'
import { readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, cliActor, exitCode, type Run, UsageError, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      channel: { type: 'string', default: 'desk' },
      wait: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new CallError('Hãy nêu tệp hoặc thư mục cần tiếp nhận.')
  const { channel } = values
  if (channel !== 'desk' && channel !== 'scanner') throw new UsageError('--channel nhận desk hoặc scanner.')
  const files = await listFiles(io, positionals)
  return withApp(io, async (app) => {
    const taken = await ingestFiles(app, io, files, channel)
    const ids = [...new Set(taken.flatMap((one) => one.documentIds))]
    if (values.wait) await waitUntilResting(app, io, ids)
    const documents = new Map((await listDocuments(app.system.db, { ids })).map((document) => [document.id, document]))
    for (const one of taken) io.out(values.json ? JSON.stringify(answer(one, documents)) : describe(one, documents))
    if (!values.json) io.out(closing(taken, values.wait, await app.serverRuns()))
    return taken.some((one) => one.declined) ? exitCode.negative : exitCode.success
  })
}

export interface Taken {
  file: string
  documentIds: readonly string[]
  repeat: boolean
  /** Why it was not taken in. */
  declined: { code: string; message: string } | null
}

/** Takes files in, one after another; each is safely stored when it is counted. One that cannot be read stops no other. */
export async function ingestFiles(
  app: App,
  io: CommandIo,
  files: readonly string[],
  channel: 'desk' | 'scanner',
): Promise<Taken[]> {
  const { system } = app
  const taken: Taken[] = []
  for (const file of files) {
    io.progress(`Tiếp nhận ${taken.length + 1}/${files.length}  ${file}`)
    const unreadable = await access(file, constants.R_OK).then(
      () => null,
      () => `Không đọc được tệp “${file}”.`,
    )
    if (unreadable) {
      taken.push({ file, documentIds: [], repeat: false, declined: { code: 'FILE_UNREADABLE', message: unreadable } })
      continue
    }
    const receipt = await takeDrop(
      {
        channel,
        fileName: file,
        declaredType: null,
        content: createReadStream(file),
        sender: { name: cliActor(io), address: null },
        receivedAt: system.now(),
      },
      system.objects,
      { submit: (intake) => acceptIntake(system, intake, cliActor(io)) },
      { maxFileBytes: system.config.maxFileBytes, isTooLarge: (error) => error instanceof TooLarge },
    )
    const { documentIds, repeat } = receipt
    const declined = receipt.declined ? { code: 'FILE_TOO_LARGE', message: receipt.declined } : null
    taken.push({ file, documentIds, repeat, declined })
  }
  io.progress(null)
  return taken
}

/** Works until every named document rests; when a server runs, both work. */
export async function waitUntilResting(app: App, io: CommandIo, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  app.startWorking()
  for (;;) {
    const unfinished = await countUnfinished(app.system.db, ids)
    io.progress(unfinished > 0 ? `Đang xử lý: còn ${unfinished}/${ids.length} văn bản` : null)
    if (unfinished === 0) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Files as named, folders with all files in them (hidden ones left out), in a steady order. */
export async function listFiles(io: CommandIo, paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const place = absolute(io, path)
    const found = await stat(place).catch(() => null)
    if (!found) throw new UsageError(`Không thấy tệp hoặc thư mục “${path}”.`)
    if (!found.isDirectory()) {
      files.push(place)
      continue
    }
    const inside = await readdir(place, { recursive: true, withFileTypes: true })
    const visible = inside.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    files.push(...visible.map((entry) => join(entry.parentPath, entry.name)).sort())
  }
  return files
}

function answer(taken: Taken, documents: ReadonlyMap<string, Document>) {
  const document = documents.get(taken.documentIds[0] ?? '')
  return {
    file: taken.file,
    documentId: document?.id ?? null,
    repeat: taken.repeat,
    state: document?.state ?? null,
    reason: taken.declined ?? document?.reason ?? null,
    reference: document?.description?.metadata.reference ?? null,
    issuedOn: document?.description?.metadata.issuedOn ?? null,
    due: document?.deadline?.due ?? null,
  }
}

function describe(taken: Taken, documents: ReadonlyMap<string, Document>): string {
  if (taken.declined) return `✗ ${taken.declined.message}`
  const document = documents.get(taken.documentIds[0] ?? '')
  if (!document) return `? ${taken.file}`
  const reference = document.description?.metadata.reference
  const again = taken.repeat ? ' (đã có từ trước)' : ''
  const why = document.reason ? `: ${document.reason.message}` : ''
  return `• ${document.fileName}${reference ? ` [${reference}]` : ''} — ${stateNames[document.state]}${again}${why}`
}

function closing(taken: readonly Taken[], waited: boolean, serverRuns: boolean): string {
  const repeats = taken.filter((one) => one.repeat).length
  const declined = taken.filter((one) => one.declined).length
  const counts = `Đã tiếp nhận ${taken.length - repeats - declined} tệp mới, ${repeats} tệp đã có, ${declined} tệp không nhận.`
  const next = waited || serverRuns ? '' : ' Văn bản sẽ được xử lý khi máy chủ chạy (congbao serve), hoặc thêm --wait.'
  return counts + next
}
