/** `congbao trust list|add|learn|update|accept|refuse`: whose certificates the signature check relies on. */

import { readFile } from 'node:fs/promises'
import { httpFetcher } from '../network/http-fetcher.ts'
import { shownMoment } from '../portal/html.ts'
import { parseCertificate } from '../validators/signature/certificate/certificate.ts'
import { certificatesIn } from '../validators/signature/certificate/certificate-bundle.ts'
import { KNOWN_AUTHORITIES, knownAuthority } from '../validators/signature/trust/known-authorities.ts'
import { authoritiesIn } from '../validators/signature/trust/learn.ts'
import {
  type Decision,
  decideCertificate,
  proposeCertificate,
  readTrustList,
  TrustListError,
  type TrustRecord,
} from '../validators/signature/trust/trust-list.ts'
import { momentIn, readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, cliActor, configOf, exitCode, type Run, UsageError } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      ground: { type: 'string' },
      purpose: { type: 'string', multiple: true },
      role: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
      by: { type: 'string' },
    },
  })
  const [verb = 'list', ...operands] = positionals
  const folder = configOf(io).trustFolder
  const print = (records: readonly TrustRecord[]) => printRecords(records, values.json, io)
  try {
    switch (verb) {
      case 'list':
        print(readTrustList(folder).certificates)
        if (!values.json) printMissing(folder, io)
        return exitCode.success
      case 'add':
        return await propose(folder, operands, io, print, certificatesOfFile)
      case 'learn':
        return await propose(folder, operands, io, print, authoritiesIn)
      case 'update':
        return await update(folder, io, print)
      case 'accept':
      case 'refuse': {
        const [sha256] = operands
        if (sha256 === undefined || !values.ground)
          throw new CallError('Hãy nêu dấu vân tay của chứng thư, và căn cứ bằng --ground.')
        const decision: Decision = {
          sha256,
          state: verb === 'accept' ? 'accepted' : 'refused',
          by: values.by ?? cliActor(io),
          at: Temporal.Now.instant(),
          ground: values.ground,
          from: instantIn(values.from, '--from'),
          until: instantIn(values.until, '--until'),
        }
        const purposes = values.purpose === undefined ? {} : { purposes: values.purpose.map(purposeOf) }
        const role = values.role === undefined ? {} : { role: roleOf(values.role) }
        print([decideCertificate(folder, { ...decision, ...purposes, ...role })])
        return exitCode.success
      }
      default:
        throw new CallError(`Không có việc “${verb}”.`)
    }
  } catch (error) {
    if (error instanceof TrustListError) throw new UsageError(error.message)
    throw error
  }
}

type Reader = (bytes: Uint8Array) => ReturnType<typeof authoritiesIn>

function certificatesOfFile(bytes: Uint8Array): ReturnType<typeof authoritiesIn> {
  return certificatesIn(bytes).flatMap((der) => parseCertificate(der) ?? [])
}

/** Puts what the files hold on record; nothing is trusted before `accept`. */
async function propose(
  folder: string,
  files: readonly string[],
  io: CommandIo,
  print: (records: readonly TrustRecord[]) => void,
  read: Reader,
): Promise<number> {
  if (files.length === 0) throw new CallError('Hãy nêu ít nhất một tệp.')
  let empty = 0
  const records = new Map<string, TrustRecord>()
  for (const file of files) {
    let bytes: Uint8Array
    try {
      bytes = await readFile(absolute(io, file))
    } catch {
      throw new UsageError(`Không mở được tệp “${file}”.`)
    }
    const certificates = read(bytes)
    if (certificates.length === 0) {
      empty++
      io.err(`Không tìm thấy chứng thư nào dùng được trong “${file}”.`)
    }
    for (const certificate of certificates) {
      records.set(certificate.sha256, proposeCertificate(folder, { certificate, source: file }))
    }
  }
  print([...records.values()])
  if (records.size > 0)
    io.err('So dấu vân tay với bản cơ quan cấp công bố, rồi: congbao trust accept DẤU_VÂN_TAY --ground …')
  return empty === 0 ? exitCode.success : exitCode.negative
}

/** Asks the known authorities' own addresses; what comes back counts only with the fingerprint we know. */
async function update(
  folder: string,
  io: CommandIo,
  print: (records: readonly TrustRecord[]) => void,
): Promise<number> {
  const fetcher = httpFetcher()
  const records: TrustRecord[] = []
  let failed = 0
  for (const { address, sha256, name } of KNOWN_AUTHORITIES) {
    if (address === null) continue
    io.progress(`Đang tải ${address}`)
    const outcome = await fetcher({ what: 'certificate', url: address })
    const found =
      outcome.kind === 'fetched' ? certificatesOfFile(outcome.body).find((one) => one.sha256 === sha256) : undefined
    if (found === undefined) {
      failed++
      const why = outcome.kind === 'failed' ? outcome.why : 'dấu vân tay khác'
      io.err(`${name}: không lấy được từ ${address} (${why}).`)
    } else {
      records.push(proposeCertificate(folder, { certificate: found, source: address }))
    }
  }
  io.progress(null)
  print(records)
  return failed === 0 ? exitCode.success : exitCode.negative
}

const STATES: Record<TrustRecord['state'], string> = { pending: '? chờ', accepted: '✓ tin cậy', refused: '✗ từ chối' }

function printRecords(records: readonly TrustRecord[], json: boolean, io: CommandIo): void {
  for (const record of records) {
    const known = knownAuthority(record.sha256) !== null
    if (json) {
      io.out(JSON.stringify({ ...record, known }))
      continue
    }
    const role = record.role === 'anchor' ? `gốc (${record.purposes.join(', ')})` : 'trung gian'
    io.out(`${STATES[record.state].padEnd(11)}${record.name}  ${role}${known ? '  [đã biết]' : ''}`)
    io.out(`           SHA-256 ${record.sha256}`)
    io.out(`           nguồn: ${record.source}`)
    for (const { by, at, state, ground } of record.decisions)
      io.out(
        `           ${shownMoment(Temporal.Instant.from(at))} ${by}: ${state === 'accepted' ? 'tin cậy' : 'từ chối'}, ${ground}`,
      )
  }
}

function printMissing(folder: string, io: CommandIo): void {
  const present = new Set(readTrustList(folder).certificates.map(({ sha256 }) => sha256))
  const missing = KNOWN_AUTHORITIES.filter(({ sha256 }) => !present.has(sha256))
  if (missing.length === 0) return
  io.out('Cơ quan Chính phủ đã biết nhưng chưa có chứng thư ở đây (congbao trust add|learn|update):')
  for (const { name, sha256 } of missing) io.out(`           ${name}  SHA-256 ${sha256}`)
}

function purposeOf(text: string): TrustRecord['purposes'][number] {
  if (text === 'document-signing' || text === 'time-stamping' || text === 'mail') return text
  throw new UsageError('--purpose nhận document-signing, time-stamping hoặc mail.')
}

function roleOf(text: string): TrustRecord['role'] {
  if (text === 'anchor' || text === 'intermediate') return text
  throw new UsageError('--role nhận anchor hoặc intermediate.')
}

function instantIn(text: string | undefined, option: string): string | null {
  return text === undefined ? null : momentIn(text, option).toInstant().toString()
}
