/**
 * A certification authority for tests: issues certificates, CRLs, OCSP responses, time-stamps and CMS signatures, sound
 * or broken in any way a test asks for. Keys are made once a run; nothing is read from disk.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encode, encodeOid, encodeSetOf } from '../../../validators/signature/asn1/encode.ts'
import { type Certificate, parseCertificate } from '../../../validators/signature/certificate/certificate.ts'
import { KEY_USAGES, type KeyUsage } from '../../../validators/signature/certificate/extensions.ts'
import {
  freshMemory,
  NO_MATERIAL,
  type ValidationContext,
  type ValidationMaterial,
} from '../../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../../validators/signature/policy/default-policy.ts'
import { keyBits } from '../../../validators/signature/revocation/ocsp.ts'
import { type TrustAnchor, type TrustPurpose, trustStoreOf } from '../../../validators/signature/trust/trust-store.ts'

// ── DER, as far as tests write it ──────────────────────────────────────────────────────────────────────────────────

export const sequence = (...parts: Uint8Array[]) => encode(0x30, ...parts)
export const set = (...parts: Uint8Array[]) => encodeSetOf(parts)
export const octets = (bytes: Uint8Array) => encode(0x04, bytes)
export const integer = (value: number | bigint) => {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return encode(0x02, Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex'))
}
export const bits = (bytes: Uint8Array, unused = 0) => encode(0x03, Uint8Array.of(unused), bytes)
export const explicit = (number: number, ...parts: Uint8Array[]) => encode(0xa0 | number, ...parts)
export const implicit = (number: number, bytes: Uint8Array) => encode(0x80 | number, bytes)
export const bool = (value: boolean) => encode(0x01, Uint8Array.of(value ? 0xff : 0))
export const nil = encode(0x05)
export const utf8 = (text: string) => encode(0x0c, Buffer.from(text))
export const ia5 = (text: string) => encode(0x16, Buffer.from(text))
const digits = (at: string) => Temporal.Instant.from(at).toString({ smallestUnit: 'second' }).replace(/[-:T]/g, '')
export const generalizedTime = (at: string) => encode(0x18, Buffer.from(digits(at)))
export const utcTime = (at: string) => encode(0x17, Buffer.from(digits(at).slice(2)))

// ── Algorithms and keys ────────────────────────────────────────────────────────────────────────────────────────────

export type KeyKind =
  | 'p256'
  | 'p384'
  | 'p521'
  | 'p224'
  | 'brainpool'
  | 'secp256k1'
  | 'rsa'
  | 'rsa1024'
  | 'ed25519'
  | 'ed448'
  | 'dsa'

export interface Keys {
  publicKey: KeyObject
  privateKey: KeyObject
}

export function makeKeys(kind: KeyKind = 'p256'): Keys {
  switch (kind) {
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    case 'rsa1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 })
    case 'dsa':
      return generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    case 'ed448':
      return generateKeyPairSync('ed448')
    default:
      return generateKeyPairSync('ec', { namedCurve: CURVES[kind] })
  }
}

const CURVES = {
  p224: 'secp224r1',
  p256: 'prime256v1',
  p384: 'secp384r1',
  p521: 'secp521r1',
  brainpool: 'brainpoolP256r1',
  secp256k1: 'secp256k1',
} as const

export type Hash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'shake256'

const HASH_OIDS: Record<Hash, string> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  'sha3-256': '2.16.840.1.101.3.4.2.8',
  shake256: '2.16.840.1.101.3.4.2.12',
}

export const hashAlgorithm = (hash: Hash) => sequence(encodeOid(HASH_OIDS[hash]))

export function digestOf(hash: Hash, ...parts: Uint8Array[]): Buffer {
  const hasher = createHash(hash, hash === 'shake256' ? { outputLength: 64 } : undefined)
  for (const part of parts) hasher.update(part)
  return hasher.digest()
}

const SIGNATURE_OIDS: Record<'rsa' | 'ec' | 'dsa', Partial<Record<Hash, string>>> = {
  rsa: {
    md5: '1.2.840.113549.1.1.4',
    sha1: '1.2.840.113549.1.1.5',
    sha256: '1.2.840.113549.1.1.11',
    sha384: '1.2.840.113549.1.1.12',
    sha512: '1.2.840.113549.1.1.13',
    'sha3-256': '2.16.840.1.101.3.4.3.14',
  },
  ec: {
    sha1: '1.2.840.10045.4.1',
    sha256: '1.2.840.10045.4.3.2',
    sha384: '1.2.840.10045.4.3.3',
    sha512: '1.2.840.10045.4.3.4',
    'sha3-256': '2.16.840.1.101.3.4.3.10',
  },
  dsa: { sha1: '1.2.840.10040.4.3', sha256: '2.16.840.1.101.3.4.3.2' },
}

/** Signs with the key's usual scheme; EdDSA takes no hash. */
export function signWith(
  keys: Keys,
  bytes: Uint8Array,
  hash: Hash = 'sha256',
): { algorithm: Uint8Array; value: Buffer } {
  const type = keys.privateKey.asymmetricKeyType
  if (type === 'ed25519' || type === 'ed448') {
    const oid = type === 'ed25519' ? '1.3.101.112' : '1.3.101.113'
    return { algorithm: sequence(encodeOid(oid)), value: sign(null, bytes, keys.privateKey) }
  }
  const oid = SIGNATURE_OIDS[type as 'rsa' | 'ec' | 'dsa'][hash] ?? ''
  return { algorithm: sequence(encodeOid(oid)), value: sign(hash, bytes, keys.privateKey) }
}

