import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compose, describeText } from './compose.ts'

/** What scanning makes of a letter, a figure, a space. No figure becomes another figure or is lost: that nobody can see. */
const mistaken: Readonly<Record<string, readonly string[]>> = {
  '0': ['O', 'o', 'Q'],
  '1': ['l', 'I', ']', '|', '!'],
  '2': ['Z', '?'],
  '5': ['S', 's'],
  '8': ['B', '&'],
  ' ': ['', '  ', '\n', ' . ', ' , '],
  '/': ['l', '|', ' '],
  ó: ['o', 'ỏ', 'ò'],
  ự: ['ụ', 'ư', 'u'],
  ệ: ['ê', 'e', 'ẹ'],
  ể: ['ê', 'ế'],
  ị: ['i', 'ỉ'],
  à: ['a', 'á', 'ả'],
  ý: ['y', 'ỷ'],
  h: ['b', 'li'],
  n: ['r', 'm', 'ri'],
  t: ['l', 'f'],
  l: ['1', 'I'],
  y: ['v'],
  c: ['e', ''],
  u: ['ii'],
  g: ['q'],
}

const clauses = [
  ['Quyết định này có hiệu lực thi hành kể từ ngày 10 tháng 11 năm 2010.', '2010-11-10'],
  ['Quyết định này có hiệu lực từ ngày 20/12/2010, thay thế Quyết định số 2/2009/QĐ-UBND.', '2010-12-20'],
  ['Quyết định này có hiệu lực sau 15 ngày kể từ ngày ký ban hành.', '2010-11-09'],
  ['Quyết định này có hiệu lực từ ngày 15-11-2010 đến hết ngày 31-12-2011.', '2010-11-15'],
  ['Kể từ ngày 01 tháng 12 năm 2010, Quyết định này có hiệu lực thi hành.', '2010-12-01'],
] as const

const act = (clause: string, ending: string) =>
  compose({
    number: 'Số: 40/2010/QĐ-UBND',
    dated: 'Lạng Sơn, ngày 25 tháng 10 năm 2010',
    body: ['Căn cứ Luật Đất đai;', 'Điều 1. Ban hành Quy chế.', ...`Điều 2. ${clause}`.split('\n'), ending],
  })
const endings = [
  'Điều 3. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này.',
  'Điều 3. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.',
]
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('of a damaged clause the right day is read or none: no other clause and no rule of law takes its place', () => {
  const blow = fc.record({ where: place, which: fc.nat(4) })
  fc.assert(
    fc.property(
      fc.constantFrom(...clauses),
      fc.constantFrom(...endings),
      fc.array(blow, { minLength: 1, maxLength: 4 }),
      ([clause, on], ending, blows) => {
        const letters = [...clause]
        for (const { where, which } of blows) {
          const at = Math.floor(where * letters.length)
          const like = mistaken[(letters[at] ?? '').toLowerCase()]
          if (like) letters[at] = like[which % like.length] ?? ''
        }
        expect([on, null]).toContain(describeText(act(letters.join(''), ending)).metadata.effectiveOn)
      },
    ),
    { numRuns: 600 },
  )
})

test('a text cut short, with lines doubled or spaces lost, gives the right day or none', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...clauses),
      fc.constantFrom('cut', 'double', 'glue'),
      fc.array(place, { minLength: 1, maxLength: 6 }),
      ([clause, on], how, places) => {
        const text = act(clause, endings[0] ?? '')
        const lines = text.split('\n')
        const changed =
          how === 'cut'
            ? text.slice(0, Math.floor((places[0] ?? 0) * text.length))
            : how === 'double'
              ? lines
                  .flatMap((line, at) =>
                    places.some((p) => Math.floor(p * lines.length) === at) ? [line, line] : [line],
                  )
                  .join('\n')
              : places.reduce((left, p) => {
                  const at = left.indexOf(' ', Math.floor(p * left.length))
                  return at < 0 ? left : left.slice(0, at) + left.slice(at + 1)
                }, text)
        expect([on, null]).toContain(describeText(changed).metadata.effectiveOn)
      },
    ),
    { numRuns: 300 },
  )
})

test.each([
  'Quyết định này có hiệu~ Iực từ ngày 15-11-2010.',
  'Quyết đinh  ày có hiệu lựe từ ngày 15-11-2010.',
  'Quyết định này có hiệu lực thi liành kẻ từ ngày 1O tháng 11 năm 2010.',
  'Quyết định này oóhiệu lực sau |5 ngày kể từ ngày ký ban hành.',
])('“%s”: the day of signing, on which the offices begin, is not taken for it', (clause) => {
  expect(describeText(act(clause, endings[1] ?? '')).metadata.effectiveOn).not.toBe('2010-10-25')
  expect(describeText(act(clause, endings[0] ?? '')).metadata.effectiveOn).not.toBe('2010-11-04')
})

test('where an act speaks of effect only as a moment, its silence is silence', () => {
  const body = 'Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì theo quy định đã hết hiệu lực.'
  expect(describeText(act(body, endings[1] ?? '')).metadata.effectiveOn).toBe('2010-10-25')
  expect(describeText(act(body, endings[0] ?? '')).metadata.effectiveOn).toBe('2010-11-04')
})
