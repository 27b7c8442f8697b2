/** Stretches of real official texts, read in place from the metadata samples; nothing of them is kept. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chanceOf, hashOf } from './chance.ts'

const folder = resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'samples', 'metadata', 'text')

/** Half of the texts are for finding rules, the other half for judging them. */
export type Part = 'tune' | 'judge'

export interface Passage {
  name: string
  paragraphs: string[]
}

/** Letters of a passage: more than one page holds at 10 points. */
const enough = 7_000

/** One passage of each text of that half, beginning somewhere in it; always the same ones in the same order. */
export function passages(part: Part): Passage[] {
  return readdirSync(folder)
    .filter((name) => hashOf(name) % 2 === (part === 'tune' ? 0 : 1))
    .sort((a, b) => hashOf(`${a}#`) - hashOf(`${b}#`))
    .map((name) => ({ name, paragraphs: cutPassage(name) }))
    .filter(({ paragraphs }) => paragraphs.reduce((sum, text) => sum + text.length, 0) > enough / 3)
}

/** Slips that nobody types: the text was itself read by OCR, and is no truth. */
const readByOcr = /(?:^|\s)(?:sồ|quồc|điêu)\s/u

function cutPassage(name: string): string[] {
  const text = readFileSync(join(folder, name), 'utf8').normalize('NFC')
  if (readByOcr.test(text)) return []
  const paragraphs = paragraphsOf(text).filter(isProse)
  const total = paragraphs.reduce((sum, text) => sum + text.length, 0)
  const start = chanceOf(name)() * Math.max(0, total - enough)
  const chosen: string[] = []
  let before = 0
  let taken = 0
  for (const text of paragraphs) {
    before += text.length
    if (before < start) continue
    chosen.push(text)
    taken += text.length
    if (taken > enough) break
  }
  return chosen
}

/** Web texts have a paragraph a line; what pdftotext laid out breaks them, and a new one begins indented. */
function paragraphsOf(text: string): string[] {
  const lines = text.replaceAll('\f', '\n').split('\n')
  const laidOut = lines.some((line) => /^ {3,}\S/u.test(line))
  if (!laidOut) return lines.map(folded)
  const paragraphs: string[] = []
  for (const line of lines) {
    const isNew = line.trim() === '' || /^ {3,}/u.test(line) || paragraphs.length === 0
    if (isNew) paragraphs.push(line)
    else paragraphs.push(`${paragraphs.pop()} ${line}`)
  }
  return paragraphs.map((paragraph) => (/\S {4,}\S/u.test(paragraph) ? '' : folded(paragraph)))
}

function folded(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** Letters, figures and the signs of ordinary print; no dotted lines, formulas or other scripts. */
const ordinary = /^[\p{Script=Latin}\d\s.,;:!?()[\]"'“”‘’/%&+*=<>°²³@–—-]+$/u

function isProse(text: string): boolean {
  return text.length >= 8 && text.length < 3_000 && ordinary.test(text) && !/\.{4,}|-{3,}|_{2,}/u.test(text)
}