// ── Certificates ───────────────────────────────────────────────────────────────────────────────────────────────────

export type Rdn = readonly [oid: string, value: string]

/** `C=VN, O=…, CN=…`. */
export function name(commonName: string, ...more: readonly Rdn[]): Uint8Array {
  const rdns: Rdn[] = [['2.5.4.6', 'VN'], ['2.5.4.10', 'Cơ quan thử nghiệm'], ...more, ['2.5.4.3', commonName]]
  return rawName(rdns)
}

export const rawName = (rdns: readonly Rdn[]) =>
  sequence(...rdns.map(([oid, value]) => set(sequence(encodeOid(oid), utf8(value)))))

export interface Party {
  der: Uint8Array
  certificate: Certificate
  keys: Keys
  name: Uint8Array
}

export interface CertificateWish {
  commonName?: string
  name?: Uint8Array
  /** `null`: self-signed. */
  issuer?: Party | null
  keys?: Keys
  notBefore?: string
  notAfter?: string
  ca?: boolean
  pathLength?: number
  keyUsage?: readonly KeyUsage[] | null
  extendedKeyUsage?: readonly string[]
  extendedKeyUsageCritical?: boolean
  emails?: readonly string[]
  crlUrl?: string
  ocspUrl?: string
  issuerUrl?: string
  hash?: Hash
  /** Whole extensions in DER, beside those made here. */
  extensions?: readonly Uint8Array[]
  serial?: number
}

let lastSerial = 1000

export const extension = (oid: string, critical: boolean, value: Uint8Array) =>
  sequence(encodeOid(oid), ...(critical ? [bool(true)] : []), octets(value))

/** Issues a certificate; without wishes a sound signer of documents, valid 2020–2040. */
export function issue(wish: CertificateWish = {}): Party {
  const keys = wish.keys ?? makeKeys()
  const subject = wish.name ?? name(wish.commonName ?? `Người thử ${lastSerial + 1}`)
  const issuer = wish.issuer ?? null
  const issuerKeys = issuer?.keys ?? keys
  const spki = keys.publicKey.export({ format: 'der', type: 'spki' })
  const algorithm = signWith(issuerKeys, Buffer.alloc(1), wish.hash).algorithm
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(wish.serial ?? ++lastSerial),
    algorithm,
    issuer?.name ?? subject,
    sequence(
      generalizedTime(wish.notBefore ?? '2020-01-01T00:00:00Z'),
      generalizedTime(wish.notAfter ?? '2040-01-01T00:00:00Z'),
    ),
    subject,
    spki,
    explicit(3, sequence(...extensionsOf(wish, spki, issuer))),
  )
  const { value } = signWith(issuerKeys, tbs, wish.hash)
  const der = sequence(tbs, algorithm, bits(value))
  const certificate = parseCertificate(der)
  if (certificate === null) throw new Error('the test authority issued something unreadable')
  return { der, certificate, keys, name: subject }
}

