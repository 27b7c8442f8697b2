import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeStream, freshBudget } from '../../../validators/pdf/filters/decode-stream.ts'
import { Name, type PdfDict, type PdfValue } from '../../../validators/pdf/syntax/objects.ts'

const dict = (filter: PdfValue, parameters: PdfValue = null): PdfDict =>
  new Map<string, PdfValue>([
    ['Filter', filter],
    ['DecodeParms', parameters],
  ])
const decode = (entries: PdfDict, raw: Uint8Array, limit?: number): Uint8Array | null =>
  decodeStream(entries, raw, (value) => value ?? null, freshBudget(), limit)
const name = (value: string) => Name.of(value)
const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('latin1'))

describe('decoding streams', () => {
  it('gives back what deflate took, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const decoded = decode(dict(name('FlateDecode')), deflateSync(bytes))
        expect(Buffer.from(decoded ?? []).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  it('keeps what a truncated stream still gives', () => {
    const whole = deflateSync(Buffer.from('Quyết định '.repeat(200)))
    const decoded = decode(dict(name('FlateDecode')), whole.subarray(0, whole.length - 6))
    expect(text(decoded)?.startsWith(Buffer.from('Quyết').toString('latin1'))).toBe(true)
  })

  it('undoes each PNG predictor', () => {
    // Rows of four octets, one for each kind: none, sub, up, average, Paeth.
    const rows = [
      [0, 10, 20, 30, 40],
      [1, 10, 10, 10, 10],
      [2, 1, 1, 1, 1],
      [3, 5, 5, 5, 5],
      [4, 1, 2, 3, 4],
    ]
    const parameters: PdfDict = new Map<string, PdfValue>([
      ['Predictor', 15],
      ['Columns', 4],
    ])
    const decoded = decode(dict(name('FlateDecode'), parameters), deflateSync(Buffer.from(rows.flat())))
    expect([...(decoded ?? [])]).toEqual([
      ...[10, 20, 30, 40],
      ...[10, 20, 30, 40],
      ...[11, 21, 31, 41],
      ...[10, 20, 30, 40],
      ...[11, 22, 33, 44],
    ])
  })

  it('reads the LZW example of ISO 32000-2 §7.4.4.2', () => {
    const raw = Buffer.from('800b6050220c0c8501', 'hex')
    expect([...(decode(dict(name('LZWDecode')), raw) ?? [])]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66])
  })

  it('reads ASCII filters, chained and abbreviated', () => {
    expect(text(decode(dict(name('ASCIIHexDecode')), Buffer.from('48 65 6c6C 6F>')))).toBe('Hello')
    expect(text(decode(dict(name('A85')), Buffer.from('87cURD]j7BEbo80~>')))).toBe('Hello world!')
    const chained = Buffer.from(`${Buffer.from(deflateSync(Buffer.from('số'))).toString('hex')}>`)
    expect(text(decode(dict([name('AHx'), name('Fl')]), chained))).toBe(Buffer.from('số').toString('latin1'))
  })

  it.each<[string, PdfDict, Uint8Array]>([
    ['a filter nobody knows', dict(name('JBIG2Decode')), Buffer.from('x')],
    ['more filters than a stream can have', dict(Array.from({ length: 40 }, () => name('AHx'))), Buffer.from('41>')],
    [
      'an impossible predictor',
      dict(
        name('FlateDecode'),
        new Map<string, PdfValue>([
          ['Predictor', 12],
          ['Columns', -1],
        ]),
      ),
      deflateSync(Buffer.from('x')),
    ],
    ['data that is no deflate', dict(name('FlateDecode')), Buffer.from('nothing of the kind')],
    ['an LZW code that cannot be', dict(name('LZWDecode')), Buffer.from('ffffffff', 'hex')],
  ])('%s gives nothing', (_, entries, raw) => {
    expect(decode(entries, raw)).toBeNull()
  })

  it('a bomb gives nothing beyond the limit', () => {
    expect(decode(dict(name('FlateDecode')), deflateSync(Buffer.alloc(5_000_000)), 1_000_000)).toBeNull()
  })

  it('many small bombs together exhaust the budget of a file', () => {
    const budget = { remaining: 3_000_000 }
    const bomb = deflateSync(Buffer.alloc(1_000_000))
    const results = Array.from({ length: 5 }, () =>
      decodeStream(dict(name('Fl')), bomb, (value) => value ?? null, budget),
    )
    expect(results.map((result) => result !== null)).toEqual([true, true, true, false, false])
  })
})
