import { degrees, PDFName, PDFOperator, PDFOperatorNames, type PDFPage, PDFString, rgb, StandardFonts } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import type { Box } from '../../../../validators/text/read-document.ts'
import { drawnPdf, write } from '../pdf-fixture.ts'
import { readByPdfium, readDirectly, textsOf, wordsOf } from './two-readers.ts'

/** The area two boxes share, as a part of the area both cover. */
function sharedArea(a: Box | null, b: Box | null | undefined): number {
  if (!a || !b) return 0
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  const shared = Math.max(0, width) * Math.max(0, height)
  return shared / (areaOf(a) + areaOf(b) - shared)
}

const areaOf = (box: Box) => (box[2] - box[0]) * (box[3] - box[1])

type Draw = Parameters<typeof drawnPdf>[0]

const heading: Draw = (page, font) => {
  write(page, font, 'ỦY BAN NHÂN DÂN', 90, 80)
  write(page, font, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 250, 80)
  write(page, font, 'Số: 40/2024/QĐ-UBND', 90, 120)
  write(page, font, 'Lạng Sơn, ngày 28 tháng 10 năm 2024', 280, 120)
}

function operator(page: PDFPage, name: string, ...operands: string[]): void {
  page.pushOperators(
    PDFOperator.of(name as PDFOperatorNames, operands.map((operand) => PDFString.of(operand)) as never),
  )
}

/** A form annotation of our own drawing over `rectangle`, with the given content. */
function annotate(page: PDFPage, subtype: string, rectangle: number[], content: string, flags = 4): void {
  const { context } = page.doc
  const form = context.stream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 100, 20],
    Resources: page.node.Resources()?.clone() ?? {},
  })
  const annotation = context.obj({ Type: 'Annot', Subtype: subtype, Rect: rectangle, F: flags })
  annotation.set(PDFName.of('AP'), context.obj({ N: context.register(form) }))
  page.node.addAnnot(context.register(annotation))
}

describe('a page is read as PDFium reads it', () => {
  const pages: Record<string, Draw> = {
    'a heading': heading,
    'larger, smaller and coloured text': (page, font) => {
      write(page, font, 'QUYẾT ĐỊNH', 200, 100, 20)
      page.drawText('Điều 1. Phạm vi điều chỉnh', { x: 90, y: 600, size: 9, font, color: rgb(0.1, 0.2, 0.9) })
    },
    'a page that is turned': (page, font, pdf) => {
      heading(page, font, pdf)
      page.setRotation(degrees(180))
    },
    'text along the side of a page that is turned': (page, font) => {
      page.setRotation(degrees(90))
      page.drawText('Quyết định này có hiệu lực', { x: 100, y: 100, size: 13, font, rotate: degrees(90) })
    },
    'a page cut to a smaller box': (page, font, pdf) => {
      heading(page, font, pdf)
      page.setCropBox(50, 300, 500, 500)
    },
    'white, covered, invisible and far-off text': (page, font) => {
      write(page, font, 'Điều khoản nhìn thấy', 100, 100)
      page.drawText('trắng', { x: 100, y: 600, size: 13, font, color: rgb(1, 1, 1) })
      write(page, font, 'ngoài', 900, 100)
      write(page, font, 'che', 100, 300)
      page.drawRectangle({ x: 90, y: 530, width: 60, height: 30, color: rgb(1, 1, 1) })
    },
    'a number in a stamp': (page, font, pdf) => {
      heading(page, font, pdf)
      page.drawRectangle({ x: 100, y: 100, width: 200, height: 60, borderColor: rgb(1, 0, 0), borderWidth: 2 })
    },
    'letters twice over, to make them bold': (page, font) => {
      write(page, font, 'CHỦ TỊCH', 300, 500)
      write(page, font, 'CHỦ TỊCH', 300.3, 500)
    },
    'an empty page': () => {},
    'a page with a frame only': (page) => page.drawRectangle({ x: 20, y: 20, width: 500, height: 800, borderWidth: 1 }),
  }
  test.each(Object.entries(pages))('%s', async (_, draw) => {
    const file = await drawnPdf(draw)
    const [direct] = readDirectly(file) ?? []
    const [byPdfium] = await readByPdfium(file)
    expect(direct && textsOf(direct)).toEqual(byPdfium && textsOf(byPdfium))
    expect(direct?.remarks).toEqual(byPdfium?.remarks)
    expect(direct?.layer).toBe(byPdfium?.layer)
    expect(direct?.page.width).toBeCloseTo(byPdfium?.page.width ?? 0, 1)
    expect(direct?.page.height).toBeCloseTo(byPdfium?.page.height ?? 0, 1)
    const boxes = byPdfium ? wordsOf(byPdfium).map((word) => word.box) : []
    // PDFium takes the font's box from its program, we from the descriptor: the heights differ a little.
    for (const [index, word] of (direct ? wordsOf(direct) : []).entries())
      expect(sharedArea(word.box, boxes[index])).toBeGreaterThan(0.6)
  })
})

describe('what the office put on later is read where it stands', () => {
  test('a number filled in as an annotation', async () => {
    const file = await drawnPdf((page, font) => {
      write(page, font, 'Số:', 90, 120)
      write(page, font, '/QĐ-UBND', 145, 120)
      page.drawText(' ', { font, size: 1 })
      const [name] = page.node.normalizedEntries().Font?.keys() ?? []
      const glyphs = font.encodeText('2428')
      annotate(page, 'Stamp', [113, 717, 213, 737], `BT ${name} 13 Tf 0 5 Td ${glyphs} Tj ET`)
    })
    const [direct] = readDirectly(file) ?? []
    expect(direct && textsOf(direct)).toEqual([['Số: 2428 /QĐ-UBND']])
    expect(direct && textsOf(direct)).toEqual((await readByPdfium(file)).map(textsOf)[0])
  })

  test('an annotation that is hidden is not', async () => {
    const file = await drawnPdf((page, font) => {
      write(page, font, 'Số:', 90, 120)
      const [name] = page.node.normalizedEntries().Font?.keys() ?? []
      annotate(page, 'Stamp', [113, 717, 213, 737], `BT ${name} 13 Tf 0 5 Td ${font.encodeText('2428')} Tj ET`, 2)
    })
    const [direct] = readDirectly(file) ?? []
    expect(direct && textsOf(direct)).toEqual([['Số:']])
  })
})