function extensionsOf(wish: CertificateWish, spki: Uint8Array, issuer: Party | null): Uint8Array[] {
  const list = [extension('2.5.29.14', false, octets(digestOf('sha1', spki)))]
  const issuerKeyId = issuer?.certificate.extensions.subjectKeyId
  if (issuerKeyId) list.push(extension('2.5.29.35', false, sequence(implicit(0, Buffer.from(issuerKeyId, 'hex')))))
  if (wish.ca) {
    const length = wish.pathLength === undefined ? [] : [integer(wish.pathLength)]
    list.push(extension('2.5.29.19', true, sequence(bool(true), ...length)))
  }
  const usage = wish.keyUsage ?? (wish.ca ? (['keyCertSign', 'cRLSign'] as const) : (['digitalSignature'] as const))
  if (wish.keyUsage !== null) list.push(extension('2.5.29.15', true, keyUsageBits(usage)))
  if (wish.extendedKeyUsage) {
    const value = sequence(...wish.extendedKeyUsage.map(encodeOid))
    list.push(extension('2.5.29.37', wish.extendedKeyUsageCritical ?? false, value))
  }
  if (wish.emails) {
    list.push(extension('2.5.29.17', false, sequence(...wish.emails.map((mail) => implicit(1, Buffer.from(mail))))))
  }
  if (wish.crlUrl) {
    const point = sequence(explicit(0, explicit(0, implicit(6, Buffer.from(wish.crlUrl)))))
    list.push(extension('2.5.29.31', false, sequence(point)))
  }
  const access: Uint8Array[] = []
  if (wish.ocspUrl) access.push(accessDescription('1.3.6.1.5.5.7.48.1', wish.ocspUrl))
  if (wish.issuerUrl) access.push(accessDescription('1.3.6.1.5.5.7.48.2', wish.issuerUrl))
  if (access.length > 0) list.push(extension('1.3.6.1.5.5.7.1.1', false, sequence(...access)))
  return [...list, ...(wish.extensions ?? [])]
}

const accessDescription = (method: string, url: string) => sequence(encodeOid(method), implicit(6, Buffer.from(url)))

function keyUsageBits(usages: readonly KeyUsage[]): Uint8Array {
  const octetsOfBits = Buffer.alloc(2)
  for (const usage of usages) {
    const index = KEY_USAGES.indexOf(usage)
    const octet = index >> 3
    octetsOfBits[octet] = (octetsOfBits[octet] ?? 0) | (0x80 >> (index & 7))
  }
  return bits(octetsOfBits)
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

/** A time-stamping authority's certificate. */
export const issueTsa = (issuer: Party, wish: CertificateWish = {}) =>
  issue({
    commonName: 'Máy chủ cấp dấu thời gian',
    issuer,
    extendedKeyUsage: [TIME_STAMPING],
    extendedKeyUsageCritical: true,
    ...wish,
  })

// ── Revocation ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CrlWish {
  issuer: Party
  thisUpdate?: string
  nextUpdate?: string | null
  revoked?: readonly { serial: string; at: string; reason?: number; invalidSince?: string }[]
  number?: number
  deltaBase?: number
  extensions?: readonly Uint8Array[]
}

export function makeCrl({
  issuer,
  thisUpdate,
  nextUpdate,
  revoked = [],
  number = 1,
  deltaBase,
  extensions = [],
}: CrlWish): Uint8Array {
  const { algorithm } = signWith(issuer.keys, Buffer.alloc(1))
  const entries = revoked.map(({ serial, at, reason, invalidSince }) => {
    const entryExtensions = [
      ...(reason === undefined ? [] : [extension('2.5.29.21', false, encode(0x0a, Uint8Array.of(reason)))]),
      ...(invalidSince === undefined ? [] : [extension('2.5.29.24', false, generalizedTime(invalidSince))]),
    ]
    return sequence(
      integer(BigInt(`0x${serial}`)),
      generalizedTime(at),
      ...(entryExtensions.length > 0 ? [sequence(...entryExtensions)] : []),
    )
  })
  const tbs = sequence(
    integer(1),
    algorithm,
    issuer.name,
    generalizedTime(thisUpdate ?? '2026-01-01T00:00:00Z'),
    ...(nextUpdate === null ? [] : [generalizedTime(nextUpdate ?? '2027-01-01T00:00:00Z')]),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(
      0,
      sequence(
        extension('2.5.29.20', false, integer(number)),
        ...(deltaBase === undefined ? [] : [extension('2.5.29.27', true, integer(deltaBase))]),
        ...extensions,
      ),
    ),
  )
  return sequence(tbs, algorithm, bits(signWith(issuer.keys, tbs).value))
}

export interface OcspWish {
  issuer: Party
  subject: Party
  /** Signs the response; the issuer itself when absent. */
  responder?: Party
  status?: 'good' | 'unknown' | { revokedAt: string; reason?: number }
  thisUpdate?: string
  nextUpdate?: string
  producedAt?: string
  nonce?: Uint8Array
  archiveCutoff?: string
}

