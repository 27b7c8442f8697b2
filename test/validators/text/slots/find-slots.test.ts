import { describe, expect, test } from 'vitest'
import type { FoundWord } from '../../../../validators/text/ocr/engine.ts'
import { findSlots, type SlotFinding } from '../../../../validators/text/slots/find-slots.ts'
import type { ReadLine } from '../../../../validators/text/slots/read-again.ts'
import { type Piece, penned, type Scan, scanOf } from './heading.ts'

const label: Piece = { typed: 'So:', read: 'Số:', x: 90, y: 120 }
const symbol: Piece = { typed: '/QD-UBND', read: '/QĐ-UBND', x: 150, y: 120 }
const typedNumber: Piece = { typed: '2249', read: '2249', x: 120, y: 120 }
const inkNumber: Piece = { ink: penned('2249'), width: 30, read: '222', x: 117, y: 120 }

const italic = { font: 'italic', y: 122 } as const
const place: Piece = { ...italic, typed: 'Lang Son,', read: 'Lạng Sơn,', x: 300 }
const dated = (day: Partial<Piece>, month: Partial<Piece> = { typed: '9' }): Piece[] => [
  place,
  { ...italic, typed: 'ngày', read: 'ngày', x: 353 },
  { ...italic, x: 381, read: day.typed ?? null, ...day },
  { ...italic, typed: 'tháng', read: 'tháng', x: 400 },
  { ...italic, x: 434, read: month.typed ?? null, ...month },
  { ...italic, typed: 'nam', read: 'năm', x: 452 },
  { ...italic, typed: '2009', read: '2009', x: 480 },
]

/** An engine that reads nothing of a single line, as one does that was given up. */
const blind: ReadLine = async () => null

async function find(scan: Scan, readLine: ReadLine = blind): Promise<SlotFinding & { text: string }> {
  const toPoints = (box: FoundWord['box']) => box
  const found = await findSlots(scan.words, scan.raster, scan.grey, toPoints, readLine)
  const order = [...found.kept].sort((a, b) => a.line.localeCompare(b.line) || a.box[0] - b.box[0])
  return { ...found, text: order.map((word) => word.text).join(' ') }
}

const kindsOf = ({ slots }: SlotFinding) => slots.map((slot) => slot.kind)

describe('print', () => {
  test('a typed number and date are kept, and no line is read twice', async () => {
    let again = 0
    const found = await find(await scanOf([label, typedNumber, symbol, ...dated({ typed: '14' })]), async () => {
      again++
      return null
    })
    expect(found.text).toBe('Số: 2249 /QĐ-UBND Lạng Sơn, ngày 14 tháng 9 năm 2009')
    expect(found.slots).toEqual([])
    expect(again).toBe(0)
  })

  test('letters that an engine took typed digits for are digits again', async () => {
    const found = await find(await scanOf(dated({ typed: '15', read: 'IŠ' }, { typed: '10', read: '1Ô' })))
    expect(found.text).toContain('ngày 15 tháng 10 năm 2009')
    expect(found.slots).toEqual([])
  })

  test('a word whose box reaches over the next ones keeps its place before them', async () => {
    const pieces = dated({ typed: '14' }).map((piece) => (piece.read === 'ngày' ? { ...piece, width: 75 } : piece))
    expect((await find(await scanOf(pieces))).text).toContain('ngày 14 tháng 9 năm 2009')
  })

  test('typed digits that an engine read as others are not accepted on either word', async () => {
    const found = await find(await scanOf(dated({ typed: '15', read: '16' })))
    expect(found.text).toBe('Lạng Sơn, ngày tháng 9 năm 2009')
    expect(kindsOf(found)).toEqual(['day'])
  })

  test('the frame of a stamp through the number does not make ink of it', async () => {
    const struck = await scanOf(
      [label, typedNumber, symbol],
      [
        [60, 113, 250, 114],
        [60, 113, 60, 160],
      ],
    )
    const found = await find(struck)
    expect(found.text).toBe('Số: 2249 /QĐ-UBND')
    expect(found.slots).toEqual([])
  })
})

