/**
 * Every sample of `../shared/samples/signatures` and `documents` against what its set states, as a table by set and class.
 *
 *   npx node bench/conformance.ts
 *
 * `integrity`, `coverage`, `laterChanges`, `overall`: expectations met, of those stated. `noticed`: attacks that are seen
 * in the bytes themselves, whatever is trusted. `passed`: files that pass; `trusting`: that pass with every certificate
 * in the file trusted, every algorithm taken and no revocation data asked for: there only the attack itself can refuse
 * an attack. `witness`: files in which the recorded pdfsig, xmlsec1 or openssl found every signature sound.
 * Misses are named below the table; one that `docs/signature-misses.md` does not argue ends the run with status 1.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FormatJudgement } from '../validators/signature/file-verdict.ts'
import { judgeFile } from '../validators/signature/index.ts'
import type { SignatureReport } from '../validators/signature/report.ts'
import { contextOf, gullibleContext } from './conformance/contexts.ts'
import { checksOf, type Expectation, misses, readSample } from './conformance/expectations.ts'
import { isSound, type SampleSet, sampleSets } from './conformance/sets.ts'

const COLUMNS = ['integrity', 'coverage', 'laterChanges', 'overall', 'noticed'] as const
type Column = (typeof COLUMNS)[number]

interface Row {
  files: number
  met: Record<Column, [met: number, of: number]>
  passed: number
  trusting: number
  witness: [sound: number, of: number]
}

interface Miss {
  set: string
  file: string
  what: string[]
}

const argued = join(resolve(import.meta.dirname, '..'), 'docs', 'signature-misses.md')
const arguments_ = existsSync(argued) ? readFileSync(argued, 'utf8') : ''
const rows = new Map<string, Row>()
const found: Miss[] = []
const named: string[] = []

for (const set of sampleSets()) for (const expected of set.expectations) await judgeOne(set, expected)
printTable()

async function judgeOne(set: SampleSet, expected: Expectation): Promise<void> {
  const row = rowOf(`${set.name} ${expected.cls}`)
  const bytes = readSample(set.folder, expected)
  const password = expected.password ?? null
  const judged = await judgeFile(bytes, expected.file, { context: contextOf(set.trust), content: null, password })
  const context = gullibleContext(bytes, newestTime(judged))
  const trusting = await judgeFile(bytes, expected.file, { context, content: null, password })
  row.files += 1
  if (judged.verdict === 'passed') row.passed += 1
  if (trusting.verdict === 'passed') row.trusting += 1
  for (const { aspect, met } of checksOf(expected, judged)) count(row, aspect, met)
  const missed = misses(expected, judged)
  if (expected.attack !== null && expected.cls !== 'shadow-prepared') {
    const noticed = isNoticed(trusting)
    count(row, 'noticed', noticed)
    if (!noticed) missed.push('the attack goes unnoticed where its signer is trusted')
    const reasons = trusting.signatures.flatMap((signature) =>
      isTelling(signature) ? signature.reasons.slice(0, 1) : [],
    )
    named.push(
      `${set.name} ${expected.file} (${expected.attack}): ${(trusting.error ?? reasons[0])?.code ?? 'unsigned'}`,
    )
  }
  if (missed.length > 0) found.push({ set: set.name, file: expected.file, what: missed })
  const witness = (expected.pdfsig?.map(({ verdict }) => verdict) ?? expected.witness ?? expected.openssl ?? []).filter(
    (verdict) => verdict !== null,
  )
  if (witness.length > 0) {
    row.witness[1] += 1
    if (witness.every(isSound)) row.witness[0] += 1
  }
}

function rowOf(key: string): Row {
  const none = (): [number, number] => [0, 0]
  const fresh = (): Row => ({
    files: 0,
    met: { integrity: none(), coverage: none(), laterChanges: none(), overall: none(), noticed: none() },
    passed: 0,
    trusting: 0,
    witness: none(),
  })
  const row = rows.get(key) ?? fresh()
  rows.set(key, row)
  return row
}

function count(row: Row, column: Column, met: boolean): void {
  row.met[column][1] += 1
  if (met) row.met[column][0] += 1
}

/** Refused for what the file is, not for whom it names. */
function isNoticed({ verdict, signatures }: FormatJudgement): boolean {
  return verdict === 'unsigned' || signatures.length === 0 || (verdict !== 'passed' && signatures.some(isTelling))
}

function isTelling({ indication, integrity, coverage, laterChanges }: SignatureReport): boolean {
  return (
    indication !== 'TOTAL_PASSED' || integrity === 'broken' || coverage === 'unclear' || laterChanges === 'forbidden'
  )
}

/** When the newest signature of the file claims or is proven to have been made. */
function newestTime({ signatures }: FormatJudgement): Temporal.Instant | null {
  const times = signatures.flatMap(({ timestamp, claimedTime }) => timestamp?.time ?? claimedTime ?? [])
  const newest = times
    .map((time) => Temporal.Instant.from(time))
    .sort(Temporal.Instant.compare)
    .at(-1)
  return newest?.add({ hours: 24 }) ?? null
}

function printTable(): void {
  const shares = ([met, of]: [number, number]) => (of === 0 ? '' : `${met}/${of}`)
  const table = Object.fromEntries(
    [...rows].sort().map(([key, { files, met, passed, trusting, witness }]) => [
      key,
      {
        files,
        ...Object.fromEntries(COLUMNS.map((column) => [column, shares(met[column])])),
        passed,
        trusting,
        witness: shares(witness),
      },
    ]),
  )
  console.table(table)
  console.log('Attacks, and the reason that names each where everything in the file is trusted:')
  for (const line of named.sort()) console.log(`  ${line}`)
  const open = found.filter(({ file }) => !arguments_.includes(file))
  console.log(`${found.length} files missed, ${open.length} of them not argued in docs/signature-misses.md`)
  for (const { set, file, what } of found) console.log(`  ${set} ${file}: ${what.join('; ')}`)
  process.exitCode = open.length > 0 ? 1 : 0
}