export function makeOcsp({
  issuer,
  subject,
  responder,
  status = 'good',
  thisUpdate,
  nextUpdate,
  producedAt,
  nonce,
  archiveCutoff,
}: OcspWish): Uint8Array {
  const signer = responder ?? issuer
  const made = thisUpdate ?? '2026-01-01T00:00:00Z'
  const certId = sequence(
    hashAlgorithm('sha1'),
    octets(digestOf('sha1', issuer.name)),
    octets(digestOf('sha1', keyBits(issuer.certificate))),
    integer(BigInt(`0x${subject.certificate.serial}`)),
  )
  const certStatus =
    status === 'good'
      ? implicit(0, Buffer.alloc(0))
      : status === 'unknown'
        ? implicit(2, Buffer.alloc(0))
        : explicit(
            1,
            generalizedTime(status.revokedAt),
            ...(status.reason === undefined ? [] : [explicit(0, encode(0x0a, Uint8Array.of(status.reason)))]),
          )
  const single = sequence(
    certId,
    certStatus,
    generalizedTime(made),
    ...(nextUpdate === undefined ? [] : [explicit(0, generalizedTime(nextUpdate))]),
    ...(archiveCutoff === undefined
      ? []
      : [explicit(1, sequence(extension('1.3.6.1.5.5.7.48.1.6', false, generalizedTime(archiveCutoff))))]),
  )
  const data = sequence(
    explicit(1, signer.name),
    generalizedTime(producedAt ?? made),
    sequence(single),
    ...(nonce === undefined ? [] : [explicit(1, sequence(extension('1.3.6.1.5.5.7.48.1.2', false, octets(nonce))))]),
  )
  const { algorithm, value } = signWith(signer.keys, data)
  const basic = sequence(
    data,
    algorithm,
    bits(value),
    ...(responder === undefined ? [] : [explicit(0, sequence(responder.der))]),
  )
  return sequence(
    encode(0x0a, Uint8Array.of(0)),
    explicit(0, sequence(encodeOid('1.3.6.1.5.5.7.48.1.1'), octets(basic))),
  )
}

// ── CMS and time-stamps ────────────────────────────────────────────────────────────────────────────────────────────

export const attribute = (oid: string, ...values: Uint8Array[]) => sequence(encodeOid(oid), set(...values))

export interface SignerWish {
  party: Party
  hash?: Hash
  signingTime?: string | null
  /** `false`: no signing-certificate-v2; a Party: that of another. */
  signingCertificate?: boolean | Party
  /** More signed attributes, in DER. */
  signed?: readonly Uint8Array[]
  /** More unsigned attributes, made from the signature value. */
  unsigned?: (signature: Uint8Array) => readonly Uint8Array[]
  /** Without signed attributes the content itself is signed. */
  noAttributes?: boolean
  /** Written instead of the true digest. */
  messageDigest?: Uint8Array
  /** Written instead of the usual identifier, with the value it goes with. */
  signer?: (bytes: Uint8Array) => { algorithm: Uint8Array; value: Uint8Array }
  /** Puts the signed attributes in this order instead of DER's. */
  order?: (attributes: Uint8Array[]) => Uint8Array[]
}

export interface CmsWish {
  content: Uint8Array
  signers: readonly SignerWish[]
  detached?: boolean
  contentType?: string
  certificates?: readonly Uint8Array[]
  crls?: readonly Uint8Array[]
}

const DATA = '1.2.840.113549.1.7.1'

export function makeCms({
  content,
  signers,
  detached = false,
  contentType = DATA,
  certificates,
  crls = [],
}: CmsWish): Uint8Array {
  const carried = certificates ?? signers.map(({ party }) => party.der)
  const embedded = detached ? [] : [explicit(0, octets(content))]
  const signedData = sequence(
    integer(contentType === DATA ? 1 : 3),
    set(...signers.map(({ hash }) => hashAlgorithm(hash ?? 'sha256'))),
    sequence(encodeOid(contentType), ...embedded),
    ...(carried.length > 0 ? [encode(0xa0, ...carried)] : []),
    ...(crls.length > 0 ? [encode(0xa1, ...crls)] : []),
    encode(0x31, ...signers.map((signer) => makeSignerInfo(signer, content, contentType))),
  )
  return sequence(encodeOid('1.2.840.113549.1.7.2'), explicit(0, signedData))
}

