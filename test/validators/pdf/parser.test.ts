import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dictOf, Name, PdfString, type PdfValue, Ref } from '../../../validators/pdf/syntax/objects.ts'
import { Parser } from '../../../validators/pdf/syntax/parser.ts'

const read = (source: string): PdfValue => new Parser(Buffer.from(source, 'latin1'), 0).readValue()
const text = (source: string): string => {
  const value = read(source)
  return value instanceof PdfString ? Buffer.from(value.bytes).toString('latin1') : `no string: ${String(value)}`
}

describe('reading values', () => {
  it.each<[string, PdfValue]>([
    ['42', 42],
    ['-.5', -0.5],
    ['+7.25', 7.25],
    ['4.', 4],
    ['true', true],
    ['null', null],
    ['/Name', Name.of('Name')],
    ['/A#42', Name.of('AB')],
    ['12 0 R', new Ref(12, 0)],
    ['[1 2 0 R /X]', [1, new Ref(2, 0), Name.of('X')]],
    ['% a comment\n5', 5],
    ['', null],
    [']', null],
  ])('%s', (source, value) => {
    expect(read(source)).toEqual(value)
  })

  it.each([
    ['(a(b)c)', 'a(b)c'],
    ['(a\\)b\\\\)', 'a)b\\'],
    ['(\\101\\7)', 'A\x07'],
    ['(a\\\nb)', 'ab'],
    ['(a\r\nb)', 'a\nb'],
    ['<48 65 6C6C 6f>', 'Hello'],
    ['<4>', '@'],
    ['(', ''],
    ['<', ''],
  ])('the string %j', (source, value) => {
    expect(text(source)).toBe(value)
  })

  it('a dictionary with two equal keys keeps both, the last under its name', () => {
    const dict = dictOf(read('<< /A 1 /A 2 >>'))
    expect(dict?.get('A')).toBe(2)
    expect(dict?.size).toBe(2)
  })

  it('arrays nested without end stop at a limit', () => {
    expect(Array.isArray(read('['.repeat(100_000)))).toBe(true)
  })

  it('whatever comes, reading ends and never throws', () => {
    const tokens = fc.constantFrom(
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '/',
      '/N',
      ' ',
      '1',
      '0 R',
      'R',
      '\\',
      '%',
      '\n',
      'obj',
      'endobj',
      '-',
      '.',
      '{',
    )
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 60 }), (parts) => {
        const parser = new Parser(Buffer.from(parts.join('')), 0)
        const value = parser.readValue()
        expect(parser.position).toBeLessThanOrEqual(parser.end)
        return value !== undefined
      }),
    )
  })
})
