import { partAsides } from '../layout/asides.ts'
import { readColumns } from '../layout/columns.ts'
import type { LaidWord } from '../layout/glyph-word.ts'
import { gatherLines } from '../layout/lines.ts'
import { cutSegments } from '../layout/segments.ts'
import { judgeLegibility, type Legibility } from '../quality/legibility.ts'
import type { Line, Page } from '../read-document.ts'
import type { WarningCode } from '../remarks.ts'
import { flattenAnnotations, hasDrawnAnnotations } from './annotations.ts'
import { type Characters, readCharacters } from './characters.ts'
import type { Pdfium } from './engine.ts'
import { type PageFrame, pageFrame, type QuarterTurns } from './frame.ts'
import { dropDoubles, isOcrLayer, isScan, type PagePaint, readPaint, whyUnseen } from './hidden.ts'
import { interpretFonts } from './legacy-fonts.ts'
import { joinWords, type StyledWord } from './words.ts'

/** What the text layer of one page gave. */
export interface PageReading {
  page: Page
  /**
   * `none` when a picture may hold text but no layer does; `ocr-layer` when software put it under a scan, `overlay` when
   * it wrote a few words over one.
   */
  layer: Legibility | 'none' | 'blank' | 'ocr-layer' | 'overlay'
  remarks: readonly WarningCode[]
  characters: number
}

/** A page with no more things on it than this, and no picture, is blank: a rule, a frame, an empty text object. */
const fewestObjects = 3
/** A text layer of its own has more words than this; what offices write over a scan has fewer. */
const fewestWords = 40

/** Reads the text layer of page `index` (from 0). */
export function readPage(engine: Pdfium, document: number, index: number): PageReading {
  const { call } = engine
  let page = call.FPDF_LoadPage(document, index)
  if (page === 0) return unreadablePage(index + 1)
  if (hasDrawnAnnotations(engine, page) && flattenAnnotations(engine, page)) {
    call.FPDF_ClosePage(page)
    page = call.FPDF_LoadPage(document, index)
    if (page === 0) return unreadablePage(index + 1)
  }
  const textPage = call.FPDFText_LoadPage(page)
  try {
    const frame = pageFrame(engine, page)
    if (textPage === 0) return unreadablePage(index + 1)
    const characters = readCharacters(engine, textPage, frame)
    return interpretPage(index + 1, frame, characters, () => readPaint(engine, page, frame))
  } finally {
    if (textPage !== 0) call.FPDFText_ClosePage(textPage)
    call.FPDF_ClosePage(page)
  }
}

/** Makes of the characters of a page its words, lines and remarks; `look` is asked only where it matters what covers them. */
export function interpretPage(
  number: number,
  frame: PageFrame,
  characters: Characters,
  look: () => PagePaint,
): PageReading {
  const remarks = new Set<WarningCode>()
  if (characters.truncated) remarks.add('TEXT_TRUNCATED')
  let paint: PagePaint | null = null
  const painted = () => {
    paint ??= look()
    return paint
  }
  const [main, ...others] = directions(characters)
  const words = main === undefined ? [] : wordsAlong(characters, frame, main, remarks)
  const { seen, unseen, ocrLayer } = partUnseen(words, frame, painted, remarks)
  const { words: single, overlaid } = dropDoubles(seen)
  if (overlaid > 2) remarks.add('OVERLAID_TEXT')
  const parted = partAsides(readColumns(layLines(single, widthAcross(frame, main ?? 0))))
  const aslant = others.flatMap((turns) =>
    layLines(wordsAlong(characters, frame, turns, remarks), widthAcross(frame, turns)),
  )
  const layer = ocrLayer ? 'ocr-layer' : isOverlay(single, painted) ? 'overlay' : judge(single, remarks)
  const hidden = ocrLayer ? [] : layLines(unseen, frame.width)
  return {
    page: {
      number,
      width: frame.width,
      height: frame.height,
      source: parted.lines.length > 0 ? 'text' : 'none',
      lines: parted.lines,
      asides: [...parted.asides, ...aslant, ...hidden],
      slots: [],
    },
    layer: parted.lines.length > 0 ? layer : isBlank(painted()) ? 'blank' : 'none',
    remarks: [...remarks],
    characters: characters.count,
  }
}

/** A number, a date, a stamp over the picture of a page: what the page says stands in the picture. */
function isOverlay(words: readonly StyledWord[], paint: () => PagePaint): boolean {
  return words.length < fewestWords && isScan(paint())
}

function isBlank(paint: PagePaint): boolean {
  return paint.imageShare === 0 && paint.objects <= fewestObjects
}

/** The writing directions of a page, the commonest first. */
function directions(characters: Characters): QuarterTurns[] {
  const counts = new Map<QuarterTurns, number>()
  for (let index = 0; index < characters.count; index++) {
    const turns = characters.styles[characters.styleOf[index] as number]?.turns
    if (turns === null || turns === undefined || characters.generated[index] === 1) continue
    counts.set(turns, (counts.get(turns) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([turns]) => turns)
}

function widthAcross(frame: PageFrame, turns: QuarterTurns): number {
  return turns === 1 || turns === 3 ? frame.height : frame.width
}

function wordsAlong(
  characters: Characters,
  frame: PageFrame,
  turns: QuarterTurns,
  remarks: Set<WarningCode>,
): StyledWord[] {
  const words = joinWords(characters, frame, turns)
  if (interpretFonts(words)) remarks.add('LEGACY_ENCODING')
  return words.filter((word) => word.text.trim() !== '')
}

interface PartedWords {
  seen: StyledWord[]
  unseen: StyledWord[]
  ocrLayer: boolean
}

function partUnseen(
  words: readonly StyledWord[],
  frame: PageFrame,
  paint: () => PagePaint,
  remarks: Set<WarningCode>,
): PartedWords {
  const reasons = words.map((word) => whyUnseen(word, frame, paint))
  if (reasons.every((why) => why === null)) return { seen: [...words], unseen: [], ocrLayer: false }
  if (isOcrLayer(reasons, paint())) {
    remarks.add('OCR_TEXT_LAYER')
    return { seen: [...words], unseen: [], ocrLayer: true }
  }
  if (reasons.some((why) => why === 'off-page')) remarks.add('OFF_PAGE_TEXT')
  if (reasons.some((why) => why !== null && why !== 'off-page')) remarks.add('HIDDEN_TEXT')
  return {
    seen: words.filter((_, index) => reasons[index] === null),
    unseen: words.filter((_, index) => reasons[index] !== null),
    ocrLayer: false,
  }
}

function layLines(words: readonly LaidWord[], width: number): Line[] {
  return gatherLines(words)
    .map((line) => cutSegments(line, width))
    .filter((line): line is Line => line !== null)
}

function judge(words: readonly StyledWord[], remarks: Set<WarningCode>): Legibility {
  const legibility = judgeLegibility(
    words.map((word) => word.text),
    words.reduce((sum, word) => sum + word.unmapped, 0),
  )
  if (legibility === 'garbled' || legibility === 'damaged') remarks.add('GARBLED_TEXT_LAYER')
  if (legibility === 'foreign') remarks.add('FOREIGN_SCRIPT')
  return legibility
}

function unreadablePage(number: number): PageReading {
  return {
    page: { number, width: 0, height: 0, source: 'none', lines: [], asides: [], slots: [] },
    layer: 'none',
    remarks: ['PAGE_UNREADABLE'],
    characters: 0,
  }
}
