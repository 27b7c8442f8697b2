/** Certificate revocation lists (RFC 5280 §5), full and delta. */
import { attempt, context, type Element, inside, readElement, sequence, TAG } from '../asn1/element.ts'
import { bitString, boolean, hexWithoutZeros, integerHex, octetString, oid, time } from '../asn1/values.ts'
import { pointAddresses } from '../certificate/extensions.ts'
import { nameKey, readName } from '../certificate/name.ts'
import { type StatedSignature, signatureOfIdentifier } from '../crypto/algorithms.ts'
import { CRL_REASON } from './status.ts'

export interface Crl {
  issuerKey: string
  thisUpdate: Temporal.Instant
  nextUpdate: Temporal.Instant | null
  /** The revokedCertificates field; scanned when asked, since national lists hold hundreds of thousands. */
  revoked: Element | null
  number: string | null
  /** BaseCRLNumber of a delta CRL, `null` for a full one. */
  deltaBase: string | null
  scope: {
    onlyUsers: boolean
    onlyAuthorities: boolean
    partial: boolean
    /** Web addresses of the distribution point this list is for; `null`: a list for the whole issuer. */
    points: readonly string[] | null
  }
  keepsExpiredSince: Temporal.Instant | null
  /** A critical extension this validator does not process: the list must not be used (§5.2). */
  unknownCritical: boolean
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: StatedSignature
}

const parsed = new WeakMap<Uint8Array, { crl: Crl | null }>()

/** Parses a CertificateList, once for the same array; `null`: not one. */
export function parseCrl(der: Uint8Array): Crl | null {
  const known = parsed.get(der)
  if (known !== undefined) return known.crl
  const crl = readCrl(der)
  parsed.set(der, { crl })
  return crl
}

function readCrl(der: Uint8Array): Crl | null {
  return attempt(() => {
    const [tbs, algorithm, signature] = sequence(readElement(der))
    const fields = sequence(tbs)
    if (fields[0]?.tag === TAG.integer) fields.shift()
    const [, issuer, thisUpdate, ...rest] = fields
    const isTime = (field: Element | undefined) => field?.tag === TAG.utcTime || field?.tag === TAG.generalizedTime
    const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined
    const revoked = rest[0]?.tag === TAG.sequence ? (rest.shift() ?? null) : null
    const wrapped = rest.find((field) => field.tag === context(0))
    if (tbs === undefined || issuer === undefined || algorithm === undefined) return null
    return {
      issuerKey: nameKey(readName(issuer)),
      thisUpdate: time(thisUpdate),
      nextUpdate: nextUpdate === undefined ? null : time(nextUpdate),
      revoked,
      ...readCrlExtensions(wrapped === undefined ? [] : sequence(inside(wrapped))),
      tbs: tbs.bytes,
      signature: bitString(signature),
      signatureAlgorithm: signatureOfIdentifier(algorithm, null),
    }
  })
}

type CrlExtensions = Pick<Crl, 'number' | 'deltaBase' | 'scope' | 'keepsExpiredSince' | 'unknownCritical'>

function readCrlExtensions(extensions: readonly Element[]): CrlExtensions {
  const read: CrlExtensions = {
    number: null,
    deltaBase: null,
    scope: { onlyUsers: false, onlyAuthorities: false, partial: false, points: null },
    keepsExpiredSince: null,
    unknownCritical: false,
  }
  for (const extension of extensions) {
    const fields = sequence(extension)
    const value = readElement(octetString(fields.at(-1)))
    switch (oid(fields[0])) {
      case '2.5.29.20':
        read.number = integerHex(value)
        break
      case '2.5.29.27':
        read.deltaBase = integerHex(value)
        break
      case '2.5.29.28':
        read.scope = readScope(value)
        break
      case '2.5.29.60':
        read.keepsExpiredSince = time(value)
        break
      case '2.5.29.35':
      case '2.5.29.46':
      case '2.5.29.18':
        break
      default:
        read.unknownCritical ||= fields[1]?.tag === TAG.boolean && boolean(fields[1])
    }
  }
  return read
}

/** IssuingDistributionPoint (§5.2.5): lists limited to some reasons, indirect or for attribute certificates are partial. */
function readScope(value: Element): Crl['scope'] {
  const scope: Crl['scope'] = { onlyUsers: false, onlyAuthorities: false, partial: false, points: null }
  for (const field of sequence(value)) {
    const on = field.content[0] !== 0
    if (field.tag === context(0)) scope.points = pointAddresses(field)
    if (field.tag === context(1)) scope.onlyUsers = on
    if (field.tag === context(2)) scope.onlyAuthorities = on
    if (field.tag === context(3) || ((field.tag === context(4) || field.tag === context(5)) && on)) scope.partial = true
  }
  return scope
}

export interface RevokedEntry {
  revokedAt: Temporal.Instant
  invalidSince: Temporal.Instant | null
  reason: number | null
}

/** The entry of a serial number (hexadecimal), `null` when the list does not name it. @throws Asn1Error */
export function findRevoked(crl: Crl, serial: string): RevokedEntry | null {
  if (crl.revoked === null) return null
  const { content } = crl.revoked
  // National lists are long: where the serial number's octets occur nowhere, no entry needs to be read.
  const wanted = Buffer.from(serial.length % 2 === 0 ? serial : `0${serial}`, 'hex')
  if (!Buffer.from(content.buffer, content.byteOffset, content.length).includes(wanted)) return null
  const entry = entriesOf(crl, content).get(serial)
  return entry === undefined ? null : readEntry(entry)
}

const indexed = new WeakMap<Crl, Map<string, Element>>()

/** Entries by serial number, the first of each; built once for a list, when a number may be in it. */
function entriesOf(crl: Crl, content: Uint8Array): Map<string, Element> {
  const known = indexed.get(crl)
  if (known !== undefined) return known
  const entries = new Map<string, Element>()
  for (let position = 0; position < content.length; ) {
    const entry = readElement(content, position)
    position += entry.bytes.length
    const serial = hexWithoutZeros(readElement(entry.content).content)
    if (!entries.has(serial)) entries.set(serial, entry)
  }
  indexed.set(crl, entries)
  return entries
}

function readEntry(entry: Element): RevokedEntry {
  const [, revokedAt, extensions] = sequence(entry)
  const read: RevokedEntry = { revokedAt: time(revokedAt), invalidSince: null, reason: null }
  for (const extension of extensions === undefined ? [] : sequence(extensions)) {
    const fields = sequence(extension)
    const value = readElement(octetString(fields.at(-1)))
    const identifier = oid(fields[0])
    if (identifier === '2.5.29.21') read.reason = value.content[0] ?? null
    if (identifier === '2.5.29.24') read.invalidSince = time(value)
  }
  return read
}

/** The moment from which a revoked certificate no longer counts. */
export function revokedSince(entry: RevokedEntry): Temporal.Instant {
  const { revokedAt, invalidSince } = entry
  return invalidSince !== null && Temporal.Instant.compare(invalidSince, revokedAt) < 0 ? invalidSince : revokedAt
}

export const isOnHold = (entry: RevokedEntry): boolean => entry.reason === CRL_REASON.certificateHold
