import { describe, expect, test } from 'vitest'
import { ContentScanner, operandKind, operatorKey } from '../../../../validators/text/pdf/direct/content-scanner.ts'
import { NotPlain } from '../../../../validators/text/pdf/direct/not-plain.ts'

/** Each operator's operands; strings as latin1 in an array of one, names with their slash. */
function scan(content: string): { operator: number; operands: unknown[] }[] {
  const scanner = new ContentScanner(Buffer.from(content, 'latin1'))
  const found = []
  for (let operator = scanner.next(); operator !== 0; operator = scanner.next()) {
    const operands = Array.from({ length: scanner.count }, (_, at) => {
      if (scanner.kinds[at] === operandKind.number) return scanner.number(at)
      if (scanner.kinds[at] === operandKind.name) return `/${scanner.name(at)}`
      if (scanner.kinds[at] === operandKind.string) return [Buffer.from(scanner.string(at)).toString('latin1')]
      return scanner.value(at)
    })
    found.push({ operator, operands })
  }
  return found
}

const operandsOf = (content: string) => scan(content).map(({ operands }) => operands)

describe('a content stream is cut into operators and operands', () => {
  test('numbers of every form', () => {
    expect(operandsOf('1 -2 +3 .5 -.25 4. 0.0001 12345.678 x')).toEqual([[1, -2, 3, 0.5, -0.25, 4, 0.0001, 12345.678]])
  })

  test('literal strings with escapes, line ends and brackets', () => {
    expect(operandsOf('(a\\(b\\)\\\\) (x(y)z) (\\101\\12\\0533) (l\\\r\nm) (a\rb) Tj')).toEqual([
      [['a(b)\\'], ['x(y)z'], ['A\n+3'], ['lm'], ['a\nb']],
    ])
  })

  test('hexadecimal strings, with white space and an odd digit', () => {
    expect(operandsOf('<48 65> <4> <> Tj')).toEqual([[['He'], ['@'], ['']]])
  })

  test('arrays are given as their items, names and dictionaries as they are', () => {
    expect(operandsOf('[(a) -120 (b)] TJ /F1 12 Tf')).toEqual([
      [['a'], -120, ['b']],
      ['/F1', 12],
    ])
    expect(operandsOf('/P <</MCID 3>> BDC')).toEqual([['/P', new Map([['MCID', 3]])]])
  })

  test('operators that touch their neighbours, and comments', () => {
    expect(scan('BT(a)Tj% nothing (x)\nET').map(({ operator }) => operator)).toEqual(
      ['BT', 'Tj', 'ET'].map(operatorKey),
    )
  })

  test('more operands than there was room for', () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => index)
    expect(operandsOf(`[${numbers.join(' ')}] TJ`)).toEqual([numbers])
    const long = 'a'.repeat(50_000)
    expect(operandsOf(`(${long}) Tj`)).toEqual([[[long]]])
  })

  test.each(['1.2.3 w', '--5 w', '1e5 w', '(open', '<4g> Tj', '99999999999 w', '/A#20B gs', ') Tj', 'Unknown'])(
    'what readers take differently is given up: %s',
    (content) => {
      expect(() => scan(content)).toThrow(NotPlain)
    },
  )
})
