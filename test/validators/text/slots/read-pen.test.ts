import { describe, expect, test } from 'vitest'
import { pennedDigit } from '../../../../bench/slots/penned-digits.ts'
import type { Random } from '../../../../bench/slots/random.ts'
import { readPen } from '../../../../validators/text/slots/read-pen.ts'

/** A repeatable stream that the reader was not trained on. */
function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Digits side by side, that many pixels of white between them; below none they run into one another. */
function written(digits: string, random: Random, white: number): { points: Int32Array }[] {
  let edge = 0
  return [...digits].map((digit) => {
    const points = pennedDigit(Number(digit), random)
    const xs = points.filter((_, index) => index % 2 === 0)
    const shift = edge - Math.min(...xs)
    edge = shift + Math.max(...xs) + white
    return { points: points.map((value, index) => (index % 2 === 0 ? value + shift : value)) }
  })
}

function shareRead(white: number): number {
  const random = seeded(7)
  const numbers = Array.from({ length: 60 }, (_, index) => String(100 + ((index * 379) % 900)))
  const right = numbers.filter((digits) => readPen('number', written(digits, random, white))?.text === digits)
  return right.length / numbers.length
}

describe('digits in ink', () => {
  test('most numbers of three drawn digits are proposed rightly, with a confidence that is no certainty', () => {
    expect(shareRead(6)).toBeGreaterThan(0.7)
    const proposal = readPen('number', written('896', seeded(3), 6))
    expect(proposal?.confidence).toBeGreaterThan(0)
    expect(proposal?.confidence).toBeLessThan(1)
  })

  test('digits that run into one another are parted', () => {
    const joined = written('27', seeded(11), -3).flatMap(({ points }) => [...points])
    expect(readPen('day', [{ points: Int32Array.from(joined) }])?.text).toHaveLength(2)
  })

  test('no day beyond 31 and no month beyond 12 is proposed, whatever the ink looks like', () => {
    const random = seeded(5)
    for (let index = 0; index < 30; index++) {
      const day = readPen('day', written('98', random, 6))
      const month = readPen('month', written('77', random, 6))
      if (day) expect(Number(day.text)).toBeLessThanOrEqual(31)
      if (month) expect(Number(month.text)).toBeLessThanOrEqual(12)
    }
  })

  test('nothing and a speck give nothing', () => {
    expect(readPen('number', [])).toBeNull()
    expect(readPen('number', [{ points: Int32Array.from([4, 4, 5, 4]) }])).toBeNull()
  })

  test('a long scribble is given up within its bounds', () => {
    const random = seeded(2)
    const scribble = Array.from({ length: 4000 }, () => Math.floor(random() * 900))
    const proposal = readPen('number', [{ points: Int32Array.from(scribble) }])
    expect(proposal === null || proposal.text.length <= 5).toBe(true)
  })
})
