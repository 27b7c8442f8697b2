import { constants, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encode, encodeOid } from '../../../../validators/signature/asn1/encode.ts'
import type { CmsJudgement, SignerJudgement } from '../../../../validators/signature/cms/judgement.ts'
import { type CmsQuestion, verifyCms } from '../../../../validators/signature/cms/verify-cms.ts'
import { contentOf } from '../../../../validators/signature/crypto/digest.ts'
import { LIMITS } from '../../../../validators/signature/limits.ts'
import {
  attribute,
  contextOf,
  digestOf,
  explicit,
  hashAlgorithm,
  integer,
  issue,
  type KeyKind,
  makeCms,
  makeKeys,
  makeSignerInfo,
  materialOf,
  octets,
  type Party,
  type SignerWish,
  sequence,
  set,
  signWith,
} from '../pki.ts'
import { signPss } from '../sign-pss.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: root })
const content = Buffer.from('Quyết định số 40/2024/QĐ-UBND')

function judge(cms: Uint8Array, more: Partial<CmsQuestion> = {}): Promise<CmsJudgement> {
  return verifyCms(
    { cms, content: null, material: materialOf(), purpose: 'document-signing', ...more },
    contextOf([root]),
  )
}

async function only(cms: Uint8Array, more: Partial<CmsQuestion> = {}): Promise<SignerJudgement> {
  const judged = await judge(cms, more)
  if (judged.kind !== 'judged') throw new Error(judged.findings[0]?.code)
  const [signer] = judged.signers
  if (signer === undefined) throw new Error('no signer')
  return signer
}

const codes = (signer: SignerJudgement) => signer.reasons.map(({ code }) => code)
const signedBy = (wish: Partial<SignerWish> = {}) => makeCms({ content, signers: [{ party: clerk, ...wish }] })

describe('a sound signature', () => {
  it('passes, enveloping', async () => {
    const signer = await only(signedBy())
    expect(signer).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED', level: 'B-B' })
    expect(signer.claimedTime?.toString()).toBe('2026-06-01T00:00:00Z')
    expect(signer.signer?.commonName).toBe('Văn thư')
  })

  it('passes, detached, with the content given in pieces', async () => {
    const cms = makeCms({ content, signers: [{ party: clerk }], detached: true })
    const pieces = contentOf(content.subarray(0, 7), content.subarray(7))
    expect(await only(cms, { content: pieces })).toMatchObject({ indication: 'TOTAL_PASSED' })
  })

  it('passes without signed attributes', async () => {
    expect(await only(signedBy({ noAttributes: true }))).toMatchObject({ integrity: 'intact', level: null })
  })

  it('passes with the padding that PDF puts after it', async () => {
    const judged = await judge(Buffer.concat([signedBy(), Buffer.alloc(500)]))
    expect(judged).toMatchObject({ kind: 'judged', findings: [] })
  })

  it('is told to have other bytes after it', async () => {
    const judged = await judge(Buffer.concat([signedBy(), Buffer.from('x')]))
    expect(judged.findings.map(({ code }) => code)).toEqual(['TRAILING_BYTES'])
  })

  it.each<[KeyKind, SignerWish['hash']]>([
    ['rsa', 'sha256'],
    ['rsa', 'sha3-256'],
    ['p256', 'sha256'],
    ['p384', 'sha384'],
    ['p521', 'sha512'],
    ['brainpool', 'sha256'],
    ['secp256k1', 'sha256'],
    ['dsa', 'sha256'],
    ['ed25519', 'sha512'],
    ['ed448', 'shake256'],
  ])('by %s with %s passes', async (kind, hash) => {
    const party = issue({ issuer: root, keys: makeKeys(kind) })
    const signer = await only(makeCms({ content, signers: [{ party, hash }] }))
    expect(signer).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED' })
  })
})

describe('RSA-PSS', () => {
  const party = issue({ issuer: root, keys: makeKeys('rsa') })
  const pss = (mgf: 'sha256' | 'sha1', salt: number) =>
    sequence(
      encodeOid('1.2.840.113549.1.1.10'),
      sequence(
        explicit(0, hashAlgorithm('sha256')),
        explicit(1, sequence(encodeOid('1.2.840.113549.1.1.8'), hashAlgorithm(mgf))),
        explicit(2, integer(salt)),
      ),
    )

  it('passes', async () => {
    const signer = (bytes: Uint8Array) => ({
      algorithm: pss('sha256', 32),
      value: sign('sha256', bytes, {
        key: party.keys.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }),
    })
    expect(await only(makeCms({ content, signers: [{ party, signer }] }))).toMatchObject({ indication: 'TOTAL_PASSED' })
  })

  it('with another digest in the mask, and saying so, passes with a warning before all else', async () => {
    const signer = (bytes: Uint8Array) => ({
      algorithm: pss('sha1', 32),
      value: signPss(party.keys.privateKey, bytes, 'SHA-256', 'SHA-1', Buffer.alloc(32, 7)),
    })
    const judged = await only(makeCms({ content, signers: [{ party, signer }] }))
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED' })
    expect(codes(judged)[0]).toBe('PSS_MGF_DIGEST_DIFFERS')
  })

  it('with another digest in the mask than stated is broken', async () => {
    const signer = (bytes: Uint8Array) => ({
      algorithm: pss('sha1', 32),
      value: sign('sha256', bytes, {
        key: party.keys.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      }),
    })
    const judged = await only(makeCms({ content, signers: [{ party, signer }] }))
    expect(judged.integrity).toBe('broken')
    expect(codes(judged)).toContain('SIGNATURE_VALUE_WRONG')
  })
})

