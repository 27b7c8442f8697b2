import { describe, expect, it } from 'vitest'
import { append, makePdf, type Pdf, patch, sign } from './make-pdf.ts'
import { codes, first, verify } from './verify.ts'

const signed = sign(makePdf())
const range = /\/ByteRange \[(.*?)\]/.exec(signed.bytes.toString('latin1'))?.[1] ?? ''
const [, open = 0, close = 0, rest = 0] = range.split(' ').map(Number)
const digits = (number: number) => String(number).padStart(10, '0')
const withRange = (...numbers: [string, number, number, number]): Pdf =>
  patch(
    signed,
    range,
    `${numbers[0]} ${numbers
      .slice(1)
      .map((number) => digits(Number(number)))
      .join(' ')}`,
  )

describe('a ByteRange', () => {
  it.each([
    ['missing', patch(signed, '/ByteRange', '/ByteRangX'), 'BYTE_RANGE_MISSING'],
    ['of null', patch(signed, `[${range}]`, 'null'.padEnd(range.length + 2)), 'BYTE_RANGE_MISSING'],
    ['beyond the file', withRange('0', open, close, rest + 1), 'BYTE_RANGE_BEYOND_FILE'],
    ['of enormous length', withRange('0', open, close, 9_999_999_999), 'BYTE_RANGE_BEYOND_FILE'],
    ['that does not begin at the beginning', withRange('5', open - 5, close, rest), 'BYTE_RANGE_NOT_FROM_START'],
    ['that overlaps', withRange('0', close + 5, close, rest), 'BYTE_RANGE_OVERLAP'],
    ['with a gap wider than the value', withRange('0', open - 10, close, rest), 'BYTE_RANGE_GAP'],
    ['with a gap reaching behind the value', withRange('0', open, close + 10, rest - 10), 'BYTE_RANGE_GAP'],
  ])('%s never passes and says why', async (_, pdf, code) => {
    const judged = await verify(pdf)
    expect(judged.verdict).toBe('failed')
    expect(judged.signatures[0]).toMatchObject({ coverage: 'unclear', integrity: 'broken' })
    expect(codes(await first(pdf))).toContain(code)
  })

  it('that leaves room for an inserted value is found out (signature wrapping)', async () => {
    // The signed bytes stay as they were; the second range is moved back and foreign objects fill the gap.
    const foreign = Buffer.from('\n20 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'.padEnd(100))
    const wrapped = Buffer.concat([signed.bytes.subarray(0, close), foreign, signed.bytes.subarray(close)])
    const at = wrapped.indexOf(range)
    wrapped.write(`0 ${digits(open)} ${digits(close + foreign.length)} ${digits(rest)}`, at)
    expect(await first(wrapped)).toMatchObject({ coverage: 'unclear', laterChanges: 'forbidden' })
    expect(codes(await first(wrapped))).toContain('BYTE_RANGE_GAP')
  })
})

describe('a signature value', () => {
  it.each([
    ['emptied', (bytes: Buffer) => bytes.fill('0', open + 1, close - 1)],
    ['renamed away', (bytes: Buffer) => bytes.write('/Contentz', bytes.indexOf('/Contents <'), 'latin1')],
  ])('%s is no signature (universal signature forgery)', async (_, change) => {
    const bytes = Buffer.from(signed.bytes)
    change(bytes)
    expect(await first(bytes)).toMatchObject({ integrity: 'broken', indication: 'TOTAL_FAILED' })
    expect(codes(await first(bytes))).toContain('CONTENTS_MISSING')
  })

  it('with other things in its padding is refused', async () => {
    const bytes = Buffer.from(signed.bytes)
    bytes.write('(4 0 obj null endobj)', close - 60, 'latin1')
    expect(codes(await first(bytes))).toContain('CONTENTS_NOT_HEX')
  })

  it('moved into a field that its revision did not have is refused', async () => {
    const moved = append(signed, {
      9: '<< /FT /Sig /T (Khac) /V 10 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] >>',
    })
    const report = await first(moved)
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
    expect(codes(report)).toContain('SIGNATURE_NOT_IN_ITS_REVISION')
  })
})
