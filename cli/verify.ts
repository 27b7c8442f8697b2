/** `congbao verify FILE…`: who signed what, and whether it stands; no database, and no network unless asked for. */

import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VerifyOptions } from '../pipeline/workers/tasks.ts'
import { openWorkers, TaskEnded } from '../pipeline/workers/workers.ts'
import { fingerprint } from '../validators/signature/crypto/digest.ts'
import { finding } from '../validators/signature/reasons.ts'
import type { FileReport } from '../validators/signature/report.ts'
import { openTrustFolders } from '../validators/signature/trust/trust-folder.ts'
import { TrustListError } from '../validators/signature/trust/trust-list.ts'
import { momentIn, readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, configOf, exitCode, type Run, UsageError } from './command.ts'
import { inOrder } from './in-order.ts'
import { describeReport } from './verify-text.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      content: { type: 'string' },
      password: { type: 'string' },
      at: { type: 'string' },
      trust: { type: 'string', multiple: true, default: [] },
      online: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new CallError('Hãy nêu tệp cần kiểm tra.')
  const config = configOf(io)
  const question: VerifyOptions = {
    trustFolders: [config.trustFolder, ...values.trust.map((folder) => absolute(io, folder))],
    password: values.password ?? null,
    content: values.content === undefined ? null : await readContent(absolute(io, values.content)),
    at: values.at === undefined ? null : momentIn(values.at, '--at').toInstant().toString(),
    channel: null,
    rootsByChannel: {},
    cacheFolder: join(config.dataFolder, 'revocation'),
    // Who asks for the network on the command line names no hosts; those of the settings are the office's list.
    online: values.online ? (config.revocationHosts.length > 0 ? config.revocationHosts : 'any') : null,
  }
  const missing = values.trust.find((folder) => !existsSync(absolute(io, folder)))
  if (missing !== undefined) throw new UsageError(`Không có thư mục chứng thư “${missing}” (--trust).`)
  checkTrust(question.trustFolders)
  const workers = openWorkers(config.workers + 1)
  const judge = (bytes: Uint8Array, file: string) => workers.run('verify', bytes, file, question)
  let negative = 0
  let done = 0
  try {
    const jobs = positionals.map((file) => () => verifyOne(file, io, config.maxFileBytes, judge))
    for await (const report of inOrder(jobs, workers.size + 2)) {
      io.progress(null)
      if (report.verdict !== 'passed') negative++
      io.out(values.json ? JSON.stringify(report) : describeReport(report))
      done++
      if (done < positionals.length) io.progress(`Đã kiểm tra ${done}/${positionals.length}`)
    }
  } finally {
    io.progress(null)
    await workers.close()
  }
  if (positionals.length > 1) io.err(`${positionals.length} tệp: ${done - negative} đạt, ${negative} không.`)
  return negative > 0 ? exitCode.negative : exitCode.success
}

type Judge = (bytes: Uint8Array, file: string) => Promise<FileReport>

/** One bad file never stops the rest. */
async function verifyOne(file: string, io: CommandIo, maxBytes: number, judge: Judge): Promise<FileReport> {
  const path = absolute(io, file)
  let bytes: Uint8Array
  try {
    const { size } = await stat(path)
    if (size > maxBytes) return withoutJudgement(file, await sha256Of(path), finding('FILE_TOO_LARGE', size))
    bytes = await readFile(path)
  } catch {
    return withoutJudgement(file, '', finding('FILE_NOT_FOUND', file))
  }
  try {
    return await judge(bytes, file)
  } catch (error) {
    const why = error instanceof TaskEnded ? 'vượt giới hạn thời gian hoặc bộ nhớ' : String(error)
    return withoutJudgement(file, fingerprint(bytes), finding('FILE_UNREADABLE', why))
  }
}

/** Of a file too large to hold. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

function withoutJudgement(
  file: string,
  sha256: string,
  { code, message }: { code: string; message: string },
): FileReport {
  return { file, sha256, verdict: 'indeterminate', signatures: [], error: { code, message } }
}

async function readContent(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch {
    throw new UsageError(`Không mở được tệp nội dung “${path}” (--content).`)
  }
}

/** A damaged trust list is told once, before any file. */
function checkTrust(folders: readonly string[]): void {
  try {
    openTrustFolders(folders)
  } catch (error) {
    if (error instanceof TrustListError) throw new UsageError(error.message)
    throw error
  }
}
