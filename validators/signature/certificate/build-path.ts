/** Path building (RFC 4158): from a certificate to trusted anchors, through several issuers of one name, never in circles. */
import type { ValidationMemory } from '../context.ts'
import { LIMITS } from '../limits.ts'
import type { TrustAnchor, TrustStore } from '../trust/trust-store.ts'
import type { CandidatePool } from './candidates.ts'
import type { Certificate } from './certificate.ts'
import { isSignedBy } from './link.ts'

export interface CertificatePath {
  /** Leaf first, anchor left out; empty when the leaf itself is an anchor. */
  certificates: readonly Certificate[]
  anchor: TrustAnchor
}

export interface PathSearch {
  paths: readonly CertificatePath[]
  /** Where the longest try ended without an anchor. */
  deadEnd: Certificate
  /** A limit stopped the search: there may be more paths. */
  cutShort: boolean
}

/** Finds paths whose every link verifies. Anchors come first, then issuers whose key identifier fits. */
export function findPaths(
  leaf: Certificate,
  pool: CandidatePool,
  trust: TrustStore,
  memory: ValidationMemory,
): PathSearch {
  const paths: CertificatePath[] = []
  let attempts = 0
  let cutShort = false
  let deadEnd = leaf
  let deepest = 0

  const trusted = trust.anchorsBySubject
    .get(leaf.subjectKey)
    ?.find(({ certificate }) => certificate.sha256 === leaf.sha256)
  if (trusted !== undefined) return { paths: [{ certificates: [], anchor: trusted }], deadEnd: leaf, cutShort: false }

  const climb = (path: readonly Certificate[]): void => {
    const last = path.at(-1) ?? leaf
    if (path.length > deepest) {
      deepest = path.length
      deadEnd = last
    }
    if (path.length >= LIMITS.pathLength) {
      cutShort = true
      return
    }
    const tries = (issuer: Certificate): boolean => {
      if (attempts >= LIMITS.pathAttempts || paths.length >= LIMITS.pathsJudged) {
        cutShort = true
        return false
      }
      attempts++
      return isSignedBy(last, issuer, memory)
    }
    for (const anchor of trust.anchorsBySubject.get(last.issuerKey) ?? []) {
      if (tries(anchor.certificate)) paths.push({ certificates: path, anchor })
    }
    if (last.selfIssued && isOwnIssuer(last, memory)) return
    for (const issuer of ordered(pool.issuersNamed(last.issuerKey), last)) {
      if (path.some((one) => isSameEntity(one, issuer))) continue
      if (tries(issuer)) climb([...path, issuer])
    }
  }
  climb([leaf])
  return { paths, deadEnd, cutShort }
}

/** RFC 5280 §6.1: a certificate must not appear twice; the same name and key under another serial goes in circles too. */
function isSameEntity(one: Certificate, other: Certificate): boolean {
  return (
    one.sha256 === other.sha256 || (one.subjectKey === other.subjectKey && Buffer.from(one.spki).equals(other.spki))
  )
}

/** The certificate is a root: signed by its own key. */
export function isOwnIssuer(certificate: Certificate, memory: ValidationMemory): boolean {
  return certificate.selfIssued && isSignedBy(certificate, certificate, memory)
}

/** Issuers whose subject key identifier is the one asked for come first; the others may still fit. */
function ordered(issuers: readonly Certificate[], subject: Certificate): Certificate[] {
  const wanted = subject.extensions.authorityKeyId
  const fits = (issuer: Certificate) => (wanted !== null && issuer.extensions.subjectKeyId === wanted ? 0 : 1)
  return [...issuers].sort((one, other) => fits(one) - fits(other))
}
