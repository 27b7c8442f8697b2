import type { Remark } from '../../text/read-document.ts'
import { foldForSearch } from '../../text/vietnamese/fold.ts'
import { vietnameseDate } from '../lines/dates.ts'
import type { Metadata } from '../metadata.ts'
import { warning } from '../reasons.ts'
import { isGateway, isOrganisation, isPerson, samePlace, speaksFor } from './same-body.ts'

/** What of a signature is compared (a part of `validators/signature/report.ts`). */
export interface SignatureClaim {
  /** A broken signature says nothing of who stands behind the text, so it is not compared. */
  integrity?: 'intact' | 'broken'
  signer: { commonName: string | null; organization: string | null } | null
  claimedTime: string | null
  timestamp: { time: string; valid: boolean } | null
}

/** Office, person and time of the certificates against issuer, signer and day of issue: a sound signature can be another's. */
export function compareSignatures(metadata: Metadata, signatures: readonly SignatureClaim[]): Remark[] {
  const sound = signatures.filter(({ integrity }) => integrity !== 'broken')
  const own = sound.filter((signature) => !isGateway(nameOf(signature)))
  return [
    ...compareOffices(metadata, sound),
    ...comparePeople(metadata, own),
    ...(metadata.issuedOn ? compareTimes(metadata.issuedOn, own) : []),
  ]
}

function nameOf({ signer }: SignatureClaim): string {
  return signer?.commonName ?? ''
}

/** The office a certificate was made out to; `null` for a person's. */
function officeOf(signature: SignatureClaim): string | null {
  const name = nameOf(signature)
  if (isOrganisation(name)) return name
  const organization = signature.signer?.organization ?? ''
  return !isPerson(name) && isOrganisation(organization) ? organization : null
}

function compareOffices({ issuer }: Metadata, signatures: readonly SignatureClaim[]): Remark[] {
  if (!issuer) return []
  const offices = signatures.flatMap((signature) => {
    const office = officeOf(signature)
    return office ? [{ office, organization: signature.signer?.organization ?? '' }] : []
  })
  const fits = offices.some(
    ({ office, organization }) =>
      isGateway(office) || (speaksFor(office, issuer) && samePlace(`${office} ${organization}`, issuer)),
  )
  const strangers = fits ? [] : offices.map(({ office, organization }) => told(office, organization))
  const elsewhere = signatures
    .filter((signature) => isPerson(nameOf(signature)) && !samePlace(signature.signer?.organization ?? '', issuer))
    .map((signature) => told(nameOf(signature), signature.signer?.organization ?? ''))
  const differing = [...new Set([...strangers, ...elsewhere])]
  return differing.length > 0 ? [warning('SIGNATURE_ORGANISATION_DIFFERS', differing.join('; '), issuer)] : []
}

function told(name: string, organization: string): string {
  return organization === '' || foldForSearch(name).includes(foldForSearch(organization))
    ? name
    : `${name}, ${organization}`
}

function comparePeople({ signers }: Metadata, signatures: readonly SignatureClaim[]): Remark[] {
  const people = [...new Set(signatures.map(nameOf).filter(isPerson))]
  const known = people.some((name) =>
    signers.some((signer) => foldForSearch(name).includes(foldForSearch(signer.name))),
  )
  if (signers.length === 0 || people.length === 0 || known) return []
  const printed = signers.map((signer) => signer.name).join('; ')
  return [warning('SIGNATURE_SIGNER_DIFFERS', people.join('; '), printed)]
}

/** The first signature is made on the day of issue or soon after; a claimed time may be local time marked UTC. */
function compareTimes(issuedOn: string, signatures: readonly SignatureClaim[]): Remark[] {
  const [first] = signatures
    .map((signature) => (signature.timestamp?.valid ? signature.timestamp.time : signature.claimedTime))
    .filter((time): time is string => time !== null && !Number.isNaN(Date.parse(time)))
    .map((time) => new Date(Date.parse(time) + 7 * 3_600_000).toISOString().slice(0, 10))
    .sort()
  if (!first) return []
  const apart = (Date.parse(first) - Date.parse(issuedOn)) / 86_400_000
  if (apart < -1) return [warning('SIGNATURE_BEFORE_ISSUE', vietnameseDate(first), vietnameseDate(issuedOn))]
  return apart > 30 ? [warning('SIGNATURE_LONG_AFTER_ISSUE', vietnameseDate(first), vietnameseDate(issuedOn))] : []
}
