import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeSigner } from '../../../../validators/signature/certificate/judge-signer.ts'
import { KNOWN_AUTHORITIES } from '../../../../validators/signature/trust/known-authorities.ts'
import { authoritiesIn } from '../../../../validators/signature/trust/learn.ts'
import { openTrustFolders } from '../../../../validators/signature/trust/trust-folder.ts'
import {
  certificateFile,
  type Decision,
  decideCertificate,
  proposeCertificate,
  readTrustList,
  TrustListError,
} from '../../../../validators/signature/trust/trust-list.ts'
import { contextOf, issue, makeCms, makeCrl, materialOf } from '../pki.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const middle = issue({ commonName: 'Trung gian', issuer: root, ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: middle })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congbao-trust-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const decision = (sha256: string, state: 'accepted' | 'refused' = 'accepted'): Decision => ({
  sha256,
  state,
  by: 'cli:an',
  at: Temporal.Instant.from('2026-07-01T00:00:00Z'),
  ground: 'so với công văn của Ban Cơ yếu',
})
const propose = (party = root) => proposeCertificate(folder, { certificate: party.certificate, source: 'thử' })

describe('the office’s trust list', () => {
  it('trusts nothing that is merely on record', () => {
    expect(propose()).toMatchObject({ state: 'pending', role: 'anchor' })
    expect(openTrustFolders([folder]).anchors).toEqual([])
  })

  it('trusts what an operator accepted, and records who, when and on what ground', () => {
    propose()
    const accepted = decideCertificate(folder, decision(root.certificate.sha256))
    expect(accepted.decisions).toEqual([
      { state: 'accepted', by: 'cli:an', at: '2026-07-01T00:00:00Z', ground: 'so với công văn của Ban Cơ yếu' },
    ])
    const [anchor] = openTrustFolders([folder]).anchors
    expect(anchor?.certificate.sha256).toBe(root.certificate.sha256)
    expect(anchor?.purposes).toEqual(['document-signing', 'time-stamping'])
  })

  it('forgets nothing when an acceptance is taken back', () => {
    propose()
    decideCertificate(folder, decision(root.certificate.sha256))
    decideCertificate(folder, decision(root.certificate.sha256, 'refused'))
    expect(openTrustFolders([folder]).anchors).toEqual([])
    expect(readTrustList(folder).certificates[0]?.decisions).toHaveLength(2)
  })

  it('takes the same certificate once', () => {
    propose()
    decideCertificate(folder, decision(root.certificate.sha256))
    expect(propose()).toMatchObject({ state: 'accepted' })
    expect(readTrustList(folder).certificates).toHaveLength(1)
  })

  it('wants the whole fingerprint of an authority the project does not know', () => {
    propose()
    expect(() => decideCertificate(folder, decision(root.certificate.sha256.slice(0, 12)))).toThrow(TrustListError)
    expect(() => decideCertificate(folder, decision('00'.repeat(32)))).toThrow(TrustListError)
  })

  it('does not trust a certificate file that was swapped', () => {
    propose()
    decideCertificate(folder, decision(root.certificate.sha256))
    writeFileSync(certificateFile(folder, root.certificate.sha256), issue({ ca: true }).der)
    expect(openTrustFolders([folder]).anchors).toEqual([])
  })

  it('keeps intermediates apart from anchors', () => {
    propose(middle)
    decideCertificate(folder, decision(middle.certificate.sha256))
    const store = openTrustFolders([folder])
    expect([store.anchors.length, store.intermediates.length]).toEqual([0, 1])
  })

  it.each([['not JSON'], ['{"version":1}'], ['{"version":1,"certificates":[{"sha256":"zz"}]}']])(
    'that is damaged (%s) stops everything',
    (text) => {
      writeFileSync(join(folder, 'list.json'), text)
      expect(() => openTrustFolders([folder])).toThrow(TrustListError)
    },
  )

  it('is readable by people', () => {
    propose()
    expect(readFileSync(join(folder, 'list.json'), 'utf8')).toContain('"name": "Gốc"')
  })
})

