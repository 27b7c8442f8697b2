/**
 * Scores metadata extraction field by field on the real sample sets.
 *
 *   node bench/extract.ts                texts of samples/metadata
 *   node bench/extract.ts --files       the original files of samples/metadata that have a text layer
 *   node bench/extract.ts --documents   samples/documents, read by eye; scans only with --scans
 *   node bench/extract.ts --cases FOLDER   clerks' corrections, as `congbao corrections export` writes them
 *   … --misses                          lists what was not right
 *   … --only SUBSTRING                  only ids with that substring
 *   … --speed                           `congbao extract` over all of it afterwards: files a second, with its start
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { extractMetadata } from '../validators/metadata/extract.ts'
import type { MetadataReport } from '../validators/metadata/metadata.ts'
import { chooseEngine, recogniseWith } from '../validators/text/ocr/index.ts'
import { decodeText } from '../validators/text/plain/decode-text.ts'
import { readTxt } from '../validators/text/plain/read-txt.ts'
import { readDocument } from '../validators/text/read.ts'
import { compareField, type Outcome } from './extract/compare.ts'
import { Tally } from './extract/tally.ts'
import { cpuSeconds } from './harness.ts'

const samples = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')
const flags = new Set(process.argv.slice(2))
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : ''
const cases = process.argv.includes('--cases') ? process.argv[process.argv.indexOf('--cases') + 1] : undefined
const fields = ['reference', 'documentType', 'issuer', 'issuedOn', 'effectiveOn', 'summary', 'signer'] as const
type Truth = Partial<Record<(typeof fields)[number], string | null>>

interface Sample {
  id: string
  file: string | null
  text: string | null
  kind: string
  truth: Truth
  closing: string | null
}

/** Scans take minutes: they are read only when asked for. */
const engine = flags.has('--scans') ? await chooseEngine('automatic') : null
const recognise = engine && recogniseWith(engine)
const tally = new Tally()
const closing = new Tally()
let unofficial = 0
const started = performance.now()
let bytesRead = 0
/** CPU milliseconds. */
let extracting = 0
let documents = 0
const cpuBefore = cpuSeconds()
const given: string[] = []

for (const sample of flags.has('--documents') ? eyeRead() : recorded()) {
  if (only && !sample.id.includes(only)) continue
  const report = await extract(sample)
  if (!report) continue
  documents++
  score(sample, report)
}

const seconds = (performance.now() - started) / 1000
tally.print(
  flags.has('--documents')
    ? 'samples/documents'
    : cases !== undefined
      ? cases
      : flags.has('--files')
        ? 'samples/metadata, files'
        : 'samples/metadata, texts',
)
if (closing.counts.size > 0)
  closing.print('effectiveOn by closing clause (relative-* from the gazette: null is the right answer)')
console.log(
  `\n${documents} documents, ${(bytesRead / 1e6).toFixed(1)} MB of text, ${seconds.toFixed(2)} s, of which extraction ${(extracting / 1000).toFixed(2)} CPU s; no official document: ${unofficial}`,
)
const cpu = cpuSeconds() - cpuBefore
console.log(
  `${rate(documents, cpu)} documents a CPU second read and extracted, ${rate(documents, extracting / 1000)} a second extracted alone`,
)
if (flags.has('--speed')) {
  const before = { at: performance.now(), cpu: cpuSeconds() }
  const command = join(import.meta.dirname, '..', 'cli', 'congbao.ts')
  spawnSync(process.execPath, [command, 'extract', '--json', ...given], {
    env: { ...process.env, CONGBAO_OCR: engine ? 'automatic' : 'off' },
    stdio: 'ignore',
  })
  const wall = (performance.now() - before.at) / 1000
  console.log(
    `congbao extract: ${given.length} files, ${rate(given.length, wall)} a second, ${rate(given.length, cpuSeconds() - before.cpu)} a CPU second, start included`,
  )
}
if (flags.has('--misses'))
  for (const { id, field, outcome, truth, found } of tally.misses)
    console.log(`${outcome.padEnd(5)} ${field.padEnd(12)} ${id}\n      truth: ${truth}\n      found: ${found}`)