/** One SignerInfo; `contentType` null makes a counter-signature. */
export function makeSignerInfo(wish: SignerWish, content: Uint8Array, contentType: string | null): Uint8Array {
  const { party, hash = 'sha256' } = wish
  const attributes = wish.noAttributes ? null : signedAttributesOf(wish, content, contentType)
  const ordered = attributes === null ? null : (wish.order ?? ((list) => list.sort(Buffer.compare)))(attributes)
  const toSign = ordered === null ? content : encode(0x31, ...ordered)
  const { algorithm, value } = wish.signer?.(toSign) ?? signWith(party.keys, toSign, hash)
  const unsigned = wish.unsigned?.(value) ?? []
  return sequence(
    integer(1),
    sequence(party.certificate.issuerDer, integer(BigInt(`0x${party.certificate.serial}`))),
    hashAlgorithm(hash),
    ...(ordered === null ? [] : [encode(0xa0, ...ordered)]),
    algorithm,
    octets(value),
    ...(unsigned.length > 0 ? [encode(0xa1, ...unsigned)] : []),
  )
}

function signedAttributesOf(wish: SignerWish, content: Uint8Array, contentType: string | null): Uint8Array[] {
  const { hash = 'sha256', party, signingTime = '2026-06-01T00:00:00Z', signingCertificate = true } = wish
  const list = [attribute('1.2.840.113549.1.9.4', octets(wish.messageDigest ?? digestOf(hash, content)))]
  if (contentType !== null) list.push(attribute('1.2.840.113549.1.9.3', encodeOid(contentType)))
  if (signingTime !== null) list.push(attribute('1.2.840.113549.1.9.5', utcTime(signingTime)))
  if (signingCertificate !== false) {
    const meant = signingCertificate === true ? party : signingCertificate
    const reference = sequence(octets(digestOf('sha256', meant.der)))
    list.push(attribute('1.2.840.113549.1.9.16.2.47', sequence(sequence(reference))))
  }
  return [...list, ...(wish.signed ?? [])]
}

export interface TimestampWish {
  tsa: Party
  /** What is stamped. */
  content: Uint8Array
  time: string
  hash?: Hash
  certificates?: readonly Uint8Array[]
  /** Written instead of the true imprint. */
  imprint?: Uint8Array
  signer?: Partial<SignerWish>
}

export const TST_INFO = '1.2.840.113549.1.9.16.1.4'
export const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14'

/** An RFC 3161 token. */
export function makeTimestamp({
  tsa,
  content,
  time,
  hash = 'sha256',
  certificates,
  imprint,
  signer,
}: TimestampWish): Uint8Array {
  const info = sequence(
    integer(1),
    encodeOid('1.2.3.4.5'),
    sequence(hashAlgorithm(hash), octets(imprint ?? digestOf(hash, content))),
    integer(++lastSerial),
    generalizedTime(time),
  )
  return makeCms({
    content: info,
    contentType: TST_INFO,
    signers: [{ party: tsa, signingTime: time, ...signer }],
    certificates: certificates ?? [tsa.der],
  })
}

/** The unsigned attribute that carries a signature time-stamp. */
export const stampedBy =
  (tsa: Party, time: string, certificates?: readonly Uint8Array[]) => (signature: Uint8Array) => [
    attribute(
      SIGNATURE_TIMESTAMP,
      makeTimestamp({ tsa, content: signature, time, certificates: certificates ?? [tsa.der] }),
    ),
  ]

// ── What validation is asked with ──────────────────────────────────────────────────────────────────────────────────

export const EVERY_PURPOSE: readonly TrustPurpose[] = ['document-signing', 'time-stamping', 'mail']

export const anchorOf = (party: Party, more: Partial<TrustAnchor> = {}): TrustAnchor => ({
  certificate: party.certificate,
  purposes: EVERY_PURPOSE,
  from: null,
  until: null,
  source: 'test',
  ...more,
})

/** A context that trusts these roots, asked on 1 July 2026, offline; a missing revocation status is told only. */
export function contextOf(roots: readonly Party[], more: Partial<ValidationContext> = {}): ValidationContext {
  return {
    trust: trustStoreOf(roots.map((root) => anchorOf(root))),
    at: Temporal.Instant.from('2026-07-01T00:00:00Z'),
    fetcher: null,
    policy: { ...DEFAULT_POLICY, missingRevocation: 'remark' },
    cache: null,
    memory: freshMemory(),
    ...more,
  }
}

export const materialOf = (more: Partial<ValidationMaterial> = {}): ValidationMaterial => ({ ...NO_MATERIAL, ...more })

/** A context tag around raw content: primitive, or constructed. */
export const encodeContext = (number: number, content: Uint8Array, constructed = false): Uint8Array =>
  encode((constructed ? 0xa0 : 0x80) | number, content)
