import { isName, Name, type PdfDict, PdfStream, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { limits } from '../../limits.ts'
import { type ColourSpace, colourOf, colourSpace, firstColour } from './colours.ts'
import { ContentScanner, operatorKey } from './content-scanner.ts'
import { readFont } from './fonts.ts'
import type { GraphicsState } from './graphics-state.ts'
import { concatenate, identity, type Matrix, mapRectangle, meet } from './matrix.ts'
import { NotPlain, notPlain } from './not-plain.ts'
import type { Painting } from './painting.ts'
import { type PlainFile, streamOctets } from './plain-file.ts'
import type { PlainFont } from './plain-font.ts'
import type { TextWriter } from './text-writer.ts'
import { matrixOf, rectangleOf } from './values.ts'

/** Operators of one page beyond which it is left to PDFium; a map sheet has some hundred thousand. */
const mostOperators = 2_000_000
/** Octets of content read for one page, forms counted each time they are shown; dense pages have some 200 KB. */
const mostOctets = 64 * 1024 * 1024
/** States kept by `q`; ISO 32000-1 annex C asks readers for 28. */
const mostSaved = 512

/** Follows the operators of a page and of the forms it shows (ISO 32000-2 annex A). */
export class ContentReader {
  readonly file: PlainFile
  readonly text: TextWriter
  readonly painting: Painting
  scanner = new ContentScanner(new Uint8Array(0))
  resources: PdfDict = new Map()
  state: GraphicsState
  #saved: GraphicsState[] = []
  #depth = 0
  #operators = 0
  #octets = 0

  constructor(file: PlainFile, text: TextWriter, painting: Painting, state: GraphicsState) {
    this.file = file
    this.text = text
    this.painting = painting
    this.state = state
  }

  /** Reads one content stream to its end. */
  read(content: Uint8Array, resources: PdfDict): void {
    this.#octets += content.length
    if (this.#octets > mostOctets) notPlain('too much content')
    const outer = { scanner: this.scanner, resources: this.resources, saved: this.#saved }
    this.scanner = new ContentScanner(content)
    this.resources = resources
    this.#saved = []
    for (let key = this.scanner.next(); key !== 0; key = this.scanner.next()) {
      if (++this.#operators > mostOperators) notPlain('too many operators')
      const operator = operators.get(key)
      if (operator === undefined) notPlain('an unknown operator')
      operator(this)
    }
    this.scanner = outer.scanner
    this.resources = outer.resources
    this.#saved = outer.saved
  }

  save(): void {
    if (this.#saved.length >= mostSaved) notPlain('too many saved states')
    this.#saved.push({ ...this.state })
  }

  restore(): void {
    this.state = this.#saved.pop() ?? this.state
  }

  /** What a name stands for in one part of the resources. */
  resource(part: string, name: string): PdfValue {
    const { view } = this.file
    return view.get(view.get(this.resources, part), name)
  }

  font(name: string): PlainFont {
    const dictionary = this.resource('Font', name)
    if (!(dictionary instanceof Map)) return notPlain('a font that is not there')
    const { fonts } = this.file
    let font = fonts.get(dictionary)
    if (font === undefined) {
      font = fontOrNull(this.file, dictionary)
      fonts.set(dictionary, font)
    }
    return font ?? notPlain('a font that is not read directly')
  }

  /** Shows a form: a content stream with its own space and resources (§8.10). */
  showForm(form: PdfStream, placed: Matrix = identity): void {
    const { view } = this.file
    if (form.dict.has('OC')) notPlain('optional content')
    if (this.#depth >= limits.formDepth) notPlain('forms too deep')
    this.#depth++
    const before = this.state
    const matrix = concatenate(concatenate(matrixOf(view, form, 'Matrix'), placed), before.matrix)
    const resources = view.get(form, 'Resources')
    const box = rectangleOf(view, form, 'BBox')
    const clip = box === null ? before.clip : meet(before.clip, mapRectangle(matrix, box))
    this.state = { ...before, matrix, clip }
    this.read(streamOctets(this.file, form), resources instanceof Map ? resources : this.resources)
    this.state = before
    this.#depth--
  }
}

function fontOrNull(file: PlainFile, dictionary: PdfDict): PlainFont | null {
  try {
    return readFont(file, dictionary)
  } catch (cause) {
    if (cause instanceof NotPlain) return null
    throw cause
  }
}

type Operator = (reader: ContentReader) => void

const nothing: Operator = () => {}

/** Every operator by its name (ISO 32000-2, table A.1), but for inline images, which are left to PDFium. */
const operators: ReadonlyMap<number, Operator> = new Map(
  Object.entries<Operator>({
    // Graphics state
    q: (reader) => reader.save(),
    Q: (reader) => reader.restore(),
    cm: (reader) => {
      reader.state.matrix = concatenate(operandMatrix(reader), reader.state.matrix)
    },
    gs: applyStateDictionary,
    ...withoutEffect('w', 'J', 'j', 'M', 'd', 'ri', 'i'),
    // Colour
    g: (reader) => setColour(reader, 'grey', 1),
    rg: (reader) => setColour(reader, 'rgb', 3),
    k: (reader) => setColour(reader, 'cmyk', 4),
    cs: (reader) => {
      const name = reader.scanner.name(0)
      const defined = reader.resource('ColorSpace', name)
      reader.state.fillSpace = colourSpace(reader.file.view, defined ?? Name.of(name))
      reader.state.fill = firstColour(reader.state.fillSpace)
    },
    sc: setComponents,
    scn: setComponents,
    ...withoutEffect('G', 'RG', 'K', 'CS', 'SC', 'SCN'),
    // Paths
    m: (reader) => drawTo(reader, 1),
    l: (reader) => drawTo(reader, 1),
    c: (reader) => drawTo(reader, 3),
    v: (reader) => drawTo(reader, 2),
    y: (reader) => drawTo(reader, 2),
    re: drawRectangle,
    h: nothing,
    S: (reader) => reader.painting.endPath(reader.state, false, true),
    s: (reader) => reader.painting.endPath(reader.state, false, true),
    f: fillPath,
    F: fillPath,
    'f*': fillPath,
    B: fillPath,
    'B*': fillPath,
    b: fillPath,
    'b*': fillPath,
    n: (reader) => reader.painting.endPath(reader.state, false, false),
    W: (reader) => reader.painting.clipNext(),
    'W*': (reader) => reader.painting.clipNext(),
    sh: (reader) => void reader.painting.nextObject(),
    // Text
    BT: (reader) => reader.text.begin(),
    ET: nothing,
    Tc: (reader) => {
      reader.state.characterSpacing = reader.scanner.number(0)
    },
    Tw: (reader) => {
      reader.state.wordSpacing = reader.scanner.number(0)
    },
    Tz: (reader) => {
      reader.state.stretch = reader.scanner.number(0) / 100
    },
    TL: (reader) => {
      reader.state.leading = reader.scanner.number(0)
    },
    Ts: (reader) => {
      reader.state.rise = reader.scanner.number(0)
    },
    Tr: (reader) => {
      reader.state.renderMode = reader.scanner.number(0)
    },
    Tf: (reader) => {
      reader.state.font = reader.font(reader.scanner.name(0))
      reader.state.fontSize = reader.scanner.number(1)
    },
    Td: (reader) => reader.text.moveLine(reader.scanner.number(0), reader.scanner.number(1)),
    TD: (reader) => {
      reader.state.leading = -reader.scanner.number(1)
      reader.text.moveLine(reader.scanner.number(0), reader.scanner.number(1))
    },
    Tm: (reader) => reader.text.setMatrix(operandMatrix(reader)),
    'T*': nextLine,
    Tj: showText,
    TJ: showText,
    "'": (reader) => {
      nextLine(reader)
      showText(reader)
    },
    // Forms, pictures, marks
    Do: showObject,
    BDC: beginMarked,
    ...withoutEffect('BMC', 'EMC', 'MP', 'DP', 'BX', 'EX'),
  }).map(([name, operator]) => [operatorKey(name), operator]),
)

function withoutEffect(...names: string[]): Record<string, Operator> {
  return Object.fromEntries(names.map((name) => [name, nothing]))
}

function operandMatrix({ scanner }: ContentReader): Matrix {
  return {
    a: scanner.number(0),
    b: scanner.number(1),
    c: scanner.number(2),
    d: scanner.number(3),
    e: scanner.number(4),
    f: scanner.number(5),
  }
}

function applyStateDictionary(reader: ContentReader): void {
  const { view } = reader.file
  const dictionary = reader.resource('ExtGState', reader.scanner.name(0))
  if (!(dictionary instanceof Map)) return
  if (dictionary.has('Font')) notPlain('a font set by a state dictionary')
  const alpha = view.get(dictionary, 'ca')
  if (typeof alpha === 'number') reader.state.fillAlpha = Math.min(1, Math.max(0, alpha))
  const mask = view.get(dictionary, 'SMask')
  const blend = view.get(dictionary, 'BM')
  if (mask !== null || blend !== null) {
    const masked = mask !== null && !isName(mask, 'None')
    reader.state.blended = masked || (blend !== null && !isName(blend, 'Normal') && !isName(blend, 'Compatible'))
  }
}

function setColour({ state, scanner }: ContentReader, space: ColourSpace, components: number): void {
  state.fillSpace = space
  state.fill = colourOf(space, operandNumbers(scanner, components))
}

function setComponents({ state, scanner }: ContentReader): void {
  const space = state.fillSpace
  const components = space === 'grey' ? 1 : space === 'rgb' ? 3 : space === 'cmyk' ? 4 : 0
  state.fill = colourOf(space, operandNumbers(scanner, components))
}

function operandNumbers(scanner: ContentScanner, count: number): number[] {
  return Array.from({ length: count }, (_, at) => scanner.number(at))
}

/** Adds the points of a line or curve: the last pairs of operands. */
function drawTo({ painting, state, scanner }: ContentReader, points: number): void {
  for (let at = 0; at < points; at++) painting.point(state.matrix, scanner.number(at * 2), scanner.number(at * 2 + 1))
}

function drawRectangle({ painting, state, scanner }: ContentReader): void {
  const [x, y, width, height] = [scanner.number(0), scanner.number(1), scanner.number(2), scanner.number(3)]
  painting.point(state.matrix, x, y)
  painting.point(state.matrix, x + width, y)
  painting.point(state.matrix, x + width, y + height)
  painting.point(state.matrix, x, y + height)
  painting.point(state.matrix, x, y)
}

function fillPath(reader: ContentReader): void {
  reader.painting.endPath(reader.state, true, true)
}

function nextLine({ text, state }: ContentReader): void {
  text.moveLine(0, -state.leading)
}

function showText({ text, scanner, state, painting }: ContentReader): void {
  text.show(scanner, state, painting.nextObject())
}

function showObject(reader: ContentReader): void {
  const { painting, state, scanner } = reader
  const { view } = reader.file
  const object = reader.resource('XObject', scanner.name(0))
  if (!(object instanceof PdfStream)) return
  const subtype = view.get(object, 'Subtype')
  if (isName(subtype, 'Image')) painting.image(state, !object.dict.has('SMask') && !object.dict.has('Mask'))
  else if (isName(subtype, 'Form')) {
    painting.nextObject()
    reader.showForm(object)
  } else notPlain('an object of another kind')
}

/** Optional content and text that stands for other text are PDFium's to judge (§14.6, §8.11, §14.9.4). */
function beginMarked(reader: ContentReader): void {
  const { scanner } = reader
  if (scanner.name(0) === 'OC') notPlain('optional content')
  const properties = scanner.value(1) ?? reader.resource('Properties', scanner.name(1))
  if (properties instanceof Map && properties.has('ActualText')) notPlain('text that stands for other text')
}