async function extract(sample: Sample): Promise<MetadataReport | null> {
  const articlesOnly = sample.id.startsWith('pd-')
  const options = articlesOnly && sample.truth.issuedOn ? { issuedOn: sample.truth.issuedOn } : {}
  if (flags.has('--files') || flags.has('--documents')) {
    if (!sample.file) return null
    given.push(sample.file)
    const read = await readDocument(new Uint8Array(readFileSync(sample.file)), sample.file, { recognise })
    if ('error' in read) {
      console.log(`not read: ${sample.id} ${read.error.code}`)
      return null
    }
    return timed(() => extractMetadata(read, options))
  }
  if (!sample.text || sample.kind === 'pdf-scan') return null
  given.push(sample.text)
  const bytes = readFileSync(sample.text)
  bytesRead += bytes.length
  const read = readTxt(decodeText(bytes))
  return timed(() => extractMetadata(read, options))
}

function rate(count: number, seconds: number): string {
  return (count / seconds).toFixed(1)
}

function timed<T>(work: () => T): T {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  extracting += (user + system) / 1000
  return result
}

function score(sample: Sample, report: MetadataReport): void {
  if (!report.official) unofficial++
  const { metadata } = report
  const articlesOnly = sample.id.startsWith('pd-')
  for (const field of fields) {
    const truth = sample.truth[field]
    if (articlesOnly && field !== 'effectiveOn') continue
    if (truth === undefined) continue
    const found =
      field === 'signer'
        ? (metadata.signers
            .map((signer) => signer.name)
            .find((name) => compareField('signer', truth ?? '', name) === 'right') ??
          metadata.signers[0]?.name ??
          null)
        : metadata[field]
    const outcome: Outcome = truth === null ? (found === null ? 'right' : 'wrong') : compareField(field, truth, found)
    const miss = { id: sample.id, field, outcome, truth: truth ?? '(none)', found }
    if (field === 'effectiveOn' && sample.closing)
      closing.add(`${sample.closing}${ruleStated(report) ? ', rule stated' : ''}`, miss)
    const settles = field !== 'effectiveOn' || !sample.closing || /agrees/u.test(sample.closing)
    if (!settles) {
      if (outcome === 'wrong') tally.misses.push({ ...miss, field: `${field} ${sample.closing}` })
      continue
    }
    tally.add(field, miss)
    if (outcome !== 'right') tally.misses.push(miss)
  }
}

function ruleStated(report: MetadataReport): boolean {
  return report.metadata.effectiveOn === null && report.warnings.some((remark) => remark.code === 'EFFECT_FROM_GAZETTE')
}

function* recorded(): Generator<Sample> {
  const folder = cases === undefined ? join(samples, 'metadata') : resolve(cases)
  const lines = readFileSync(join(folder, 'records.jsonl'), 'utf8').split('\n').filter(Boolean)
  for (const line of lines) {
    const { id, file, text, text_kind, truth, check } = JSON.parse(line)
    yield {
      id,
      file: file && text_kind !== 'pdf-scan' ? join(folder, file) : null,
      text: text ? join(folder, text) : null,
      kind: text_kind,
      truth,
      closing: check?.closing ?? null,
    }
  }
}

function* eyeRead(): Generator<Sample> {
  const folder = join(samples, 'documents')
  for (const line of readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')) {
    const { file, kind, expected } = JSON.parse(line)
    if (!expected || (/^(?:scan|signed-mixed)$/u.test(kind) && !flags.has('--scans'))) continue
    const truth: Truth = { ...expected }
    if (kind !== 'not-a-document') for (const field of fields) if (truth[field] === null) delete truth[field]
    yield { id: `${file} ${kind}`, file: join(folder, file), text: null, kind, truth, closing: null }
  }
}
