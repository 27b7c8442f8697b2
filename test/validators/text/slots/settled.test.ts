import { describe, expect, test } from 'vitest'
import { toLine } from '../../../../validators/text/slots/heading-line.ts'
import type { JudgedLine, JudgedPlace } from '../../../../validators/text/slots/judge-slots.ts'
import { placeOfNumber } from '../../../../validators/text/slots/places.ts'
import { Settled } from '../../../../validators/text/slots/settled.ts'

/** One reading of the number's line: what the engine read, whether the shapes say so too, and whether that is sure. */
function reading(read: string, says: Partial<Pick<JudgedPlace, 'agreed' | 'sure'>> = {}): JudgedLine {
  const words = [`Số: ${read}/QĐ-UBND`].map((text) => ({
    text,
    confidence: 0.5,
    box: [0, 0, 90, 9] as const,
    line: '1',
  }))
  const line = toLine(words)
  const slots = placeOfNumber(line.text)
  if (!slots) throw new Error('no number')
  const area = { x0: 0, y0: 0, x1: 9, y1: 9 }
  const place = { kind: 'number', start: 0, end: 0, read, agreed: null, sure: false, confidence: 0.9, glyphs: [], area }
  return { line, slots, measure: null, cut: false, confidence: 0.5, places: [{ ...place, kind: 'number', ...says }] }
}

function settledBy(...readings: JudgedLine[]): string | null {
  const settled = new Settled()
  for (const each of readings) settled.hear(each)
  return settled.typed.get('number')?.text ?? null
}

function openIn(...readings: [JudgedLine, ...JudgedLine[]]): string[] {
  const settled = new Settled()
  for (const each of readings) settled.hear(each)
  return settled.openIn(readings[0]).map(({ kind }) => kind)
}

describe('digits of a line read several times', () => {
  test('are settled by one reading that is sure of shapes and engine', () => {
    expect(settledBy(reading('153', { agreed: '153', sure: true }))).toBe('153')
  })

  test('are settled by two readings of the engine where the shapes of one bear them out', () => {
    expect(settledBy(reading('153', { agreed: '153' }), reading('153'))).toBe('153')
  })

  test('are not settled by the engine alone, however often it reads them', () => {
    expect(settledBy(reading('153'), reading('153'), reading('153'))).toBeNull()
  })

  test('are not settled by one line looked at in two pictures', () => {
    const once = reading('153', { agreed: '153' })
    expect(settledBy(once, once)).toBeNull()
  })

  test('are not settled while the symbol behind them was read but in part', () => {
    const whole = { ...reading('153', { agreed: '153', sure: true }), cut: true }
    expect(openIn(whole)).toEqual(['number'])
    expect(openIn({ ...whole, cut: false }, { ...whole, cut: false, line: { ...whole.line } })).toEqual([])
  })

  test('are not settled where two readings bear out different digits', () => {
    expect(settledBy(reading('153', { agreed: '153' }), reading('158', { agreed: '158', sure: true }))).toBeNull()
  })
})
