/** Files made to exhaust or confuse: each gets an answer, soon, with a reason. The runner's time-out is the bound. */
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { PDF_LIMITS } from '../../../../validators/signature/pdf/limits.ts'
import { append, LETTER, makePdf, nextField, type Objects, type Pdf, sign, stream } from './make-pdf.ts'
import { codes, first, verify } from './verify.ts'

const base = makePdf()
const signed = sign(base)
const later = (objects: Objects, trailer = ''): Pdf => append(signed, objects, { trailer })
const CATALOG = '/Type /Catalog /Pages 2 0 R /AcroForm 6 0 R'
const bomb = (size: number) => deflateSync(Buffer.alloc(size), { level: 9 }).toString('latin1')

describe('many signatures', { timeout: 10_000 }, () => {
  it('ten thousand are bounded: the first are judged, the file cannot pass', async () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => index + 20)
    const objects: Objects = { 6: `<< /Fields [${fields.map((num) => `${num} 0 R`).join(' ')}] >>` }
    for (const num of fields) {
      objects[num] =
        `<< /FT /Sig /T (s${num}) /V << /SubFilter /adbe.pkcs7.detached /ByteRange [0 ${num} ${num + 9} 90] /Contents <3080> >> >>`
    }
    const judged = await verify(later(objects))
    expect(judged).toMatchObject({ verdict: 'failed' })
    expect(judged.signatures).toHaveLength(PDF_LIMITS.signatures)
    expect(codes(await first(later(objects)))).toContain('TOO_MANY_SIGNATURES')
  })

  it('those over all of a large file are hashed up to a limit, the rest is said to be unread', async () => {
    const large = makePdf({ ...LETTER, 90: stream('x'.repeat(60_000_000)) })
    const fields = Array.from({ length: 100 }, (_, index) => index + 100)
    const objects: Objects = { 6: `<< /Fields [${fields.map((num) => `${num} 0 R`).join(' ')}] >>` }
    for (const num of fields) {
      objects[num] =
        `<< /FT /Sig /T (s${num}) /V << /SubFilter /adbe.pkcs7.detached /ByteRange [0 ${60_000_000 - num} 60000000 90] /Contents <30800000> >> >>`
    }
    const { verdict, signatures } = await verify(append(large, objects))
    expect(verdict).toBe('failed')
    expect(signatures).toHaveLength(100)
    expect(codes(signatures.at(-1) as (typeof signatures)[number])).toContain('PDF_TOO_COMPLEX')
  })

  it('thirty in as many revisions are each compared once', async () => {
    let pdf = signed
    let others = `7 0 R ${nextField(base)}`
    for (let count = 0; count < 29; count += 1) {
      const field = nextField(pdf)
      pdf = sign(pdf, { field: `S${count}`, others })
      others += ` ${field}`
    }
    const judged = await verify(pdf)
    expect(judged.verdict).toBe('passed')
    expect(judged.signatures).toHaveLength(30)
  })
})

describe('structure that turns on itself', { timeout: 10_000 }, () => {
  it.each<[string, Pdf]>([
    [
      'a cross-reference that is its own predecessor',
      { ...signed, bytes: append({ ...signed, xref: signed.bytes.length }, {}).bytes },
    ],
    ['a page tree that holds itself', later({ 2: '<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>' })],
    ['fields that are their own children', later({ 7: '<< /T (a) /Kids [7 0 R 6 0 R] >>' })],
    ['references in a ring', later({ 4: '30 0 R', 30: '31 0 R', 31: '30 0 R' })],
    ['a length that is the stream itself', later({ 4: '<< /Length 4 0 R >>\nstream\nx\nendstream' })],
    ['an object stream that holds itself', later({ 4: stream('4 0 null', '/Type /ObjStm /N 1 /First 4') })],
  ])('%s', async (_, pdf) => {
    expect(await first(pdf)).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
  })
})

describe('sizes without measure', { timeout: 20_000 }, () => {
  it.each<[string, Objects]>([
    ['a length beyond the file', { 4: '<< /Length 99999999999 >>\nstream\nx\nendstream' }],
    ['nesting a million deep', { 1: `<< ${CATALOG} /X ${'<< /A '.repeat(1_000_000)}` }],
    [
      'a chain of a hundred thousand objects',
      {
        1: `<< ${CATALOG} /Outlines 30 0 R >>`,
        ...Object.fromEntries(
          Array.from({ length: 100_000 }, (_, index) => [30 + index, `<< /Next ${31 + index} 0 R >>`]),
        ),
      },
    ],
    [
      'branches that meet again and again',
      {
        1: `<< ${CATALOG} /X 30 0 R >>`,
        ...Object.fromEntries(
          Array.from({ length: 200 }, (_, index) => [30 + index, `[${`${31 + index} 0 R `.repeat(3)}]`]),
        ),
      },
    ],
  ])('%s', async (_, objects) => {
    expect(await first(later(objects))).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
  })

  it('a bomb as cross-reference stream', async () => {
    const body = stream(bomb(200_000_000), '/Type /XRef /Size 9 /W [1 4 1] /Root 1 0 R /Filter /FlateDecode')
    const section = `50 0 obj\n${body}\nendobj\nstartxref\n${signed.bytes.length}\n%%EOF\n`
    const report = await first(Buffer.concat([signed.bytes, Buffer.from(section, 'latin1')]))
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
    expect(codes(report)).toContain('REVISION_DAMAGED')
  })

  it('a cross-reference table that promises millions of entries', async () => {
    const table = `xref\n0 999999999\ntrailer\n<< /Root 1 0 R >>\nstartxref\n${signed.bytes.length}\n%%EOF\n`
    const report = await first(Buffer.concat([signed.bytes, Buffer.from(table)]))
    expect(report.laterChanges).toBe('forbidden')
  })

  it('a hundred megabytes, soundly signed', async () => {
    const large = makePdf({ ...LETTER, 90: stream('x'.repeat(100_000_000)) })
    expect(await verify(sign(large))).toMatchObject({ verdict: 'passed', signatures: [{ coverage: 'whole' }] })
  })

  it('a hundred megabytes of beginnings of objects', async () => {
    const junk = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000_000, '1 0 obj<<')])
    expect(await verify(junk)).toMatchObject({ verdict: 'failed', error: { code: 'PDF_UNREADABLE' } })
  })
})
