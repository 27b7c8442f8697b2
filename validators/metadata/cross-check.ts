import type { Remark } from '../text/read-document.ts'
import { foldForSearch } from '../text/vietnamese/fold.ts'
import { centralBodies, localUnitEnded } from './bodies.ts'
import { vietnameseDate } from './dates.ts'
import { numberInFileName } from './file-name.ts'
import type { Metadata } from './metadata.ts'
import { spell } from './proper-case.ts'
import { warning } from './reasons.ts'
import { comparableReference } from './reference.ts'

/** What a channel's envelope says of a document (the shape of `connectors/intake.ts`, kept apart: arrows point one way). */
export interface EnvelopeClaims {
  reference: string | null
  documentType: string | null
  issuer: string | null
  issuedOn: string | null
  summary: string | null
}

/** What of a signature is compared (a part of `validators/signature/report.ts`). */
export interface SignatureClaim {
  signer: { commonName: string | null; organization: string | null } | null
  claimedTime: string | null
  timestamp: { time: string; valid: boolean } | null
}

export interface Claims {
  fileName?: string | null
  envelope?: EnvelopeClaims | null
  signatures?: readonly SignatureClaim[]
}

/** Compares the text with envelope, file name, signatures and the history of bodies; each disagreement is said with both values. */
export function crossCheck(metadata: Metadata, claims: Claims): Remark[] {
  return [
    ...compareEnvelope(metadata, claims.envelope ?? null),
    ...compareFileName(metadata, claims.fileName ?? null),
    ...compareSignatures(metadata, claims.signatures ?? []),
    ...compareHistory(metadata),
  ]
}

function compareEnvelope(metadata: Metadata, envelope: EnvelopeClaims | null): Remark[] {
  if (!envelope) return []
  const remarks: Remark[] = []
  const differ = (
    label: string,
    stated: string | null,
    read: string | null,
    same: (a: string, b: string) => boolean,
  ) => {
    if (stated && read && !same(stated, read)) remarks.push(warning('ENVELOPE_DISAGREES', label, stated, read))
  }
  differ(
    'số, ký hiệu',
    envelope.reference,
    metadata.reference,
    (a, b) => comparableReference(a) === comparableReference(b),
  )
  differ('ngày ban hành', envelope.issuedOn, metadata.issuedOn, (a, b) => a === b)
  differ('loại văn bản', envelope.documentType, metadata.documentType, (a, b) => foldForSearch(a) === foldForSearch(b))
  differ('cơ quan ban hành', envelope.issuer, metadata.issuer, sameBody)
  differ('trích yếu', envelope.summary, metadata.summary, alike)
  return remarks
}

function compareFileName(metadata: Metadata, fileName: string | null): Remark[] {
  if (!fileName || !metadata.reference || !metadata.number || !metadata.symbol) return []
  const stated = numberInFileName(fileName, metadata.symbol)
  const own = /^0*(\d+)/u.exec(metadata.number)?.[1]
  return stated && own && stated !== own ? [warning('FILE_NAME_DISAGREES', stated, metadata.reference)] : []
}

function compareSignatures(metadata: Metadata, signatures: readonly SignatureClaim[]): Remark[] {
  const remarks: Remark[] = []
  const { issuer, issuedOn, signers } = metadata
  const organisations = signatures
    .map((signature) => signature.signer?.commonName ?? null)
    .filter((name): name is string => isOrganisation(name))
  if (
    issuer &&
    organisations.length > 0 &&
    !organisations.some((name) => sameBody(name, issuer) || isOfficeOf(name, issuer))
  )
    remarks.push(warning('SIGNATURE_ORGANISATION_DIFFERS', organisations.join('; '), issuer))
  const people = signatures
    .map((signature) => signature.signer?.commonName ?? null)
    .filter((name): name is string => isPerson(name))
  if (
    signers.length > 0 &&
    people.length > 0 &&
    !people.some((name) => signers.some((signer) => foldForSearch(name).includes(foldForSearch(signer.name))))
  )
    remarks.push(
      warning('SIGNATURE_SIGNER_DIFFERS', people.join('; '), signers.map((signer) => signer.name).join('; ')),
    )
  if (issuedOn) remarks.push(...compareTimes(issuedOn, signatures))
  return remarks
}

