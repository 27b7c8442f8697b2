import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeOid } from '../../../../validators/signature/asn1/encode.ts'
import type { DigestName } from '../../../../validators/signature/crypto/digest.ts'
import { readPublicKey } from '../../../../validators/signature/crypto/public-key.ts'
import { type SignatureScheme, verifyValue } from '../../../../validators/signature/crypto/verify-value.ts'
import { bits, makeKeys, sequence } from '../pki.ts'
import { signPss } from '../sign-pss.ts'

const message = Buffer.from('được ký')
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' })
const rsa = makeKeys('rsa')

describe('one signature value', () => {
  const pss = (digestName: DigestName, mgfDigest: DigestName, saltLength: number): SignatureScheme => ({
    kind: 'rsa-pss',
    digest: digestName,
    mgfDigest,
    saltLength,
  })

  it('RSA-PSS whose mask uses another digest verifies, and only with its own parameters', () => {
    const value = signPss(rsa.privateKey, message, 'SHA-256', 'SHA-1', Buffer.alloc(32, 7))
    const check = (scheme: SignatureScheme, signed = message) =>
      verifyValue(scheme, spki(rsa.publicKey), [signed], value).kind
    expect(check(pss('SHA-256', 'SHA-1', 32))).toBe('verified')
    expect(check(pss('SHA-256', 'SHA-512', 32))).toBe('mismatch')
    expect(check(pss('SHA-256', 'SHA-1', 20))).toBe('mismatch')
    expect(check(pss('SHA-256', 'SHA-1', 32), Buffer.from('khác'))).toBe('mismatch')
  })

  it('our own PSS encoder agrees with OpenSSL where both can speak', () => {
    const value = signPss(rsa.privateKey, message, 'SHA-256', 'SHA-256', Buffer.alloc(32, 9))
    expect(verifyValue(pss('SHA-256', 'SHA-256', 32), spki(rsa.publicKey), [message], value).kind).toBe('verified')
  })

  it('over several pieces is that over the whole', () => {
    const value = sign('sha256', message, rsa.privateKey)
    const scheme: SignatureScheme = { kind: 'rsa-pkcs1', digest: 'SHA-256' }
    const pieces = [message.subarray(0, 3), message.subarray(3)]
    expect(verifyValue(scheme, spki(rsa.publicKey), pieces, value).kind).toBe('verified')
  })

  it('by a key of another family is a mismatch', () => {
    const value = sign('sha256', message, rsa.privateKey)
    const scheme: SignatureScheme = { kind: 'ecdsa', digest: 'SHA-256', encoding: 'der' }
    expect(verifyValue(scheme, spki(rsa.publicKey), [message], value).kind).toBe('mismatch')
  })

  it('PKCS#1 v1.5 by a key meant for PSS alone is refused', () => {
    const pssKeys = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    const scheme: SignatureScheme = { kind: 'rsa-pkcs1', digest: 'SHA-256' }
    expect(verifyValue(scheme, spki(pssKeys.publicKey), [message], Buffer.alloc(256)).kind).toBe('mismatch')
  })

  it.each([['p1363', 'ieee-p1363'] as const, ['DER', 'der'] as const])('ECDSA in %s form', (_, encoding) => {
    const keys = makeKeys('p256')
    const value = sign('sha256', message, { key: keys.privateKey, dsaEncoding: encoding })
    expect(
      verifyValue({ kind: 'ecdsa', digest: 'SHA-256', encoding }, spki(keys.publicKey), [message], value).kind,
    ).toBe('verified')
  })
})

describe('public keys', () => {
  it('an RSA key whose identifier lacks its NULL is read all the same', () => {
    const pkcs1 = rsa.publicKey.export({ format: 'der', type: 'pkcs1' })
    const bare = sequence(sequence(encodeOid('1.2.840.113549.1.1.1')), bits(pkcs1))
    expect(readPublicKey(bare)).toMatchObject({ kind: 'key', key: { family: 'rsa', bits: 2048 } })
  })

  it.each([
    ['rubbish', Buffer.from('30030201', 'hex')],
    ['an unknown algorithm', sequence(sequence(encodeOid('1.2.3.4')), bits(Buffer.alloc(32)))],
  ])('%s is unsupported, never thrown', (_, der) => {
    expect(readPublicKey(der).kind).toBe('unsupported')
  })

  it('a modulus that would take seconds to use is refused', () => {
    const huge = Buffer.concat([Buffer.of(1), Buffer.alloc(4096, 0xff)])
    const key = sequence(encodeInteger(huge), encodeInteger(Buffer.of(1, 0, 1)))
    const outcome = readPublicKey(
      sequence(sequence(encodeOid('1.2.840.113549.1.1.1'), Buffer.from('0500', 'hex')), bits(key)),
    )
    expect(outcome.kind).toBe('unsupported')
  })
})

function encodeInteger(content: Buffer): Uint8Array {
  return Buffer.concat([Buffer.of(0x02, 0x82, content.length >> 8, content.length & 0xff), content])
}
