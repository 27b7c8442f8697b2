/** The typeface of official documents: Tinos, of the measure of Times New Roman, with every Vietnamese letter. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'

export type Cut = 'regular' | 'bold' | 'italic' | 'boldItalic'
export type Fonts = Readonly<Record<Cut, PDFFont>>

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const files: Readonly<Record<Cut, string>> = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
}

/**
 * Embeds the four cuts whole: the subsetter of pdf-lib loses the composite glyphs of this typeface, which are most of
 * the Vietnamese letters. About 300 KB a cut; text stays searchable and copyable.
 */
export async function embedFonts(pdf: PDFDocument): Promise<Fonts> {
  pdf.registerFontkit(fontkit)
  const embed = (cut: Cut) => pdf.embedFont(readFileSync(join(folder, files[cut])), { subset: false })
  const [regular, bold, italic, boldItalic] = [
    await embed('regular'),
    await embed('bold'),
    await embed('italic'),
    await embed('boldItalic'),
  ]
  return { regular, bold, italic, boldItalic }
}
