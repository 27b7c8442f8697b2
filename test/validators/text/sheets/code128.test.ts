/** Code 128 by the standard: what is written is read, either way round, and nothing is read where nothing was written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code128Bars, readCode128 } from '../../../../validators/text/sheets/code128.ts'

const quiet = 12
const printed = (bars: readonly number[], scale = 3) => [quiet, ...bars, quiet].map((modules) => modules * scale)
const texts = fc.string({
  unit: fc.constantFrom(...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))),
  minLength: 1,
  maxLength: 40,
})

describe('Code 128', () => {
  it('has the bars of the standard for a known text', () => {
    // Start B, P, checksum (104 + 48) mod 103 = 49, stop (ISO/IEC 15417, table 1).
    expect(code128Bars('P').join('')).toBe(`${'211214'}${'313121'}${'211331'}${'2331112'}`)
  })

  it('has symbols of eleven modules, no two alike, each with an even number of dark ones', () => {
    const letters = Array.from({ length: 95 }, (_, at) => checksumBars(at))
    expect(new Set(letters).size).toBe(95)
    for (const bars of letters) {
      const widths = [...bars].map(Number)
      expect(widths.reduce((sum, width) => sum + width)).toBe(11)
      expect(widths.filter((_, at) => at % 2 === 0).reduce((sum, width) => sum + width) % 2).toBe(0)
    }
  })

  it('is read as it was written, also upside down', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(readCode128(printed(code128Bars(text)))).toBe(text)
        expect(readCode128(printed(code128Bars(text)).toReversed())).toBe(text)
      }),
    )
  })

  it('is read though every edge is off by up to a third of a module', () => {
    const offs = fc.array(fc.double({ min: -0.16, max: 0.16, noNaN: true }), { minLength: 300, maxLength: 300 })
    fc.assert(
      fc.property(texts, offs, (text, off) => {
        const runs = [quiet, ...code128Bars(text), quiet].map(
          (modules, index) => 4 * (modules + (off[index] as number) - (off[index + 1] as number)),
        )
        expect(readCode128(runs)).toBe(text)
      }),
    )
  })

  it('reads digits packed in pairs and the shift between sets', () => {
    // Start C, 12, 34, Code B, "a", then the checksum: as other printers write it.
    const values = [105, 12, 34, 100, 65]
    const sum = values.reduce((total, value, index) => total + value * Math.max(1, index), 0) % 103
    const bars = [...values, sum, 106].flatMap((value) => barsOf(value))
    expect(readCode128(printed(bars))).toBe('1234a')
  })

  it('refuses a code with one symbol changed', () => {
    const bars = [...code128Bars('CONGBAO')]
    bars.splice(12, 6, ...barsOf(1))
    expect(readCode128(printed(bars))).toBeNull()
  })

  it('finds nothing in noise, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 400 }), (runs) => {
        expect(readCode128(runs)).toBeNull()
      }),
    )
  })
})

/** The bars of one symbol, taken from a text that holds it: "start B, x" puts it second. */
function barsOf(value: number): number[] {
  const known: Readonly<Record<number, string>> = {
    1: '222122',
    12: '112232',
    34: '131123',
    65: '121124',
    100: '114131',
    105: '211232',
    106: '2331112',
  }
  const widths = known[value] ?? checksumBars(value)
  return [...widths].map(Number)
}

function checksumBars(value: number): string {
  // Any symbol below 95 is a character of set B.
  return code128Bars(String.fromCharCode(32 + value))
    .slice(6, 12)
    .join('')
}
