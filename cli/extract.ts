/** `congbao extract FILE…`: what files say and what they are, without a database. */

import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { openWorkers, TaskEnded, type Workers } from '../pipeline/workers/workers.ts'
import { metadataLines } from '../portal/metadata-words.ts'
import type { MetadataReport } from '../validators/metadata/metadata.ts'
import type { Remark } from '../validators/text/read-document.ts'
import { dayIn, readArguments } from './arguments.ts'
import { absolute, CallError, configOf, exitCode, type Run } from './command.ts'
import { inOrder } from './in-order.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: { 'issued-on': { type: 'string' } } })
  if (positionals.length === 0) throw new CallError('Hãy nêu tệp cần đọc.')
  const issuedOn = values['issued-on']
  if (issuedOn !== undefined) dayIn(issuedOn, '--issued-on')
  const { workers: size, ocr, maxFileBytes } = configOf(io)
  const workers = openWorkers(size + 1, { ocr })
  let failed = 0
  let done = 0
  try {
    const jobs = positionals.map(
      (file) => () => extractOne(workers, { file, path: absolute(io, file), issuedOn, maxBytes: maxFileBytes }),
    )
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

interface Asked {
  file: string
  path: string
  issuedOn: string | undefined
  maxBytes: number
}

/** One line of `--json`: the contract's fields in its order (design.md §6), then what else was found. */
interface Answer {
  file: string
  sha256: string | null
  pages: number
  /** `null` where nothing could be read. */
  textSource: 'text' | 'ocr' | 'mixed' | null
  metadata: MetadataReport['metadata'] | null
  evidence: MetadataReport['evidence']
  warnings: readonly Remark[]
  error: Remark | null
  official?: boolean
  secrecy?: MetadataReport['secrecy']
  urgency?: MetadataReport['urgency']
  shortenedProcedure?: boolean
  proposals?: MetadataReport['proposals']
}

async function extractOne(workers: Workers, asked: Asked): Promise<Answer> {
  const { file, path, issuedOn, maxBytes } = asked
  const failed = (sha256: string | null, code: string, message: string): Answer => ({
    file,
    sha256,
    pages: 0,
    textSource: null,
    metadata: null,
    evidence: {},
    warnings: [],
    error: { code, message },
  })
  let bytes: Uint8Array
  try {
    if ((await stat(path)).size > maxBytes)
      return failed(null, 'FILE_TOO_LARGE', `Tệp “${file}” lớn hơn ${Math.round(maxBytes / 1e6)} MB.`)
    bytes = await readFile(path)
  } catch {
    return failed(null, 'FILE_NOT_FOUND', `Không mở được tệp “${file}”.`)
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  try {
    const read = await workers.run('extract', bytes, file, { fileName: basename(file), issuedOn })
    if (read.kind === 'unreadable') return failed(sha256, read.reason.code, read.reason.message)
    const { pages, textSource } = read.summary
    const { metadata, evidence, official, secrecy, urgency, shortenedProcedure, proposals = [] } = read.report
    return {
      file,
      sha256,
      pages,
      textSource: textSource === 'none' ? null : textSource,
      metadata,
      evidence,
      warnings: [...read.summary.warnings, ...read.report.warnings],
      error: null,
      official,
      secrecy,
      urgency,
      shortenedProcedure,
      proposals,
    }
  } catch (error) {
    const ended = error instanceof TaskEnded
    const why = ended ? 'vượt giới hạn thời gian hoặc bộ nhớ' : String(error)
    return failed(sha256, ended ? 'READING_ENDED' : 'READING_BROKE', `Không đọc được tệp “${file}”: ${why}`)
  }
}

const textSources = {
  text: 'chữ của tệp',
  ocr: 'chữ máy đọc từ bản quét',
  mixed: 'một phần là bản quét',
  none: 'không có chữ',
} as const

function describe(answer: Answer): string {
  if (answer.error) return `✗ ${answer.file}: ${answer.error.message}`
  const lines = [`• ${answer.file} (${answer.pages} trang, ${textSources[answer.textSource ?? 'none']})`]
  const fields = answer.metadata ? metadataLines(answer.metadata).map((line) => `    ${line}`) : []
  return [...lines, ...fields, ...answer.warnings.map((warning) => `    ! ${warning.message}`)].join('\n')
}
