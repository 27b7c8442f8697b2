import type { Remark } from '../../text/read-document.ts'
import { foldForSearch } from '../../text/vietnamese/fold.ts'
import { typeNamed } from '../heading/document-types.ts'
import { numberInFileName } from '../heading/file-name.ts'
import { comparableReference, parseReference, referencesIn } from '../heading/reference.ts'
import type { Metadata } from '../metadata.ts'
import { warning } from '../reasons.ts'
import { bodyKey, speaksFor } from './same-body.ts'

/** What a channel's envelope says of a document (the shape of `connectors/intake.ts`, kept apart: arrows point one way). */
export interface EnvelopeClaims {
  reference: string | null
  documentType: string | null
  issuer: string | null
  issuedOn: string | null
  /** The subject of an axis message, or of a mail, which then is all there is. */
  summary: string | null
}

const sameReference = (a: string, b: string) => comparableReference(a) === comparableReference(b)

/** Each field that both name and name differently, with both values. */
export function compareEnvelope(metadata: Metadata, envelope: EnvelopeClaims | null): Remark[] {
  if (!envelope) return []
  const { reference, documentType, issuer, issuedOn, summary } = envelope
  if (!reference && !documentType && !issuer && !issuedOn) return compareSubject(metadata, summary ?? '')
  const remarks: Remark[] = []
  const differ = (label: string, stated: string | null, read: string | null, same: typeof sameReference) => {
    if (stated && read && !same(stated, read)) remarks.push(warning('ENVELOPE_DISAGREES', label, stated, read))
  }
  differ('số, ký hiệu', reference, metadata.reference, sameReference)
  differ('ngày ban hành', issuedOn, metadata.issuedOn, (a, b) => a === b)
  differ('loại văn bản', documentType, metadata.documentType, sameType)
  differ('cơ quan ban hành', issuer, metadata.issuer, (a, b) => speaksFor(a, b) || speaksFor(b, a))
  differ('trích yếu', summary, metadata.summary, alike)
  return remarks
}

/** A mail's subject names the document or nothing: only a reference of the same symbol in it can disagree. */
function compareSubject(metadata: Metadata, subject: string): Remark[] {
  const { reference, symbol } = metadata
  if (!reference || !symbol) return []
  const named = referencesIn(subject).map((found) => found.reference)
  if (named.some((other) => sameReference(other, reference))) return []
  const other = named.find((found) => sameReference(parseReference(found)?.symbol ?? '', symbol))
  return other && !(metadata.summary ?? '').includes(other)
    ? [warning('ENVELOPE_DISAGREES', 'số, ký hiệu', other, reference)]
    : []
}

export function compareFileName(metadata: Metadata, fileName: string | null): Remark[] {
  const { reference, number, symbol } = metadata
  if (!fileName || !reference || !number || !symbol) return []
  const stated = numberInFileName(fileName, symbol)
  const own = /^0*(\d+)/u.exec(number)?.[1]
  return stated && own && stated !== own ? [warning('FILE_NAME_DISAGREES', stated, reference)] : []
}

/** "Văn bản hành chính" and the like name no type of Nghị định 30/2020. */
function sameType(a: string, b: string): boolean {
  return typeNamed(a) === null || foldForSearch(a) === foldForSearch(b)
}

/** Two wordings of one subject: most of the shorter one's words stand in the other. */
function alike(a: string, b: string): boolean {
  const words = (text: string) => new Set(bodyKey(text).split(' '))
  const [first, second] = [words(a), words(b)]
  const shared = [...first].filter((word) => second.has(word)).length
  return shared >= 0.6 * Math.min(first.size, second.size)
}
