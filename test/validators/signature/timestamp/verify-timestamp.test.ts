import { describe, expect, it } from 'vitest'
import { verifyCms } from '../../../../validators/signature/cms/verify-cms.ts'
import type { ValidationContext } from '../../../../validators/signature/context.ts'
import { contentOf } from '../../../../validators/signature/crypto/digest.ts'
import { verifyTimestamp } from '../../../../validators/signature/timestamp/verify-timestamp.ts'
import {
  contextOf,
  issue,
  issueTsa,
  makeCms,
  makeCrl,
  makeTimestamp,
  materialOf,
  stampedBy,
  TIME_STAMPING,
  type TimestampWish,
} from '../pki.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const tsa = issueTsa(root)
const content = Buffer.from('được đóng dấu thời gian')
const time = '2026-06-01T08:00:00Z'

const stamp = (wish: Partial<TimestampWish> = {}) => makeTimestamp({ tsa, content, time, ...wish })
const judge = (token: Uint8Array, context: ValidationContext = contextOf([root]), material = materialOf()) =>
  verifyTimestamp(token, contentOf(content), context, material)

describe('an RFC 3161 token', () => {
  it('that is sound proves its time', async () => {
    const judged = await judge(stamp())
    expect(judged).toMatchObject({
      valid: true,
      proves: true,
      integrity: 'intact',
      authority: 'Máy chủ cấp dấu thời gian',
    })
    expect(judged.time?.toString()).toBe(time)
  })

  it('of other bytes proves nothing', async () => {
    const judged = await judge(stamp({ content: Buffer.from('khác') }))
    expect(judged).toMatchObject({ valid: false, proves: false, integrity: 'broken' })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_IMPRINT_WRONG')
  })

  it('whose signature is wrong proves nothing', async () => {
    const judged = await judge(stamp({ signer: { messageDigest: Buffer.alloc(32) } }))
    expect(judged).toMatchObject({ valid: false, integrity: 'broken' })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_SIGNATURE_WRONG')
  })

  it.each([
    ['no time-stamping purpose', issue({ issuer: root })],
    ['a purpose that is not critical', issueTsa(root, { extendedKeyUsageCritical: false })],
    ['other purposes besides', issueTsa(root, { extendedKeyUsage: [TIME_STAMPING, '1.3.6.1.5.5.7.3.4'] })],
  ])('by an authority with %s is not valid', async (_, unfit) => {
    const judged = await judge(stamp({ tsa: unfit }))
    expect(judged).toMatchObject({ valid: false, proves: false })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_AUTHORITY_KEY_USAGE')
  })

  it('by an authority nobody trusts is intact and not valid', async () => {
    const judged = await judge(stamp(), contextOf([]))
    expect(judged).toMatchObject({ valid: false, integrity: 'intact', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' })
  })

  it('from the future is doubted', async () => {
    const judged = await judge(stamp({ time: '2026-08-01T00:00:00Z' }))
    expect(judged).toMatchObject({ proves: false })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_FROM_FUTURE')
  })

  it('whose authority has expired was valid, but proves nothing any more', async () => {
    const old = issueTsa(root, { notAfter: '2026-06-15T00:00:00Z' })
    const judged = await judge(stamp({ tsa: old }))
    expect(judged).toMatchObject({ valid: true, proves: false })
    expect(judged.reasons.map(({ code }) => code)).toContain('TIMESTAMP_AUTHORITY_EXPIRED')
  })

  it('whose authority has expired proves its time under an archive time-stamp made before', async () => {
    const old = issueTsa(root, { notAfter: '2026-06-15T00:00:00Z' })
    const proofs = [{ time: Temporal.Instant.from('2026-06-10T00:00:00Z'), kind: 'archive' as const }]
    expect(await judge(stamp({ tsa: old }), contextOf([root]), materialOf({ proofs }))).toMatchObject({ proves: true })
  })

  it('whose authority was revoked proves nothing', async () => {
    const crl = makeCrl({
      issuer: root,
      revoked: [{ serial: tsa.certificate.serial, at: '2026-06-15T00:00:00Z', reason: 1 }],
    })
    expect(await judge(stamp(), contextOf([root]), materialOf({ crls: [crl] }))).toMatchObject({
      valid: false,
      proves: false,
    })
  })

  it.each([
    ['rubbish', Buffer.from('rubbish')],
    ['a CMS of something else', makeCms({ content, signers: [{ party: tsa }] })],
  ])('that is %s is unreadable', async (_, token) => {
    const judged = await judge(token)
    expect(judged).toMatchObject({ time: null, valid: false })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_UNREADABLE')
  })
})

describe('a signature with a time-stamp', () => {
  const judgeSigned = async (unsigned: ReturnType<typeof stampedBy>, signingTime = time, notAfter?: string) => {
    const clerk = issue({ issuer: root, ...(notAfter ? { notAfter } : {}) })
    const cms = makeCms({ content, signers: [{ party: clerk, unsigned, signingTime }] })
    const question = { cms, content: null, material: materialOf(), purpose: 'document-signing' as const }
    const judged = await verifyCms(question, contextOf([root]))
    if (judged.kind !== 'judged' || judged.signers[0] === undefined) throw new Error('unreadable')
    return judged.signers[0]
  }
  const codes = async (judged: ReturnType<typeof judgeSigned>) => (await judged).reasons.map(({ code }) => code)

  it('is of level B-T and proven in time', async () => {
    const judged = await judgeSigned(stampedBy(tsa, time))
    expect(judged).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-T' })
    expect(judged.bestSignatureTime?.toString()).toBe(time)
  })

  it('outlives its certificate', async () => {
    expect(await judgeSigned(stampedBy(tsa, time), time, '2026-06-02T00:00:00Z')).toMatchObject({
      indication: 'TOTAL_PASSED',
    })
  })

  it('that was copied from another signature is in doubt', async () => {
    const copied = stampedBy(tsa, time)(Buffer.from('another signature'))
    const judged = await judgeSigned(() => copied)
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'INDETERMINATE', level: 'B-B' })
    expect(judged.reasons[0]?.code).toBe('TIMESTAMP_IMPRINT_WRONG')
  })

  it('has its claimed local time (+7 h marked UTC) told, and the time-stamp taken', async () => {
    const judged = judgeSigned(stampedBy(tsa, time), '2026-06-01T15:00:00Z')
    expect(await codes(judged)).toContain('CLAIMED_TIME_AFTER_TIMESTAMP')
    expect((await judged).bestSignatureTime?.toString()).toBe(time)
  })

  it('without a trusted authority has an unproven time', async () => {
    const stranger = issue({ commonName: 'Lạ', ca: true })
    const judged = judgeSigned(stampedBy(issueTsa(stranger), time))
    expect(await codes(judged)).toEqual(expect.arrayContaining(['TIMESTAMP_NOT_TRUSTED', 'TIME_NOT_PROVEN']))
    expect((await judged).indication).toBe('TOTAL_PASSED')
  })
})
