/**
 * Character error rate and seconds a page on scans with a typed text, ours beside plain Tesseract and OCRmyPDF, file by
 * file in turns, in one run.
 *
 *   npx node bench/ocr.ts [--rounds N] [--at-once N] [--differences] [SCAN.pdf…]
 *
 * `--at-once` is the number of pages each side may work on at the same time, every page on one thread; 1 by default.
 * CPU seconds count this process and all that it waited for, and stand still when the machine is busy with other work.
 * Tesseract (Debian: tesseract-ocr, tesseract-ocr-vie, poppler-utils) and OCRmyPDF (Debian: ocrmypdf) are left out with
 * a word where they are absent.
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PDFDocument } from 'pdf-lib'
import { cpuSeconds, machine } from './harness.ts'
import { type Contender, congbao, ocrMyPdf, plainTesseract } from './ocr/contenders.ts'
import { comparable, differences, errorRate } from './ocr/error-rate.ts'

const folder = resolve(import.meta.dirname, '..', '..', 'shared', 'samples', 'ocr')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '1' },
    differences: { type: 'boolean', default: false },
  },
})
const rounds = Math.max(1, Number(values.rounds))
const atOnce = Math.min(availableParallelism(), Math.max(1, Number(values['at-once'])))

interface Scan {
  name: string
  path: string
  truth: string
  pages: number
}

/** What one program did with one file: its text is the same every time, its time is not. */
interface Score {
  edits: number
  rate: number
  wall: number[]
  cpu: number[]
}

const scans = await Promise.all(
  readFileSync(join(folder, 'expected.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; truth: string })
    .filter(({ file }) => positionals.length === 0 || positionals.includes(file))
    .map(async ({ file, truth }): Promise<Scan> => {
      const path = join(folder, file)
      const pages = (await PDFDocument.load(readFileSync(path))).getPageCount()
      return { name: file, path, truth: readFileSync(join(folder, truth), 'utf8'), pages }
    }),
)
const wanted = {
  'congbao with native Tesseract': await congbao('tesseract'),
  'congbao with tesseract.js': await congbao('tesseract.js'),
  Tesseract: plainTesseract(),
  OCRmyPDF: ocrMyPdf(),
}
const contenders: Contender[] = []
for (const [name, contender] of Object.entries(wanted)) {
  if (contender) contenders.push(contender)
  else console.log(`${name}: left out, its program is not on this machine`)
}
console.log(machine())
const pages = scans.reduce((sum, scan) => sum + scan.pages, 0)
console.log(`${scans.length} scans, ${pages} pages, ${rounds} rounds, ${atOnce} page(s) at once`)

const scores = new Map(contenders.map((contender) => [contender, scans.map((): Score => emptyScore())]))
for (let round = 0; round < rounds; round++) {
  for (const [index, scan] of scans.entries()) {
    for (const contender of contenders) await runOnce(contender, scan, scores.get(contender)?.[index] as Score)
  }
}
for (const contender of contenders) await contender.close()
printTable()

async function runOnce(contender: Contender, scan: Scan, score: Score): Promise<void> {
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  const text = await contender.read(scan.path, atOnce)
  score.wall.push((performance.now() - wall) / 1000 / scan.pages)
  score.cpu.push((cpuSeconds() - cpu) / scan.pages)
  if (score.wall.length > 1) return
  Object.assign(score, errorRate(scan.truth, text))
  if (!values.differences) return
  console.log(`${contender.name} on ${scan.name}`)
  for (const { before, wanted, found, behind } of differences(scan.truth, text))
    console.log(`   …${before}[${wanted}→${found}]${behind}…`)
}

function printTable(): void {
  console.log(
    `\n${'error rate, %'.padEnd(24)}${scans.map(({ name }) => name.padStart(14)).join('')}${'all'.padStart(8)}`,
  )
  for (const [contender, list] of scores) {
    const rates = list.map(({ rate }) => (rate * 100).toFixed(2).padStart(14)).join('')
    console.log(`${contender.name.padEnd(24)}${rates}${(overall(list) * 100).toFixed(3).padStart(8)}`)
  }
  const best = Math.min(
    ...[...scores].filter(([{ name }]) => !name.startsWith('congbao')).map(([, list]) => overall(list)),
  )
  const plain = [...scores].find(([{ name }]) => name.startsWith('tesseract'))?.[1]
  console.log(
    `\n${'seconds a page'.padEnd(24)}${['wall', 'CPU', 'wall/plain', 'CPU/plain', 'errors/best'].map((head) => head.padStart(14)).join('')}`,
  )
  for (const [contender, list] of scores) {
    const cells = [
      perPage(list, 'wall').toFixed(2),
      perPage(list, 'cpu').toFixed(2),
      plain ? paired(list, plain, 'wall').toFixed(3) : '–',
      plain ? paired(list, plain, 'cpu').toFixed(3) : '–',
      (overall(list) / best).toFixed(3),
    ]
    console.log(`${contender.name.padEnd(24)}${cells.map((cell) => cell.padStart(14)).join('')}`)
  }
}

function emptyScore(): Score {
  return { edits: 0, rate: 0, wall: [], cpu: [] }
}

function overall(list: readonly Score[]): number {
  const letters = scans.reduce((sum, { truth }) => sum + comparable(truth).length, 0)
  return list.reduce((sum, { edits }) => sum + edits, 0) / letters
}

/** Middle seconds a page, every file counting by its pages. */
function perPage(list: readonly Score[], clock: 'wall' | 'cpu'): number {
  return list.reduce((sum, score, index) => sum + middle(score[clock]) * (scans[index] as Scan).pages, 0) / pages
}

/** The middle of the ratios of each file in each round. */
function paired(list: readonly Score[], plain: readonly Score[], clock: 'wall' | 'cpu'): number {
  return middle(
    list.flatMap((score, index) =>
      score[clock].map((value, round) => value / ((plain[index] as Score)[clock][round] as number)),
    ),
  )
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
