import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Asn1Error, attempt, readElement, TAG } from '../../../../validators/signature/asn1/element.ts'
import { encode, encodeOid, encodeSetOf, toDer } from '../../../../validators/signature/asn1/encode.ts'
import { integerHex, octetString, oid, text, time } from '../../../../validators/signature/asn1/values.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const read = (hex: string) => readElement(bytes(hex))

describe('reading BER', () => {
  it('gives back what was encoded, however long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
        const element = readElement(encode(TAG.octetString, content))
        expect(Buffer.from(element.content).equals(content)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps to its bounds on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        const element = attempt(() => readElement(input))
        if (element !== null) expect(element.bytes.length).toBeLessThanOrEqual(input.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('object identifiers survive the round trip', () => {
    const arc = fc.integer({ min: 0, max: 2 ** 31 - 1 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.array(arc, { maxLength: 8 }), (second, rest) => {
        const dotted = ['1', second, ...rest].join('.')
        expect(oid(readElement(encodeOid(dotted)))).toBe(dotted)
      }),
    )
  })

  it('joins an octet string in pieces of indefinite length, and writes it back as DER', () => {
    const pieces = read('24 80 04 02 01 02 24 03 04 01 03 00 00')
    expect([...octetString(pieces)]).toEqual([1, 2, 3])
    expect(Buffer.from(toDer(pieces)).toString('hex')).toBe('0403010203')
  })

  it('sorts the members of a SET as DER wants', () => {
    const set = encodeSetOf([bytes('020102'), bytes('020101')])
    expect(Buffer.from(set).toString('hex')).toBe('3106020101020102')
  })

  it.each([
    ['a length that is cut off', '3082'],
    ['content that is cut off', '0405 0102'],
    ['an indefinite primitive', '0480 0000'],
    ['no end of contents', '3080 0500'],
    ['a multi-byte tag', '1f8101 00'],
    ['a length of nine octets', '30 89 000000000000000001 05'],
  ])('refuses %s', (_, hex) => {
    expect(() => read(hex)).toThrow(Asn1Error)
  })
})

describe('values', () => {
  it.each([
    ['170d 3235303133313135303430355a', '2025-01-31T15:04:05Z'],
    ['1711 3235303133313232303430352b30373030', '2025-01-31T15:04:05Z'],
    ['170b 353030313331313530345a', '1950-01-31T15:04:00Z'],
    ['1813 32303235303133313135303430352e3132335a', '2025-01-31T15:04:05.123Z'],
  ])('reads the time %s as %s', (hex, expected) => {
    expect(time(read(hex)).toString()).toBe(expected)
  })

  it.each([['170d 3235303233313135303430355a'], ['1704 32353031'], ['0401 00']])('refuses the time %s', (hex) => {
    expect(() => time(read(hex))).toThrow(Asn1Error)
  })

  it('reads text in every string type that names are written in', () => {
    expect(text(readElement(encode(TAG.utf8, Buffer.from('Lạng Sơn'))))).toBe('Lạng Sơn')
    expect(text(readElement(encode(TAG.bmp, Buffer.from('Lạng', 'utf16le').swap16())))).toBe('Lạng')
    expect(text(readElement(encode(TAG.teletex, Buffer.from([0x4c, 0xe9]))))).toBe('Lé')
  })

  it('reads a serial number without its leading zeros', () => {
    expect(integerHex(read('0203 00ff01'))).toBe('ff01')
  })
})
