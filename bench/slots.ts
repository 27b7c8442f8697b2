/**
 * Counts what becomes of number and date on the first pages of the scans in the samples: typed ones read, those written
 * by hand left blank with their typed parts kept, and what the reader of ink proposes for them.
 *
 *   node bench/slots.ts [--js] [--misses] [--proposals] [--only SUBSTRING]
 *     --js: tesseract.js though Tesseract is there · --proposals: each proposal by its confidence
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { extractMetadata } from '../validators/metadata/extract.ts'
import { isPlaceAndDate, readPlaceAndDate } from '../validators/metadata/heading/place-and-date.ts'
import { parseReference } from '../validators/metadata/heading/reference.ts'
import { chooseEngine, recogniseWith } from '../validators/text/ocr/index.ts'
import type { HandwrittenSlot, Page } from '../validators/text/read-document.ts'
import { compareField } from './extract/compare.ts'

type Outcome = 'right' | 'wrong' | 'null'

interface Sample {
  id: string
  file: string
  reference: string | null
  issuedOn: string | null
  /** Whether its number or date was written or stamped in, as the one who read it says. */
  byHand: boolean
}

const samples = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')
const flags = new Set(process.argv.slice(2))
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : ''
const engine = await chooseEngine(flags.has('--js') ? 'tesseract.js' : 'automatic')
if (!engine) throw new Error('no engine')
const recognise = recogniseWith(engine)
const counts = new Map<string, Record<Outcome, number>>()
const misses: string[] = []
const proposals: { confidence: number; shown: string }[] = []
const started = performance.now()
let pages = 0

for (const sample of [...eyeRead(), ...recorded()].filter(({ id }) => id.includes(only))) {
  const page = (await recognise(new Uint8Array(readFileSync(sample.file)), [1])).get(1)
  if (!page) {
    console.log(`not read: ${sample.id}`)
    continue
  }
  pages++
  score(sample, page)
}
await engine.close()

console.log(`${engine.name}, ${pages} first pages, ${((performance.now() - started) / 1000).toFixed(0)} s\n`)
console.log('                                        n  right  wrong   null   right %')
for (const [name, { right, wrong, null: none }] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
  const all = right + wrong + none
  const cells = [all, right, wrong, none].map((count) => String(count).padStart(6)).join(' ')
  console.log(`${name.padEnd(34)} ${cells}  ${((100 * right) / all).toFixed(1).padStart(8)}`)
}
if (flags.has('--misses')) console.log(`\n${misses.join('\n')}`)
if (flags.has('--proposals'))
  for (const { shown } of proposals.sort((a, b) => b.confidence - a.confidence)) console.log(shown)

function score(sample: Sample, page: Page): void {
  const { metadata } = extractMetadata({ pages: [page], textSource: 'ocr', warnings: [] })
  const set = sample.byHand ? 'by hand' : 'typed'
  if (sample.reference) {
    count(sample, `${set}: reference`, compared('reference', sample.reference, metadata.reference))
    const symbol = parseReference(sample.reference)?.symbol ?? ''
    count(sample, `${set}: symbol`, compared('reference', symbol, metadata.symbol))
    proposed(sample, page, 'number', /^\d+/u.exec(sample.reference)?.[0] ?? '')
  }
  if (!sample.issuedOn) return
  count(sample, `${set}: issuedOn`, compared('issuedOn', sample.issuedOn, metadata.issuedOn))
  const [year = '', month = '', day = ''] = sample.issuedOn.split('-')
  const read = metadata.issuedOn ? null : partialDate(page)
  const found = metadata.issuedOn?.split('-').map(Number) ?? [read?.year ?? 0, read?.month ?? 0]
  count(sample, `${set}: year`, compared('', String(Number(year)), found[0] ? String(found[0]) : null))
  if (!page.slots.some((slot) => slot.kind === 'month'))
    count(sample, `${set}: month, where typed`, compared('', String(Number(month)), found[1] ? String(found[1]) : null))
  proposed(sample, page, 'day', day)
  proposed(sample, page, 'month', month)
}

/** What the reader of ink says, where a slot was found. */
function proposed(sample: Sample, page: Page, kind: HandwrittenSlot['kind'], truth: string): void {
  const slot = page.slots.find((candidate) => candidate.kind === kind)
  if (!slot) return
  const text = slot.proposal && String(Number(slot.proposal.text))
  const outcome = compared('', String(Number(truth)), text)
  count(sample, `proposal: ${kind}`, outcome, `${truth} read as ${text}`)
  const confidence = slot.proposal?.confidence ?? 0
  proposals.push({
    confidence,
    shown: `${confidence.toFixed(2)} ${outcome.padEnd(5)} ${kind} ${truth} read as ${text}`,
  })
}

function partialDate(page: Page): { year: number | null; month: number | null } | null {
  const texts = page.lines.flatMap((line) => line.segments.map((segment) => segment.text))
  const dated = texts.find(isPlaceAndDate)
  return dated === undefined ? null : readPlaceAndDate(dated).partial
}

function compared(field: string, truth: string, found: string | null): Outcome {
  const outcome = compareField(field, truth, found)
  return outcome === 'half' ? 'right' : outcome
}

function count(sample: Sample, name: string, outcome: Outcome, note = ''): void {
  const row = counts.get(name) ?? { right: 0, wrong: 0, null: 0 }
  row[outcome]++
  counts.set(name, row)
  if (outcome !== 'right') misses.push(`${outcome.padEnd(5)} ${name.padEnd(26)} ${sample.id} ${note}`)
}

function* lines(...path: string[]): Generator<Record<string, never>> {
  for (const line of readFileSync(join(samples, ...path), 'utf8')
    .trim()
    .split('\n'))
    yield JSON.parse(line)
}

function* eyeRead(): Generator<Sample> {
  for (const { file, kind, expected, note } of lines('documents', 'expected.jsonl') as Iterable<{
    file: string
    kind: string
    expected: { reference: string | null; issuedOn: string | null } | null
    note: string | null
  }>) {
    if (!expected || (kind !== 'scan' && kind !== 'signed-mixed')) continue
    const byHand = /by hand|stamped|with a stamp/u.test(note ?? '')
    yield { id: file, file: join(samples, 'documents', file), ...expected, byHand }
  }
}

/** Scans whose number or date somebody recorded; one of them begins with a page of another document. */
function* recorded(): Generator<Sample> {
  for (const { id, file, text_kind, truth } of lines('metadata', 'records.jsonl') as Iterable<{
    id: string
    file: string | null
    text_kind: string
    truth: { reference?: string; issuedOn?: string }
  }>) {
    if (text_kind !== 'pdf-scan' || !file || id.includes('vbhn')) continue
    const { reference = null, issuedOn = null } = truth
    yield { id, file: join(samples, 'metadata', file), reference, issuedOn, byHand: false }
  }
}
