import type { FoundWord } from './engine.ts'
import { ocrLimits } from './limits.ts'

/**
 * Words of Tesseract's `tsv` output: level, page, block, paragraph, line, word, left, top, width, height, confidence
 * (0–100, −1 for what is no word), text.
 */
export function parseTsv(tsv: string): FoundWord[] {
  const words: FoundWord[] = []
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t')
    if (cells[0] !== '5' || cells.length < 12) continue
    const [left, top, width, height, confidence] = cells.slice(6, 11).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const text = cells.slice(11).join(' ').trim().normalize('NFC')
    if (text === '' || !(width > 0) || !(height > 0)) continue
    words.push({
      text,
      confidence: Math.min(1, Math.max(0, confidence / 100)),
      box: [left, top, left + width, top + height],
      line: cells.slice(2, 5).join('.'),
    })
    if (words.length >= ocrLimits.words) break
  }
  return words
}

/** The image in the simplest format both engines read: binary PGM. */
export function toPgm({ width, height, pixels }: { width: number; height: number; pixels: Uint8Array }): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels])
}
