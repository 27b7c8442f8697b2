import { describe, expect, it } from 'vitest'
import { append, chairman, LETTER, makePdf, nextField, patch, sign } from './make-pdf.ts'
import { codes, first, verify } from './verify.ts'

describe('a signed letter', () => {
  const signed = sign(makePdf())

  it('passes, covering the whole file', async () => {
    const judged = await verify(signed)
    expect(judged).toMatchObject({ verdict: 'passed', error: null })
    expect(judged.signatures[0]).toMatchObject({
      field: 'Sig1',
      format: 'PKCS7',
      subFilter: 'adbe.pkcs7.detached',
      indication: 'TOTAL_PASSED',
      integrity: 'intact',
      coverage: 'whole',
      laterChanges: 'none',
      signer: { commonName: 'Văn thư' },
    })
  })

  it('passes with a line end behind it', async () => {
    const longer = Buffer.concat([signed.bytes, Buffer.from('\r\n')])
    expect(await first(longer)).toMatchObject({ coverage: 'whole', laterChanges: 'none' })
  })

  it('is broken by one changed byte of its content', async () => {
    const judged = await verify(patch(signed, 'Quyet', 'Quyen'))
    expect(judged).toMatchObject({ verdict: 'failed', signatures: [{ integrity: 'broken' }] })
  })

  it('is read through junk before the header', async () => {
    const junk = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), signed.bytes])
    expect((await verify(junk)).signatures).toMatchObject([{ field: 'Sig1', integrity: 'broken' }])
  })

  it('is found in object and cross-reference streams', async () => {
    const compressed = append(makePdf(), { 1: LETTER[1] ?? '', 2: LETTER[2] ?? '' }, { compressed: true })
    expect(await verify(sign(compressed))).toMatchObject({ verdict: 'passed' })
  })

  it('is found when the end is torn off a file whose catalog stands in an object stream', async () => {
    const header = { bytes: Buffer.from('%PDF-1.7\n'), xref: 0, size: 1 }
    const { 4: content, 8: appearance, ...others } = LETTER
    const streams = append(header, { 4: content ?? '', 8: appearance ?? '' })
    const { bytes } = sign(append(streams, others, { compressed: true }))
    const torn = bytes.subarray(0, bytes.lastIndexOf('startxref') - 60)
    const judged = await verify(torn)
    expect(judged.signatures).toMatchObject([{ field: 'Sig1', signer: null, coverage: 'unclear' }])
    expect(judged.verdict).toBe('failed')
    // An increment that leads nowhere hides nothing either.
    const misled = Buffer.concat([bytes, Buffer.from('startxref\n99999\n%%EOF\n')])
    expect((await verify(misled)).signatures).toMatchObject([{ integrity: 'intact', laterChanges: 'forbidden' }])
  })

  it('is found and told when the cross-reference is damaged', async () => {
    const damaged = patch(makePdf(), '0000000015 00000 n', '0000000099 00000 n')
    const judged = await first(sign(damaged))
    expect(judged).toMatchObject({ integrity: 'intact', coverage: 'whole' })
  })
})

describe('a file without signatures', () => {
  it('is unsigned', async () => {
    expect(await verify(makePdf())).toEqual({ verdict: 'unsigned', signatures: [], error: null })
  })

  it('is unsigned when a signature field waits empty', async () => {
    const field = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (cho) /Rect [0 0 0 0] >>'
    const waiting = append(makePdf(), { 6: '<< /Fields [7 0 R 9 0 R] >>', 9: field })
    expect(await verify(waiting)).toMatchObject({ verdict: 'unsigned', signatures: [] })
  })

  it('that is no PDF at all is refused with a reason', async () => {
    expect(await verify(Buffer.from('%PDF-1.7 nothing'))).toMatchObject({
      verdict: 'failed',
      error: { code: 'PDF_UNREADABLE' },
    })
  })
})

describe('several signatures', () => {
  const once = sign(makePdf())
  const twice = sign(once, { field: 'Sig2', party: chairman, others: `7 0 R ${nextField(makePdf())}`, visible: true })

  it('come in the order of the fields, each covering what it signed', async () => {
    const judged = await verify(twice)
    expect(judged).toMatchObject({
      verdict: 'passed',
      signatures: [
        { field: 'Sig1', coverage: 'prefix', laterChanges: 'permitted' },
        { field: 'Sig2', coverage: 'whole', laterChanges: 'none', signer: { commonName: 'Chủ tịch' } },
      ],
    })
  })

  it('are followed by a document time-stamp that proves their time', async () => {
    const others = `7 0 R ${nextField(makePdf())}`
    const stamped = sign(once, { field: 'Stamp', stampedAt: '2026-06-02T00:00:00Z', others })
    const judged = await verify(stamped)
    expect(judged).toMatchObject({
      verdict: 'passed',
      signatures: [
        { field: 'Sig1', laterChanges: 'permitted' },
        { field: 'Stamp', subFilter: 'ETSI.RFC3161', timestamp: { time: '2026-06-02T00:00:00Z', valid: true } },
      ],
    })
    expect(judged.signatures[1]?.reasons.map(({ code }) => code)).toContain('PROVES_ONLY_TIME')
  })

  it('and a time-stamp without any signature is nobody’s word', async () => {
    const judged = await verify(sign(makePdf(), { stampedAt: '2026-06-02T00:00:00Z' }))
    expect(judged).toMatchObject({ verdict: 'indeterminate', signatures: [{ timestamp: { valid: true } }] })
    expect(judged.signatures[0]?.reasons[0]?.code).toBe('ONLY_TIMESTAMPS')
  })

  it('that are one and the same, shown by two fields, are doubted', async () => {
    const [field, value] = [makePdf().size, makePdf().size + 1]
    const copied = append(once, {
      6: `<< /Fields [7 0 R ${field} 0 R ${once.size} 0 R] /SigFlags 3 /DR << /Font << /Helv 5 0 R >> >> >>`,
      [once.size]: `<< /FT /Sig /T (Sig2) /V ${value} 0 R >>`,
    })
    const judged = await verify(copied)
    expect(judged.verdict).not.toBe('passed')
    expect(codes(judged.signatures[1] ?? (await first(copied)))).toContain('DUPLICATED_SIGNATURE')
  })
})
