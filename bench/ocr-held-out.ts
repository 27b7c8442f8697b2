/**
 * Character error rate on scans that nobody has fitted anything to: real official texts, typeset here in several
 * typefaces, then aged as offices' machines age paper. Ours with and without its repairs, beside plain Tesseract.
 *
 *   npx node bench/ocr-held-out.ts [--part judge|tune] [--pages N] [--only CONDITION] [--js] [--show] [--font FILE]…
 *
 * `--part tune` is the half of the texts that rules may be found on; the figures that count are those of `judge`.
 * `--font` adds typefaces of the machine to those that come with npm (a file with every Vietnamese letter). `--js` reads
 * with tesseract.js instead of the machine's Tesseract, `--show` lists every word a repair touched.
 * The texts are read in place from ../shared/samples/metadata/text; the pictures are drawn in memory and kept nowhere.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { drawPage } from '../validators/text/ocr/raster.ts'
import { withPdfium } from '../validators/text/pdf/engine.ts'
import { openPdf } from '../validators/text/pdf/open.ts'
import { machine } from './harness.ts'
import { plainTesseract } from './ocr/contenders.ts'
import { comparable, errorRate } from './ocr/error-rate.ts'
import { chanceOf } from './ocr/made/chance.ts'
import { type Condition, conditions, drawnDots } from './ocr/made/conditions.ts'
import { type JudgedRepair, judgeRepairs, type RepairCount } from './ocr/made/judge-repairs.ts'
import { packScan } from './ocr/made/pack.ts'
import { type Passage, passages } from './ocr/made/passages.ts'
import { openTwoWays } from './ocr/made/two-ways.ts'
import { setPage, type Typeface } from './ocr/made/typeset.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'judge' },
    pages: { type: 'string', default: '6' },
    only: { type: 'string' },
    js: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    font: { type: 'string', multiple: true, default: [] },
  },
})
const part = values.part === 'tune' ? 'tune' : 'judge'
const perCondition = Math.max(1, Number(values.pages))
const typefaces = [...fromNpm(), ...values.font.map((file) => ({ name: basename(file), regular: file }))]
const sizes = [14, 13, 12, 13, 11, 14, 10] as const

const ours = await openTwoWays(values.js ? 'tesseract.js' : 'tesseract')
const plain = plainTesseract()
if (!ours) throw new Error('The machine has no Tesseract with Vietnamese; try --js')
if (!plain) console.log('Plain Tesseract is left out: tesseract or pdftoppm is not on this machine')

/** Edits and letters of all pages of one condition. */
interface Row {
  letters: number
  plain: number
  asRead: number
  repaired: number
  repairs: RepairCount
}

console.log(machine())
console.log(
  `${part}, ${perCondition} pages a condition, ${ours.name}; typefaces: ${typefaces.map(({ name }) => name).join(', ')}`,
)
const texts = passages(part)
const folder = mkdtempSync(join(tmpdir(), 'ocr-held-out-'))
const rows = new Map<string, Row>()
try {
  let next = 0
  for (const condition of conditions.filter(({ name }) => values.only === undefined || name.includes(values.only))) {
    const row: Row = { letters: 0, plain: 0, asRead: 0, repaired: 0, repairs: { right: 0, harm: 0, neither: 0 } }
    for (let page = 0; page < perCondition; page++, next++) {
      await measurePage(texts[next % texts.length] as Passage, next, condition, row)
    }
    rows.set(condition.name, row)
    printRow(condition.name, row)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
  await ours.close()
}
printRow('all', [...rows.values()].reduce(added))

async function measurePage(passage: Passage, index: number, condition: Condition, row: Row): Promise<void> {
  const typeface = typefaces[index % typefaces.length] as Typeface
  const { pdf, truth } = await setPage(passage, typeface, sizes[index % sizes.length] as number)
  const drawn = await withPdfium((pdfium) => {
    const opened = openPdf(pdfium, pdf)
    if (typeof opened === 'string') throw new Error(opened)
    const raster = drawPage(pdfium, opened.handle, 0, drawnDots)
    opened.close()
    return raster
  })
  if (!drawn) throw new Error(`${passage.name} was not drawn`)
  const scan = await packScan(await condition.age(drawn, chanceOf(`${condition.name} ${passage.name}`)))
  const path = join(folder, 'scan.pdf')
  writeFileSync(path, scan)
  const read = await ours?.read(scan)
  if (!read) throw new Error(`${passage.name} was not read`)
  row.letters += comparable(truth).length
  row.asRead += errorRate(truth, read.asRead).edits
  row.repaired += errorRate(truth, read.repaired).edits
  if (plain) row.plain += errorRate(truth, await plain.read(path, 1)).edits
  const judged = judgeRepairs(truth.split(/\s+/u), read.before, read.after)
  for (const { verdict } of judged) row.repairs[verdict]++
  if (values.show) show(passage.name, judged)
}

function show(name: string, judged: readonly JudgedRepair[]): void {
  for (const { verdict, before, after, typed } of judged)
    console.log(
      `   ${verdict.padEnd(8)}${before} → ${after}${verdict === 'neither' ? ` (typed: ${typed})` : ''}   ${name}`,
    )
}

function added(a: Row, b: Row): Row {
  return {
    letters: a.letters + b.letters,
    plain: a.plain + b.plain,
    asRead: a.asRead + b.asRead,
    repaired: a.repaired + b.repaired,
    repairs: {
      right: a.repairs.right + b.repairs.right,
      harm: a.repairs.harm + b.repairs.harm,
      neither: a.repairs.neither + b.repairs.neither,
    },
  }
}

function printRow(name: string, row: Row): void {
  if (rows.size === 1 && name !== 'all') {
    const heads = ['letters', 'Tesseract', 'as read', 'repaired', 'right', 'harm', 'neither']
    console.log(`\n${'error rate, %; words'.padEnd(26)}${heads.map((head) => head.padStart(10)).join('')}`)
  }
  const rate = (edits: number) => ((100 * edits) / row.letters).toFixed(2)
  const { right, harm, neither } = row.repairs
  const cells = [row.letters, plain ? rate(row.plain) : '–', rate(row.asRead), rate(row.repaired), right, harm, neither]
  console.log(`${name.padEnd(26)}${cells.map((cell) => String(cell).padStart(10)).join('')}`)
}

/** Tinos, of the measure of Times New Roman, twice as often as the sans serif of leaflets and forms. */
function fromNpm(): Typeface[] {
  const { resolve } = createRequire(import.meta.url)
  const tinos = dirname(resolve('@expo-google-fonts/tinos/package.json'))
  const times: Typeface = {
    name: 'Tinos',
    regular: join(tinos, '400Regular/Tinos_400Regular.ttf'),
    bold: join(tinos, '700Bold/Tinos_700Bold.ttf'),
    italic: join(tinos, '400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  }
  const bold: Typeface = { name: 'Tinos bold', regular: join(tinos, '700Bold/Tinos_700Bold.ttf') }
  const italic: Typeface = {
    name: 'Tinos italic',
    regular: join(tinos, '400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  }
  return [times, bold, times, italic, times]
}
