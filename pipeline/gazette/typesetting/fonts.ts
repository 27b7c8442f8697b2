/** The typeface of official documents: Tinos, of the measure of Times New Roman, with every Vietnamese letter. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import subsetFont from 'subset-font'

export type Cut = 'regular' | 'bold' | 'italic' | 'boldItalic'
export type Fonts = Readonly<Record<Cut, PDFFont>>

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const files: Readonly<Record<Cut, string>> = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
}
const cuts = Object.keys(files) as readonly Cut[]

/** Latin-1, the Vietnamese letters, and the signs of official documents. */
const usualLetters = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  'ĂăĐđĨĩŨũƠơƯư',
  range(0x1ea0, 0x1ef9),
  '–—‘’“”…•†‡‰′″₫€№™−×÷≤≥≠≈□☐☑',
].join('')

/**
 * Embeds the four cuts with the usual letters and whatever else the text at hand needs; text stays searchable and
 * copyable. HarfBuzz cuts the typeface down: the subsetter of pdf-lib loses composite glyphs, most of the Vietnamese ones.
 */
export async function embedFonts(pdf: PDFDocument, text = ''): Promise<Fonts> {
  pdf.registerFontkit(fontkit)
  const letters = lettersFor(text)
  const embedded = await Promise.all(cuts.map(async (cut) => pdf.embedFont(await subset(cut, letters))))
  return Object.fromEntries(cuts.map((cut, index) => [cut, embedded[index]])) as unknown as Fonts
}

/** Embeds one cut with the letters of that text and the usual ones. */
export async function embedCut(pdf: PDFDocument, cut: Cut, text = ''): Promise<PDFFont> {
  pdf.registerFontkit(fontkit)
  return pdf.embedFont(await subset(cut, lettersFor(text)))
}

const subsets = new Map<string, Promise<Uint8Array>>()
const keptSubsets = 32

function subset(cut: Cut, letters: string): Promise<Uint8Array> {
  const key = `${cut} ${letters}`
  let made = subsets.get(key)
  if (!made) {
    if (subsets.size >= keptSubsets) subsets.clear()
    made = subsetFont(readFileSync(join(folder, files[cut])), letters, { targetFormat: 'truetype' })
    subsets.set(key, made)
  }
  return made
}

function lettersFor(text: string): string {
  const unusual = [...new Set(text.normalize('NFC'))].filter(
    (letter) => !usualLetters.includes(letter) && letter >= ' ',
  )
  return usualLetters + unusual.sort().join('')
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index))
}