/** Clips what `draw` draws to a rectangle. */
function clipped(rectangle: number[], draw: Draw): Draw {
  return (page, font, pdf) => {
    const corners = rectangle.map((edge) => pdf.context.obj(edge)) as never
    page.pushOperators(
      PDFOperator.of(PDFOperatorNames.PushGraphicsState),
      PDFOperator.of(PDFOperatorNames.AppendRectangle, corners),
      PDFOperator.of(PDFOperatorNames.ClipNonZero),
      PDFOperator.of(PDFOperatorNames.EndPath),
    )
    draw(page, font, pdf)
    page.pushOperators(PDFOperator.of(PDFOperatorNames.PopGraphicsState))
    write(page, font, 'Điều 2. Nhìn thấy', 90, 200)
  }
}

test.each([
  ['outside a clip is hidden', [300, 300, 10, 10], 'Điều 2. Nhìn thấy', ['HIDDEN_TEXT']],
  ['within a clip is seen', [80, 715, 200, 20], 'Điều 1. Cắt\nĐiều 2. Nhìn thấy', []],
  ['that a clip only touches is seen', [80, 715, 20, 20], 'Điều 1. Cắt\nĐiều 2. Nhìn thấy', []],
])('text %s', async (_, rectangle, body, remarks) => {
  const [direct] =
    readDirectly(await drawnPdf(clipped(rectangle, (page, font) => write(page, font, 'Điều 1. Cắt', 90, 120)))) ?? []
  expect(direct?.page.lines.map((line) => line.segments.map(({ text }) => text).join(' ')).join('\n')).toBe(body)
  expect(direct?.remarks).toEqual(remarks)
})

/** Draws text within marked content of a tag and its properties. */
function marked(tag: string, properties: Record<string, string>): Draw {
  return (page, font, pdf) => {
    const operands = [PDFName.of(tag), pdf.context.obj(properties)]
    page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, operands as never))
    write(page, font, 'Số: 40', 90, 120)
    page.pushOperators(PDFOperator.of(PDFOperatorNames.EndMarkedContent))
  }
}

test('marks that only say what text is are no hindrance', async () => {
  const [direct] = readDirectly(await drawnPdf(marked('P', { Lang: 'vi' }))) ?? []
  expect(direct && textsOf(direct)).toEqual([['Số: 40']])
})

describe('a page is left to PDFium', () => {
  const pages: Record<string, Draw> = {
    'with a font that states no widths': (page, _, pdf) => {
      page.drawText('So: 40', { x: 90, y: 700, size: 13, font: pdf.embedStandardFont(StandardFonts.Helvetica) })
    },
    'with text that stands for other text': marked('Span', { ActualText: 'x' }),
    'with optional content': marked('OC', {}),
    'with a shape in a colour of its own space, which may hide text': (page, font, pdf) => {
      write(page, font, 'Số: 40', 90, 120)
      const space = pdf.context.obj(['Separation', 'Spot', 'DeviceRGB', 1])
      page.node.Resources()?.set(PDFName.of('ColorSpace'), pdf.context.obj({ Spot: space }))
      page.pushOperators(PDFOperator.of('cs' as PDFOperatorNames, [PDFName.of('Spot')]))
      page.pushOperators(
        PDFOperator.of(
          're' as PDFOperatorNames,
          [90, 710, 60, 30].map((edge) => pdf.context.obj(edge)),
        ),
      )
      page.pushOperators(PDFOperator.of('f' as PDFOperatorNames))
    },
    'with an inline picture': (page) => operator(page, 'BI'),
    'with an operator nobody knows': (page) => operator(page, 'Xx', 'a'),
    'with an operator that lacks its operands': (page) => operator(page, 'cm'),
    'with mirrored text': (page, font) => page.drawText('Số: 40', { x: 90, y: 700, size: -13, font }),
    'with a unit of its own': (page, font, pdf) => {
      heading(page, font, pdf)
      page.node.set(PDFName.of('UserUnit'), pdf.context.obj(2))
    },
  }
  test.each(Object.entries(pages))('%s', async (_, draw) => {
    expect(readDirectly(await drawnPdf(draw))).toEqual([null])
  })

  test('whose font map misses a letter that is shown', async () => {
    const file = await drawnPdf(heading)
    const text = Buffer.from(file).toString('latin1')
    expect(readDirectly(file)).not.toEqual([null])
    expect(text).toContain('/ToUnicode')
    expect(readDirectly(Buffer.from(text.replace('/ToUnicode', '/ToUnicodX'), 'latin1'))).toEqual([null])
  })
})

test('a file whose page tree does not add up, or that is damaged, is left to PDFium whole', async () => {
  const text = Buffer.from(await drawnPdf(heading, 2)).toString('latin1')
  expect(readDirectly(Buffer.from(text, 'latin1'))).toHaveLength(2)
  expect(readDirectly(Buffer.from(text.replace('/Count 2', '/Count 3'), 'latin1'))).toBeNull()
  expect(readDirectly(Buffer.from(text.slice(0, text.length >> 1), 'latin1'))).toBeNull()
})