describe('under stamps', () => {
  const beside: Piece = { ...label, x: 101 }
  /** Letters of a stamp across the typed number, as those of an arrival stamp are. */
  const over = (colour: Piece['colour']): Piece => ({
    typed: 'CONG VAN',
    font: 'sans',
    colour,
    read: null,
    x: 112,
    y: 123,
  })

  test.each([
    ['blue', [0.45, 0.5, 0.85]],
    ['violet', [0.65, 0.4, 0.8]],
    ['red', [0.9, 0.4, 0.4]],
  ] as const)('%s ink is told from black print below it', async (_, colour) => {
    const found = await find(await scanOf([over(colour), beside, typedNumber, symbol]))
    expect(found.text).toBe('Số: 2249 /QĐ-UBND')
    expect(found.slots).toEqual([])
  })

  test('pale ink is told from black print where a scan has no colours', async () => {
    const found = await find(await scanOf([over([0.62, 0.62, 0.62]), beside, typedNumber, symbol]))
    expect(found.text).toBe('Số: 2249 /QĐ-UBND')
  })

  test('digits in blue ink behind a typed one do not leave that for the number', async () => {
    const begun: Piece = { ...typedNumber, typed: '2', read: '2' }
    const rest: Piece = { ink: penned('49'), colour: [0.2, 0.25, 0.8], width: 15, read: null, x: 129, y: 120 }
    const found = await find(await scanOf([beside, begun, rest, symbol]))
    expect(found.text).toBe('Số: /QĐ-UBND')
    expect(kindsOf(found)).toEqual(['number'])
  })

  test('a number that was lost among the letters of a stamp is found by its feet', async () => {
    const lost = [label, typedNumber, symbol].map((piece) => ({ ...piece, read: null }))
    const letters: Piece = { typed: 'CONG VAN DEN', font: 'sans', read: 'CÔNG', x: 70, y: 133 }
    const scan = await scanOf([...lost, letters, ...dated({ typed: '14' })], [[60, 121.5, 200, 122]])
    const scale = scan.raster.dots / 72
    const again: ReadLine = async ({ height, width, dots }) => {
      // Only a picture of the line alone is read; it begins 3.2 digits before the first capital.
      if (height > 30 * scale || width > 200 * scale) return null
      const at = (x: number) => (x - 62.4) * scale + 0.07 * dots
      return ['Số:', '2249', '/QĐ-UBND'].map((text, index) => {
        const [from = 0, to = 0] =
          [
            [90, 106],
            [120, 146],
            [150, 213.6],
          ][index] ?? []
        return { text, confidence: 0.9, box: [at(from), 15, at(to), height - 15], line: '1' }
      })
    }
    expect((await find(scan, again)).text).toContain('Số: 2249 /QĐ-UBND')
  })
})