describe('a plain folder of certificates', () => {
  it('makes anchors of roots, helpers of CAs, and trusts no one else', () => {
    const pem = (der: Uint8Array) =>
      `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`
    writeFileSync(join(folder, 'a.pem'), pem(root.der) + pem(middle.der))
    writeFileSync(join(folder, 'b.crt'), clerk.der)
    writeFileSync(join(folder, 'README.md'), 'not a certificate')
    writeFileSync(join(folder, 'c.cer'), 'rubbish')
    const store = openTrustFolders([folder])
    expect(store.anchors.map(({ certificate }) => certificate.sha256)).toEqual([root.certificate.sha256])
    expect(store.intermediates.map(({ sha256 }) => sha256)).toEqual([middle.certificate.sha256])
    expect(store.leaves.map(({ sha256 }) => sha256)).toEqual([clerk.certificate.sha256])
  })

  it('keeps a self-signed signer at hand for signatures without certificate', () => {
    const alone = issue({ commonName: 'Tự ký' })
    writeFileSync(join(folder, 'a.crt'), alone.der)
    const store = openTrustFolders([folder])
    expect([store.anchors.length, store.leaves.length]).toEqual([1, 1])
  })

  it('lends its CRLs, in DER or PEM, to an office without network', async () => {
    const revoked = [{ serial: clerk.certificate.serial, at: '2026-03-01T00:00:00Z' }]
    const crl = Buffer.from(makeCrl({ issuer: middle, revoked })).toString('base64')
    writeFileSync(join(folder, 'a.crt'), root.der)
    writeFileSync(join(folder, 'b.crl'), `-----BEGIN X509 CRL-----\n${crl}\n-----END X509 CRL-----\n`)
    writeFileSync(join(folder, 'c.crl'), makeCrl({ issuer: root }))
    const trust = await judgeSigner(
      {
        certificate: clerk.der,
        purpose: 'document-signing',
        material: materialOf({ certificates: [middle.der] }),
        claimedTime: null,
        digests: [],
      },
      contextOf([], { trust: openTrustFolders([folder]) }),
    )
    expect(trust.revocation).toMatchObject({ status: 'revoked', source: 'cache' })
    expect(trust.findings.map(({ code }) => code)).toEqual(['CERTIFICATE_REVOKED_NO_POE'])
  })

  it('that does not exist holds nothing', () => {
    expect(openTrustFolders([join(folder, 'nowhere')]).anchors).toEqual([])
  })
})

describe('learning from a signed file', () => {
  const cms = makeCms({
    content: Buffer.from('x'),
    signers: [{ party: clerk }],
    certificates: [clerk.der, middle.der, root.der],
  })
  const expected = [middle.certificate.sha256, root.certificate.sha256].sort()

  it.each([
    ['in the raw bytes', cms],
    ['in a PDF’s hexadecimal string', Buffer.from(`%PDF-1.7\n/Contents <${Buffer.from(cms).toString('hex')}>`)],
    ['in base64', Buffer.from(`<X>${Buffer.from(cms).toString('base64')}</X>`)],
  ])('finds CA certificates %s, and not the signer’s', (_, bytes) => {
    const found = authoritiesIn(bytes).map(({ sha256 }) => sha256)
    expect(found.sort()).toEqual(expected)
  })

  it('finds nothing in rubbish', () => {
    expect(authoritiesIn(Buffer.alloc(10_000, 0x30))).toEqual([])
  })
})

describe('the authorities the project knows', () => {
  it('are named with whole fingerprints, each once', () => {
    const fingerprints = KNOWN_AUTHORITIES.map(({ sha256 }) => sha256)
    expect(new Set(fingerprints).size).toBe(fingerprints.length)
    for (const sha256 of fingerprints) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})
