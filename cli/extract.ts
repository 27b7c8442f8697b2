/** `congbao extract FILE…`: what files say and what they are, without a database. */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openWorkers, TaskEnded, type Workers } from '../pipeline/workers/workers.ts'
import type { MetadataReport } from '../validators/metadata/metadata.ts'
import { absolute, CallError, configOf, exitCode, type Run, UsageError } from './command.ts'
import { inOrder } from './in-order.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, 'issued-on': { type: 'string' } },
  })
  if (positionals.length === 0) throw new CallError('Hãy nêu tệp cần đọc.')
  const issuedOn = values['issued-on']
  if (issuedOn !== undefined && !isDate(issuedOn)) throw new UsageError('--issued-on cần một ngày như 2026-11-24.')
  const { workers: size, ocr } = configOf(io)
  const workers = openWorkers(size + 1, { ocr })
  let failed = 0
  let done = 0
  try {
    const jobs = positionals.map((file) => () => extractOne(workers, file, absolute(io, file), issuedOn))
    for await (const answer of inOrder(jobs, workers.size + 2)) {
      io.progress(`Đã đọc ${++done}/${positionals.length}`)
      if (answer.error) failed++
      io.progress(null)
      io.out(values.json ? JSON.stringify(answer) : describe(answer))
    }
  } finally {
    await workers.close()
  }
  return failed > 0 ? exitCode.negative : exitCode.success
}

type Answer = Awaited<ReturnType<typeof extractOne>>

async function extractOne(workers: Workers, file: string, path: string, issuedOn: string | undefined) {
  const nothing = { pages: 0, textSource: null, metadata: null, evidence: {}, warnings: [] }
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch {
    const error = { code: 'NO_SUCH_FILE', message: `Không mở được tệp “${file}”.` }
    return { file, sha256: null, ...nothing, error }
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  try {
    const read = await workers.run('read', bytes, file)
    if (read.kind === 'unreadable') return { file, sha256, ...nothing, error: read.reason }
    const report = await workers.run('describe', read.document, { fileName: file, issuedOn })
    return {
      file,
      sha256,
      pages: read.summary.pages,
      textSource: read.summary.textSource,
      ...fieldsOf(report),
      warnings: [...read.summary.warnings, ...report.warnings],
      error: null,
    }
  } catch (error) {
    const code = error instanceof TaskEnded ? 'READING_ENDED' : 'READING_BROKE'
    const message = `Không đọc được tệp “${file}”: ${error instanceof TaskEnded ? 'vượt giới hạn thời gian hoặc bộ nhớ' : String(error)}`
    return { file, sha256, ...nothing, error: { code, message } }
  }
}

function fieldsOf(report: MetadataReport) {
  const { metadata, evidence, proposals = [], secrecy, urgency, shortenedProcedure, official } = report
  return { metadata, evidence, proposals, secrecy, urgency, shortenedProcedure, official }
}

function describe(answer: Answer): string {
  if (answer.error) return `✗ ${answer.file}: ${answer.error.message}`
  const lines = [`• ${answer.file} (${answer.pages} trang, ${answer.textSource})`]
  for (const [field, value] of Object.entries(answer.metadata ?? {})) {
    if (value === null || (Array.isArray(value) && value.length === 0)) continue
    lines.push(`    ${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  }
  return [...lines, ...answer.warnings.map((warning) => `    ! ${warning.message}`)].join('\n')
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}
