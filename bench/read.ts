/**
 * Pages a second of our reader beside pdftotext, on the same files, on one core, and how well the words agree.
 *
 *   npx taskset -c 0 npx node bench/read.ts [ROUNDS] [FOLDER…]
 *
 * Both sides read every PDF that has a text layer, file by file, in turns; a round's figure is the whole set. pdftotext
 * runs as one process a file, as everybody runs it; its figure with the start of the process taken off is printed too.
 * Ours is in steady state: two rounds are not counted. CPU seconds stand still while the machine does other work.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plainTextOf } from '../validators/text/plain-text.ts'
import { readDocument } from '../validators/text/read.ts'
import type { ReadDocument } from '../validators/text/read-document.ts'
import { toUnicodeForm } from '../validators/text/vietnamese/normalise.ts'
import { cpuSeconds } from './harness.ts'

const samples = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')
const [roundsText, ...folders] = process.argv.slice(2)
const rounds = Number(roundsText ?? 5)
const sets = folders.length > 0 ? folders : [join(samples, 'documents'), join(samples, 'metadata', 'files')]

const starts = 50

interface Sample {
  path: string
  bytes: Uint8Array
  pages: number
}

const files = await filesWithText(sets)
const pages = files.reduce((sum, file) => sum + file.pages, 0)
console.log(`${files.length} PDF with a text layer, ${pages} pages, ${rounds} rounds`)

const ours: number[] = []
const theirs: number[] = []
const theirsBare: number[] = []
const oursWall: number[] = []
const theirsWall: number[] = []
const start = (await timed(startOften)).cpu / starts
// The reader is compiled as it runs; a service has long done so.
await ourRound()
await ourRound()
for (let round = 0; round < rounds; round++) {
  const our = await timed(ourRound)
  const their = await timed(theirRound)
  ours.push(pages / our.cpu)
  theirs.push(pages / their.cpu)
  theirsBare.push(pages / (their.cpu - start * files.length))
  oursWall.push(pages / our.wall)
  theirsWall.push(pages / their.wall)
}
console.log(`congbao    ${spread(ours)} pages a CPU second, ${spread(oursWall)} a second by the clock`)
console.log(`pdftotext  ${spread(theirs)} pages a CPU second, ${spread(theirsWall)} a second by the clock`)
console.log(
  `pdftotext  ${spread(theirsBare)} without the ${(start * 1000).toFixed(1)} ms of CPU its start takes a file`,
)
console.log(`ratio      ${ratio(ours, theirs)} by CPU, ${ratio(oursWall, theirsWall)} by the clock`)
console.log(`ratio      ${ratio(ours, theirsBare)} by CPU, without the start`)
await compareWords()

async function filesWithText(wanted: readonly string[]): Promise<Sample[]> {
  const found: Sample[] = []
  for (const folder of wanted) {
    for (const name of readdirSync(folder).sort()) {
      if (!name.endsWith('.pdf')) continue
      const bytes = readFileSync(join(folder, name))
      const read = await readDocument(bytes, name)
      if (!('error' in read) && read.textSource === 'text')
        found.push({ path: join(folder, name), bytes, pages: read.pages.length })
    }
  }
  return found
}

async function timed(work: () => Promise<void> | void): Promise<{ wall: number; cpu: number }> {
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  await work()
  return { wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu }
}

async function ourRound(): Promise<void> {
  for (const file of files) await readDocument(file.bytes, file.path)
}

function theirRound(): void {
  for (const file of files) spawnSync('pdftotext', ['-layout', file.path, '/dev/null'], { stdio: 'ignore' })
}

/** What starting pdftotext takes, without a file to read. */
function startOften(): void {
  for (let run = 0; run < starts; run++) spawnSync('pdftotext', ['-v'], { stdio: 'ignore' })
}

function ratio(mine: readonly number[], other: readonly number[]): string {
  return spread(mine.map((value, index) => value / (other[index] ?? 1)))
}

/** The middle value with the smallest and the largest. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1] ?? 0
  return `${middle.toFixed(2)} (${(sorted[0] ?? 0).toFixed(2)}–${(sorted.at(-1) ?? 0).toFixed(2)})`
}

async function compareWords(): Promise<void> {
  let shared = 0
  let mine = 0
  let other = 0
  const worst: { name: string; recall: number; lost: string }[] = []
  for (const file of files) {
    const read = await readDocument(file.bytes, file.path)
    if ('error' in read) continue
    const theirText = execFileSync('pdftotext', ['-layout', file.path, '-'], { maxBuffer: 1 << 28 }).toString('utf8')
    const counts = overlap(wordsOf(allText(read)), wordsOf(theirText))
    shared += counts.shared
    mine += counts.mine
    other += counts.other
    worst.push({ name: file.path.split('/').at(-1) ?? '', recall: counts.shared / counts.other, lost: counts.lost })
  }
  console.log(
    `words of pdftotext found by congbao ${percent(shared / other)}, words of congbao found by pdftotext ${percent(shared / mine)}`,
  )
  worst.sort((a, b) => a.recall - b.recall)
  for (const { name, recall, lost } of worst.slice(0, 6)) console.log(`  ${name} ${percent(recall)}  missing: ${lost}`)
}

/** Body and asides: pdftotext keeps nothing apart. */
function allText(read: ReadDocument): string {
  return `${plainTextOf(read)}\n${plainTextOf({ ...read, pages: read.pages.map((page) => ({ ...page, lines: page.asides })) })}`
}

function wordsOf(text: string): string[] {
  return toUnicodeForm(text)
    .split(/\s+/u)
    .filter((word) => word !== '')
}

function overlap(mine: readonly string[], other: readonly string[]) {
  const counts = new Map<string, number>()
  for (const word of mine) counts.set(word, (counts.get(word) ?? 0) + 1)
  const lost: string[] = []
  for (const word of other) {
    const left = counts.get(word) ?? 0
    if (left > 0) counts.set(word, left - 1)
    else lost.push(word)
  }
  return {
    shared: other.length - lost.length,
    mine: mine.length,
    other: other.length,
    lost: lost.slice(0, 12).join(' '),
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}