describe('a signature that contradicts itself about its digest', () => {
  const rsa = issue({ issuer: root, keys: makeKeys('rsa') })

  it('is in doubt when digest and signature algorithm name different ones', async () => {
    const judged = await only(signedBy({ party: rsa, signer: (bytes) => signWith(rsa.keys, bytes, 'sha512') }))
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'INDETERMINATE' })
    expect(codes(judged)).toContain('DIGESTS_DIFFER')
  })

  it('is in doubt when a signature algorithm stands where a digest is due', async () => {
    const cms = Buffer.from(signedBy({ party: rsa })).toString('latin1')
    const [digest, signature] = ['2.16.840.1.101.3.4.2.1', '1.2.840.113549.1.1.11'].map((one) =>
      Buffer.from(encodeOid(one)).toString('latin1'),
    )
    const judged = await only(Buffer.from(cms.replaceAll(digest ?? '', signature ?? ''), 'latin1'))
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'INDETERMINATE' })
    expect(codes(judged)).toContain('DIGEST_MISNAMED')
  })
})

describe('a changed file', () => {
  it('is broken when the content differs', async () => {
    const judged = await only(signedBy({ messageDigest: digestOf('sha256', Buffer.from('khác')) }))
    expect(judged).toMatchObject({ integrity: 'broken', indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' })
    expect(codes(judged)[0]).toBe('CONTENT_CHANGED')
  })

  it('is broken when the value is another’s', async () => {
    const stranger = issue({ issuer: root })
    const judged = await only(signedBy({ signer: (bytes) => signWith(stranger.keys, bytes) }))
    expect(judged).toMatchObject({ integrity: 'broken', subIndication: 'SIG_CRYPTO_FAILURE' })
  })

  it('never stays intact when any signed byte flips', async () => {
    const cms = Buffer.from(signedBy())
    const start = cms.indexOf(content)
    for (let at = start; at < start + content.length; at++) {
      const flipped = Buffer.from(cms)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      expect((await only(flipped)).integrity).toBe('broken')
    }
  })

  it('cannot be judged without its content, which is a doubt', async () => {
    const cms = makeCms({ content, signers: [{ party: clerk }], detached: true })
    expect(await only(cms)).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' })
  })

  it('fails when the given content is not the embedded one', async () => {
    const judged = await only(signedBy(), { content: contentOf(Buffer.from('khác')) })
    expect(codes(judged)).toContain('CONTENT_DIFFERS_FROM_EMBEDDED')
    expect(judged.integrity).toBe('broken')
  })

  it('fails when it carries content where the format forbids it', async () => {
    const judged = await only(signedBy(), { content: contentOf(content), mustBeDetached: true })
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'TOTAL_FAILED' })
  })

  it('adbe.pkcs7.sha1: the embedded digest must be that of the bytes', async () => {
    const cms = makeCms({ content: digestOf('sha1', content), signers: [{ party: clerk }] })
    expect(await only(cms, { content: contentOf(content), embeddedDigest: 'SHA-1' })).toMatchObject({
      integrity: 'intact',
    })
    const other = await only(cms, { content: contentOf(Buffer.from('khác')), embeddedDigest: 'SHA-1' })
    expect(other).toMatchObject({ integrity: 'broken', indication: 'TOTAL_FAILED' })
  })
})

describe('signed attributes', () => {
  it('in an order that is not DER’s verify as found, with a remark', async () => {
    const judged = await only(signedBy({ order: (list) => list.sort(Buffer.compare).reverse() }))
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED' })
    expect(codes(judged)).toContain('SIGNED_ATTRIBUTES_NOT_DER')
  })

  it('naming another certificate fail the signature', async () => {
    const other = issue({ issuer: root })
    expect(codes(await only(signedBy({ signingCertificate: other })))[0]).toBe('SIGNING_CERTIFICATE_OTHER')
  })

  it('with algorithm protection that contradicts fail the signature', async () => {
    const protection = (hash: 'sha256' | 'sha1') =>
      attribute('1.2.840.113549.1.9.52', sequence(hashAlgorithm(hash), encode(0xa1, encodeOid('1.2.840.10045.4.3.2'))))
    expect((await only(signedBy({ signed: [protection('sha256')] }))).indication).toBe('TOTAL_PASSED')
    expect(codes(await only(signedBy({ signed: [protection('sha1')] })))[0]).toBe('ALGORITHM_PROTECTION_BROKEN')
  })

  it('with two digests fail the signature', async () => {
    const second = attribute('1.2.840.113549.1.9.4', octets(digestOf('sha256', Buffer.from('khác'))))
    expect(codes(await only(signedBy({ signed: [second] })))[0]).toBe('MESSAGE_DIGEST_REPEATED')
  })
})

