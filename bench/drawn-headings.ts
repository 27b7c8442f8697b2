/**
 * Counts what becomes of number and date on drawn scans of typed headings under stamps, and of headings filled in by
 * hand, none of whose digits may be taken for print.
 *
 *   node bench/drawn-headings.ts [--js] [--from N] [--count N] [--misses] [--keep FOLDER]
 *     --js: tesseract.js though Tesseract is there · --misses: each case not right, with what was read
 *     --keep: writes the pictures of those cases
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { extractMetadata } from '../validators/metadata/extract.ts'
import { chooseEngine, recogniseWith } from '../validators/text/ocr/index.ts'
import { compareField } from './extract/compare.ts'
import { drawHeading } from './slots/draw-heading.ts'
import { type HeadingCase, headingCase } from './slots/heading-cases.ts'
import { scanHeading } from './slots/scan-heading.ts'

const { values: options } = parseArgs({
  options: {
    js: { type: 'boolean', default: false },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '200' },
    misses: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})
type Outcome = 'right' | 'wrong' | 'null'

const chosen = await chooseEngine(options.js ? 'tesseract.js' : 'automatic')
if (!chosen) throw new Error('no engine')
const engine = chosen
const recognise = recogniseWith(engine)
const counts = new Map<string, Record<Outcome, number>>()
const misses: string[] = []
if (options.keep) mkdirSync(options.keep, { recursive: true })

const waiting = Array.from({ length: Number(options.count) }, (_, index) => headingCase(Number(options.from) + index))
await Promise.all(
  Array.from({ length: engine.parallel }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await score(next)
  }),
)
await engine.close()

console.log(`${engine.name}, ${options.count} drawn headings from ${options.from} on\n`)
console.log('                                            n  right  wrong   null   right %')
for (const [name, { right, wrong, null: none }] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
  const all = right + wrong + none
  const cells = [all, right, wrong, none].map((count) => String(count).padStart(6)).join(' ')
  console.log(`${name.padEnd(38)} ${cells}  ${((100 * right) / all).toFixed(1).padStart(8)}`)
}
if (options.misses) console.log(`\n${misses.sort().join('\n')}`)

async function score(heading: HeadingCase): Promise<void> {
  const picture = await scanHeading(await drawHeading(heading), heading)
  const page = (await recognise(new Uint8Array(picture), [1])).get(1)
  if (!page) throw new Error(`case ${heading.index} was not read`)
  const { metadata } = extractMetadata({ pages: [page], textSource: 'ocr', warnings: [] })
  const dateBy = heading.dayBy === 'typed' ? heading.monthBy : heading.dayBy
  const missed = [
    count(heading, 'reference', heading.numberBy, heading.reference, metadata.reference),
    count(heading, 'issuedOn', dateBy, heading.issuedOn, metadata.issuedOn),
  ].filter((miss) => miss !== null)
  misses.push(...missed)
  if (options.keep && missed.length > 0)
    writeFileSync(join(options.keep, `${heading.index}.${heading.quality === null ? 'png' : 'jpg'}`), picture)
}

/** Of digits by hand `null` is what is asked for; taken right they were still taken on nobody's word. */
function count(heading: HeadingCase, field: string, by: string, truth: string, found: string | null): string | null {
  const compared = compareField(field, truth, found)
  const outcome: Outcome = compared === 'half' ? 'wrong' : compared
  const { stamp, mode, ink, index, dots } = heading
  const names =
    by === 'typed'
      ? [`typed ${field}: all`, `typed ${field}: ${stamp}, ${mode}`]
      : [`by ${by} ${field}: all (null is asked for)`]
  for (const name of names) {
    const row = counts.get(name) ?? { right: 0, wrong: 0, null: 0 }
    row[outcome]++
    counts.set(name, row)
  }
  if (outcome === (by === 'typed' ? 'right' : 'null')) return null
  return `${by} ${field} ${outcome}: ${String(index).padStart(4)} ${stamp} ${ink} ${mode} ${dots}: ${truth} read as ${found}`
}
