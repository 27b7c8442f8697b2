/** A little certification authority for tests: keys and certificates made here, nothing from elsewhere. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encode, encodeOid } from '../../../../validators/signature/asn1/encode.ts'
import { type Certificate, parseCertificate } from '../../../../validators/signature/certificate/certificate.ts'
import { freshMemory, type ValidationContext } from '../../../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'

export type KeyKind = 'rsa' | 'ec' | 'ed25519'

export interface Signer {
  privateKey: KeyObject
  publicKey: KeyObject
  /** DER certificate. */
  certificate: Uint8Array
  kind: KeyKind
  name: string
}

export interface Subject {
  name: string
  email?: string
}

const OID = {
  commonName: '2.5.4.3',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  ed25519: '1.3.101.112',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  alternativeName: '2.5.29.17',
} as const

const text = (tag: number, value: string): Uint8Array => encode(tag, Buffer.from(value, 'utf8'))
const sequence = (...parts: Uint8Array[]): Uint8Array => encode(0x30, ...parts)
export const octets = (value: Uint8Array): Uint8Array => encode(0x04, value)
export const integer = (value: number): Uint8Array => encode(0x02, Uint8Array.of(value))

export function nameOf(commonName: string): Uint8Array {
  return sequence(encode(0x31, sequence(encodeOid(OID.commonName), text(0x0c, commonName))))
}

/** AlgorithmIdentifier of a signature made with that kind of key. */
export function signatureAlgorithm(kind: KeyKind): Uint8Array {
  if (kind === 'rsa') return sequence(encodeOid(OID.rsaSha256), encode(0x05))
  return sequence(encodeOid(kind === 'ec' ? OID.ecdsaSha256 : OID.ed25519))
}

/** A raw signature; `encoding` matters for EC keys only. */
export function signBytes(signer: Signer, bytes: Uint8Array, encoding: 'der' | 'ieee-p1363' = 'der'): Buffer {
  const digest = signer.kind === 'ed25519' ? null : 'sha256'
  return sign(digest, bytes, { key: signer.privateKey, dsaEncoding: encoding })
}

function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(encodeOid(oid), ...(critical ? [encode(0x01, Uint8Array.of(0xff))] : []), octets(value))
}

let serial = 1

function makeKeys(kind: KeyKind): { privateKey: KeyObject; publicKey: KeyObject } {
  if (kind === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519')
}

function certify(subject: Subject, keys: ReturnType<typeof makeKeys>, kind: KeyKind, issuer: Signer | null): Signer {
  serial += 1
  const made: Signer = { ...keys, certificate: new Uint8Array(), kind, name: subject.name }
  const by = issuer ?? made
  const extensions =
    issuer === null
      ? [
          extension(OID.basicConstraints, true, sequence(encode(0x01, Uint8Array.of(0xff)))),
          extension(OID.keyUsage, true, encode(0x03, Uint8Array.of(1, 0x06))),
        ]
      : [extension(OID.keyUsage, true, encode(0x03, Uint8Array.of(6, 0xc0)))]
  if (subject.email !== undefined) {
    extensions.push(extension(OID.alternativeName, false, sequence(text(0x81, subject.email))))
  }
  const tbs = sequence(
    encode(0xa0, integer(2)),
    integer(serial),
    signatureAlgorithm(by.kind),
    nameOf(by.name),
    sequence(text(0x17, '250101000000Z'), text(0x17, '350101000000Z')),
    nameOf(subject.name),
    keys.publicKey.export({ format: 'der', type: 'spki' }),
    encode(0xa3, sequence(...extensions)),
  )
  const signature = encode(0x03, Uint8Array.of(0), signBytes(by, tbs))
  return { ...made, certificate: sequence(tbs, signatureAlgorithm(by.kind), signature) }
}

export function makeAuthority(name = 'Test Root CA'): Signer {
  return certify({ name }, makeKeys('rsa'), 'rsa', null)
}

export function makeSigner(authority: Signer, subject: Subject, kind: KeyKind = 'rsa'): Signer {
  return certify(subject, makeKeys(kind), kind, authority)
}

/** The serial number of a certificate made here, as INTEGER. */
export function serialOf(signer: Signer): Uint8Array {
  return encode(0x02, Buffer.from(certificateOf(signer).serial, 'hex'))
}

export function certificateOf(signer: Signer): Certificate {
  const parsed = parseCertificate(signer.certificate)
  if (parsed === null) throw new Error('own certificate is unreadable')
  return parsed
}

/** A context that trusts these authorities in June 2026, without network, where unknown revocation is only remarked. */
export function contextTrusting(...authorities: Signer[]): ValidationContext {
  const anchors = authorities.map((authority) => ({
    certificate: certificateOf(authority),
    purposes: ['document-signing', 'mail', 'time-stamping'] as const,
    from: null,
    until: null,
    source: 'test',
  }))
  return {
    trust: trustStoreOf(anchors),
    at: Temporal.Instant.from('2026-06-01T00:00:00Z'),
    fetcher: null,
    policy: { ...DEFAULT_POLICY, missingRevocation: 'remark' },
    cache: null,
    memory: freshMemory(),
  }
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64')
}