describe('ink', () => {
  test('digits of a number in ink go; its symbol stays; the slot is where they are', async () => {
    const scan = await scanOf([label, inkNumber, symbol])
    const found = await find(scan)
    expect(found.text).toBe('Số: /QĐ-UBND')
    const box = found.slots[0]?.box ?? [0, 0, 0, 0]
    const scale = scan.raster.dots / 72
    expect(kindsOf(found)).toEqual(['number'])
    expect(box[0]).toBeLessThan(120 * scale)
    expect(box[2]).toBeGreaterThan(145 * scale)
    expect(box[2]).toBeLessThan(156 * scale)
  })

  test('digits in ink are not accepted though the engine reads them right and is sure of it', async () => {
    const right = { ...inkNumber, read: '2249', confidence: 0.99 }
    const found = await find(
      await scanOf([label, right, symbol, ...dated({ ink: penned('14'), read: '14', width: 15 })]),
    )
    expect(found.text).toBe('Số: /QĐ-UBND Lạng Sơn, ngày tháng 9 năm 2009')
    expect(kindsOf(found)).toEqual(['number', 'day'])
  })

  test('nor are those of a numbering machine, which nobody typed', async () => {
    const stamped: Piece = { ...typedNumber, font: 'sans', raised: -1.5 }
    expect(kindsOf(await find(await scanOf([label, stamped, symbol])))).toEqual(['number'])
  })

  test('nor digits of the right shape in another colour than the line', async () => {
    const blue: Piece = { ...typedNumber, colour: [0.15, 0.2, 0.75] }
    expect(kindsOf(await find(await scanOf([label, blue, symbol])))).toEqual(['number'])
  })

  test('a digit in ink before typed ones is not overlooked though the engine did not see it', async () => {
    const before: Piece = { ink: penned('1'), width: 6, read: null, x: 112, y: 120 }
    const found = await find(
      await scanOf([label, before, { ...typedNumber, typed: '249', read: '249', x: 124 }, symbol]),
    )
    expect(kindsOf(found)).toEqual(['number'])
    expect(found.text).toBe('Số: /QĐ-UBND')
  })

  test('a month in ink leaves the typed day and year', async () => {
    const found = await find(await scanOf(dated({ typed: '14' }, { ink: penned('9'), read: 'q', width: 7 })))
    expect(found.text).toBe('Lạng Sơn, ngày 14 tháng năm 2009')
    expect(kindsOf(found)).toEqual(['month'])
  })
})

describe('blanks', () => {
  test('a slot nobody filled in is one, with nothing proposed', async () => {
    const found = await find(await scanOf([label, symbol, ...dated({})]))
    expect(found.text).toBe('Số: /QĐ-UBND Lạng Sơn, ngày tháng 9 năm 2009')
    expect(found.slots.map(({ kind, proposal }) => [kind, proposal])).toEqual([
      ['number', null],
      ['day', null],
    ])
  })

  test('dots to write on are no digits, even where an engine reads some into them', async () => {
    const dots: Piece = { typed: '........', read: '1...', x: 117, y: 120 }
    const found = await find(await scanOf([label, dots, symbol]))
    expect(found.text).toBe('Số: /QĐ-UBND')
    expect(found.slots.map(({ kind, proposal }) => [kind, proposal])).toEqual([['number', null]])
  })
})

describe('reading again', () => {
  test('what is left without the ink is taken where it is read better, labels put right', async () => {
    const damaged: Piece[] = [{ ...label, read: 'Só' }, inkNumber, { ...symbol, read: '/QD-UBNÐ', confidence: 0.4 }]
    const again: ReadLine = async ({ width, height }) => [
      { text: 'Số:', confidence: 0.9, box: [20, 20, 90, height - 30], line: '1' },
      { text: '/QĐ-UBND', confidence: 0.9, box: [260, 20, width - 20, height - 30], line: '1' },
    ]
    expect((await find(await scanOf(damaged), again)).text).toBe('Số: /QĐ-UBND')
  })

  test('a number that was lost but for its symbol is found again', async () => {
    const lost: Piece[] = [{ ...label, read: null }, { ...typedNumber, read: null }, symbol]
    const scan = await scanOf(lost)
    const scale = scan.raster.dots / 72
    let seen = 0
    const again: ReadLine = async ({ width, dots }) => {
      seen = width
      const left = width - (0.5 * 595 * dots) / 72 - 2 * Math.round(0.07 * dots)
      const at = (x: number) => Math.round((x - 90) * scale + Math.max(0, left) + 0.07 * dots)
      return [{ text: 'Số:', confidence: 0.9, box: [at(90), 20, at(106), 60], line: '1' }]
    }
    await find(scan, again)
    expect(seen).toBeGreaterThan(100 * scale)
  })

  test('an engine that fails leaves what was read before', async () => {
    const failing: ReadLine = async () => null
    expect((await find(await scanOf([label, inkNumber, symbol]), failing)).text).toBe('Số: /QĐ-UBND')
  })
})
