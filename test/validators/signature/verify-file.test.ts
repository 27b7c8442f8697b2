import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileVerdict } from '../../../validators/signature/file-verdict.ts'
import { type VerifyFileOptions, verifyFile } from '../../../validators/signature/index.ts'
import { DEFAULT_POLICY } from '../../../validators/signature/policy/default-policy.ts'
import type { SignatureReport } from '../../../validators/signature/report.ts'
import { makePdf, sign } from './pdf/make-pdf.ts'
import { issue, makeCms } from './pki.ts'
import { mail, opaque } from './smime/sign-mail.ts'
import { xadesSigned } from './xml/sign-xml.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: root })
const content = Buffer.from('nội dung')
const cms = makeCms({ content, signers: [{ party: clerk }] })
const detached = makeCms({ content, signers: [{ party: clerk }], detached: true })

let trust = ''
beforeAll(() => {
  trust = mkdtempSync(join(tmpdir(), 'congbao-anchors-'))
  writeFileSync(join(trust, 'root.crt'), root.der)
})
afterAll(() => rmSync(trust, { recursive: true }))

const options = (more: Partial<VerifyFileOptions> = {}): VerifyFileOptions => ({
  trustFolders: [trust],
  password: null,
  content: null,
  at: '2026-07-01T00:00:00Z',
  policy: { ...DEFAULT_POLICY, missingRevocation: 'remark' },
  ...more,
})

const CONTRACT =
  'field format subFilter indication subIndication integrity coverage laterChanges signer claimedTime timestamp digestAlgorithm signatureAlgorithm revocation reasons'

describe('any file', () => {
  it.each([
    ['a.p7m', cms],
    ['a.pdf', sign(makePdf()).bytes],
    ['a.xml', Buffer.from(xadesSigned(clerk, '<doc>', '</doc>'))],
    ['a.eml', Buffer.from(mail('a@b.vn', opaque(Buffer.from(cms), 'signed-data')))],
  ])('is reported with the fields of the contract, in its order: %s', async (name, bytes) => {
    const report = await verifyFile(bytes, name, options())
    expect(Object.keys(report)).toEqual(['file', 'sha256', 'verdict', 'signatures', 'error'])
    expect(report.signatures.map((one) => Object.keys(one).join(' '))).toEqual([CONTRACT])
  })

  it.each([
    ['DER', cms],
    ['base64', Buffer.from(Buffer.from(cms).toString('base64'))],
    ['PEM', Buffer.from(`-----BEGIN PKCS7-----\n${Buffer.from(cms).toString('base64')}\n-----END PKCS7-----\n`)],
  ])('that is a CMS in %s is verified', async (_, bytes) => {
    const report = await verifyFile(bytes, 'a.p7m', options())
    expect(report).toMatchObject({ file: 'a.p7m', verdict: 'passed', error: null })
    expect(report.signatures[0]).toMatchObject({ format: 'CAdES', coverage: 'whole', field: 'signature-1' })
  })

  it('signed apart is verified with its content, and in doubt without', async () => {
    expect((await verifyFile(detached, 'a.p7s', options({ content }))).verdict).toBe('passed')
    expect((await verifyFile(detached, 'a.p7s', options())).verdict).toBe('indeterminate')
    expect((await verifyFile(detached, 'a.p7s', options({ content: Buffer.from('khác') }))).verdict).toBe('failed')
  })

  it('is not taken for a PDF because a PDF lies inside', async () => {
    const enveloping = makeCms({ content: Buffer.from('%PDF-1.7\n…'), signers: [{ party: clerk }] })
    expect((await verifyFile(enveloping, 'a.pdf.p7m', options())).verdict).toBe('passed')
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['text', Buffer.from('Kính gửi: Sở Nội vụ')],
  ])('of a kind that carries no signature (%s) is told so', async (_, bytes) => {
    const report = await verifyFile(bytes, 'a.bin', options())
    expect(report).toMatchObject({ verdict: 'unsigned', error: { code: 'FILE_TYPE_UNKNOWN' } })
  })

  it('counts only the roots of its channel, where the policy names them', async () => {
    const policy = {
      ...DEFAULT_POLICY,
      missingRevocation: 'remark' as const,
      rootsByChannel: { axis: ['00'.repeat(32)], desk: [root.certificate.sha256] },
    }
    expect((await verifyFile(cms, 'a', options({ policy, channel: 'axis' }))).verdict).toBe('indeterminate')
    expect((await verifyFile(cms, 'a', options({ policy, channel: 'desk' }))).verdict).toBe('passed')
  })

  it('cut off or flipped anywhere gives a verdict, never a crash, and never passes by it', async () => {
    for (let at = 0; at < cms.length; at += 7) {
      const cut = await verifyFile(cms.subarray(0, at), 'a.p7m', options())
      expect(cut.verdict).not.toBe('passed')
    }
    for (let at = 0; at < cms.length; at += 3) {
      const flipped = Buffer.from(cms)
      flipped[at] = (flipped[at] ?? 0) ^ 0x20
      const report = await verifyFile(flipped, 'a.p7m', options())
      expect(report.error?.code).not.toBe('FILE_UNREADABLE')
    }
  })
})

describe('the verdict over a file', () => {
  const sound: SignatureReport = {
    field: 's',
    format: 'PAdES',
    subFilter: null,
    indication: 'TOTAL_PASSED',
    subIndication: null,
    integrity: 'intact',
    coverage: 'whole',
    laterChanges: 'none',
    signer: null,
    claimedTime: null,
    timestamp: null,
    digestAlgorithm: null,
    signatureAlgorithm: null,
    revocation: { status: 'good', source: null, checkedAt: null },
    reasons: [],
  }
  it.each<[string, Partial<SignatureReport>[], string]>([
    ['no signature', [], 'unsigned'],
    ['one that passed', [{}], 'passed'],
    [
      'an older one whose later changes are permitted',
      [{ coverage: 'prefix', laterChanges: 'permitted' }, {}],
      'passed',
    ],
    ['one in doubt among others', [{}, { indication: 'INDETERMINATE' }], 'indeterminate'],
    ['one that failed among others', [{ indication: 'TOTAL_FAILED' }, {}], 'failed'],
    ['forbidden changes', [{ laterChanges: 'forbidden' }], 'failed'],
    ['an unclear coverage', [{ coverage: 'unclear' }], 'indeterminate'],
    [
      'a document time-stamp of an authority nobody knows beside one that passed',
      [{}, { subFilter: 'ETSI.RFC3161', indication: 'INDETERMINATE' }],
      'passed',
    ],
    [
      'a document time-stamp over other bytes',
      [{}, { subFilter: 'ETSI.RFC3161', indication: 'INDETERMINATE', integrity: 'broken' }],
      'indeterminate',
    ],
    ['a time-stamp in doubt alone', [{ subFilter: 'ETSI.RFC3161', indication: 'INDETERMINATE' }], 'indeterminate'],
    ['bytes nobody could check', [{ integrity: 'broken', indication: 'INDETERMINATE' }], 'indeterminate'],
  ])('%s', (_, signatures, verdict) => {
    expect(fileVerdict(signatures.map((one) => ({ ...sound, ...one })))).toBe(verdict)
  })
})