describe('weak algorithms', () => {
  it('SHA-1 after 2017 is a doubt that says why', async () => {
    const judged = await only(signedBy({ hash: 'sha1' }))
    expect(judged).toMatchObject({ integrity: 'intact', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' })
    expect(judged.reasons[0]?.message).toContain('01/01/2017')
  })

  it('MD5 is refused', async () => {
    const party = issue({ issuer: root, keys: makeKeys('rsa') })
    const judged = await only(makeCms({ content, signers: [{ party, hash: 'md5' }] }))
    expect(judged).toMatchObject({ integrity: 'intact', indication: 'TOTAL_FAILED' })
  })

  it.each([['ed25519'], ['ed448']] as const)('%s over SHA-1 is refused', async (kind) => {
    const party = issue({ issuer: root, keys: makeKeys(kind) })
    const judged = await only(makeCms({ content, signers: [{ party, hash: 'sha1' }] }))
    expect(judged.indication).toBe('TOTAL_FAILED')
    expect(codes(judged)).toContain('EDDSA_DIGEST_FORBIDDEN')
  })
})

describe('several signers', () => {
  const second = issue({ commonName: 'Chủ tịch', issuer: root })

  it('are judged each, in order', async () => {
    const judged = await judge(
      makeCms({ content, signers: [{ party: clerk }, { party: second, messageDigest: Buffer.alloc(32) }] }),
    )
    expect(judged.kind === 'judged' && judged.signers.map(({ integrity }) => integrity)).toEqual(['intact', 'broken'])
  })

  it('beyond the limit are left out with a doubt', async () => {
    const signers = Array.from({ length: LIMITS.signers + 5 }, () => ({ party: clerk }))
    const judged = await judge(makeCms({ content, signers, certificates: [clerk.der] }))
    expect(judged.findings.map(({ code }) => code)).toEqual(['TOO_MANY_SIGNERS'])
  })

  it('a counter-signature is judged over the signature it confirms', async () => {
    const counter = (party: Party, over?: Uint8Array) => (signature: Uint8Array) => [
      attribute('1.2.840.113549.1.9.6', makeSignerInfo({ party }, over ?? signature, null)),
    ]
    const certificates = [clerk.der, second.der]
    const sound = await only(makeCms({ content, certificates, signers: [{ party: clerk, unsigned: counter(second) }] }))
    expect(sound.counterSignatures.map(({ integrity }) => integrity)).toEqual(['intact'])
    expect(codes(sound)).toContain('COUNTER_SIGNATURE_PASSED')
    const wrong = makeCms({ content, certificates, signers: [{ party: clerk, unsigned: counter(second, content) }] })
    expect(codes(await only(wrong))).toContain('COUNTER_SIGNATURE_FAILED')
  })
})

describe('hostile and odd encodings', () => {
  it('indefinite lengths and content in pieces are read', async () => {
    const cms = signedBy()
    // The same CMS with an indefinite outer length: 30 80 … 00 00.
    const body = cms.subarray(2 + ((cms[1] ?? 0) & 0x7f))
    const indefinite = Buffer.concat([Buffer.from([0x30, 0x80]), body, Buffer.from([0, 0])])
    expect(await only(indefinite)).toMatchObject({ indication: 'TOTAL_PASSED' })
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['not ASN.1', Buffer.from('%PDF-1.7')],
    ['a length beyond the file', Buffer.from('3084ffffffff06092a864886f70d010702', 'hex')],
    ['a length of 126 octets', Buffer.concat([Buffer.from([0x30, 0xfe]), Buffer.alloc(200, 0xff)])],
    [
      'a hundred thousand nested sequences',
      Buffer.concat(Array.from({ length: 100_000 }, () => Buffer.from([0x30, 0x80]))),
    ],
    ['enveloped data', sequence(encodeOid('1.2.840.113549.1.7.3'), explicit(0, sequence(integer(0))))],
  ])('%s is unreadable, never a crash', async (_, bytes) => {
    expect(await judge(bytes)).toMatchObject({ kind: 'unreadable', findings: [{ code: 'SIGNATURE_UNREADABLE' }] })
  })

  it('no signer at all is a failure of its own', async () => {
    expect(await judge(makeCms({ content, signers: [], certificates: [clerk.der] }))).toMatchObject({
      kind: 'unreadable',
      findings: [{ code: 'NO_SIGNER' }],
    })
  })

  it('the signer’s certificate may be missing, which is a doubt', async () => {
    const judged = await only(makeCms({ content, signers: [{ party: clerk }], certificates: [] }))
    expect(judged).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' })
  })

  it('an attribute that is not one makes the CMS unreadable', async () => {
    const judged = await judge(signedBy({ unsigned: () => [set(integer(1))] }))
    expect(judged.kind).toBe('unreadable')
  })
})