/** The first signature is made on the day of issue or soon after; a claimed time may be local time marked UTC. */
function compareTimes(issuedOn: string, signatures: readonly SignatureClaim[]): Remark[] {
  const days = signatures
    .map((signature) => (signature.timestamp?.valid ? signature.timestamp.time : signature.claimedTime))
    .filter((time): time is string => time !== null && !Number.isNaN(Date.parse(time)))
    .map((time) => new Date(Date.parse(time) + 7 * 3_600_000).toISOString().slice(0, 10))
    .sort()
  const [first] = days
  if (!first) return []
  const apart = (Date.parse(first) - Date.parse(issuedOn)) / 86_400_000
  if (apart < -1) return [warning('SIGNATURE_BEFORE_ISSUE', vietnameseDate(first), vietnameseDate(issuedOn))]
  return apart > 30 ? [warning('SIGNATURE_LONG_AFTER_ISSUE', vietnameseDate(first), vietnameseDate(issuedOn))] : []
}

const bodyByKey = new Map(centralBodies.map((body) => [key(body.name), body]))

/** The issuer must have existed on the day of issue, and its symbol be its own. */
function compareHistory(metadata: Metadata): Remark[] {
  const { issuer, issuedOn, symbol } = metadata
  if (!issuer) return []
  const remarks: Remark[] = []
  const body = bodyByKey.get(key(issuer))
  const ended = body?.ended ?? localEnd(issuer)
  if (issuedOn && ended && issuedOn >= ended.on)
    remarks.push(warning('BODY_ENDED', issuer, vietnameseDate(ended.on), ended.by, vietnameseDate(issuedOn)))
  if (symbol && body && !ofBody(symbol, body.symbols)) {
    const owner = centralBodies.find(
      (other) => other !== body && other.symbols.length > 0 && ofBody(symbol, other.symbols),
    )
    if (owner) remarks.push(warning('SYMBOL_AGAINST_ISSUER', symbol, issuer))
  }
  return remarks
}

function ofBody(symbol: string, abbreviations: readonly string[]): boolean {
  const parts = symbol.replace(/\d+$/u, '').split(/[-/]/u)
  return abbreviations.some((abbreviation) => parts.includes(abbreviation))
}

function localEnd(issuer: string): { on: string; by: string } | null {
  if (/(?:nhân dân|Phòng .+)\s+(?:huyện|quận|thị xã)\s/u.test(issuer)) return localUnitEnded('huyện', '')
  const province = /tỉnh\s+(.+)$/u.exec(issuer)?.[1]
  return province ? localUnitEnded('tỉnh', province.trim()) : null
}

function isOrganisation(name: string | null): name is string {
  return (
    name !== null &&
    /(?:ủy ban|uỷ ban|ubnd|hội đồng|hđnd|sở|bộ|văn phòng|chính phủ|cục|cổng|công báo|thanh tra|ban|trung tâm|phòng)(?:\s|$)/iu.test(
      name,
    )
  )
}

function isPerson(name: string | null): name is string {
  return name !== null && !isOrganisation(name) && /^\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}$/u.test(name)
}

/** An office that seals for the issuer: its own văn phòng, the gateway, the gazette. */
function isOfficeOf(name: string, issuer: string): boolean {
  if (/cổng thông tin|công báo/iu.test(name)) return true
  const own = key(issuer).replace(/^chu tich /u, '')
  return key(name).includes(own) || own.includes(key(name))
}

function key(name: string): string {
  return foldForSearch(spell(name))
    .replace(/\bthanh pho\b|\btp\b\.?/gu, 'tp')
    .replace(/\bnuoc cong hoa xa hoi chu nghia viet nam\b/gu, '')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
}

function sameBody(a: string, b: string): boolean {
  return key(a) === key(b)
}

/** Two wordings of one subject: most of the shorter one's words stand in the other. */
function alike(a: string, b: string): boolean {
  const words = (text: string) => new Set(key(text).split(' '))
  const [first, second] = [words(a), words(b)]
  const shared = [...first].filter((word) => second.has(word)).length
  return shared >= 0.6 * Math.min(first.size, second.size)
}
