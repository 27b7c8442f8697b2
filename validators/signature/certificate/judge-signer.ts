/**
 * Is this certificate fit and trusted to have made a signature at that time? For XML signatures and for CMS alike.
 *
 * ETSI EN 319 102-1 §5.2.6 (X.509 certificate validation) and §5.6.2 (past certificate validation): with a proof of
 * existence everything is judged at the best signature time, without one at the moment of asking.
 */
import type { ProofOfExistence, ValidationContext, ValidationMaterial } from '../context.ts'
import type { DigestName } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'
import { judgeDigest, judgeKey } from '../policy/judge-algorithms.ts'
import { type Finding, finding, isFault } from '../reasons.ts'
import type { SignatureReport, SignerIdentity } from '../report.ts'
import { type FetchBudget, fetchSafely, serverFailed } from '../revocation/find-status.ts'
import { judgeRevocation } from '../revocation/judge-revocation.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import { type CertificatePath, findPaths, isOwnIssuer, type PathSearch } from './build-path.ts'
import { type CandidatePool, candidatePool } from './candidates.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { certificatesIn } from './certificate-bundle.ts'
import { judgeLeafUsage, judgeLeafValidity } from './judge-leaf.ts'
import { isBefore, label, validatePath } from './validate-path.ts'

export interface SignerQuestion {
  /** DER of the signer's certificate. */
  certificate: Uint8Array
  purpose: TrustPurpose
  /** Certificates, CRLs and OCSP responses at hand, and proofs of existence (signature and archive time-stamps alike). */
  material: ValidationMaterial
  /** What the signer claims; it proves nothing, but can tell against the signer. */
  claimedTime: Temporal.Instant | null
  /** Digests the signature rests on, judged by the policy at the best signature time. */
  digests: readonly DigestName[]
}

export interface SignerTrust {
  /** `null`: the certificate could not be read. */
  signer: SignerIdentity | null
  /** Lower-case e-mail addresses in the certificate. */
  emails: readonly string[]
  /** Chain, usage, time, revocation, algorithms. No failure and no doubt: trusted. */
  findings: readonly Finding[]
  revocation: SignatureReport['revocation']
  /** Earliest proven time; `null`: judged at `context.at`. */
  bestSignatureTime: Temporal.Instant | null
  /** The path that was judged, leaf first, anchor last, DER; only the leaf when none was found. */
  chain: readonly Uint8Array[]
  /** The status of leaf and CAs came with the file (what makes B-LT). */
  revocationInFile: boolean
}

/** Judges a certificate. Never throws for bad input; a network failure makes one check indeterminate. */
export async function judgeSigner(question: SignerQuestion, context: ValidationContext): Promise<SignerTrust> {
  const leaf = parseCertificate(question.certificate, context.memory)
  if (leaf === null) return unreadable()
  const { material, purpose, claimedTime } = question
  const proven = earliest(material.proofs)
  const time = proven ?? context.at
  const budget: FetchBudget = { left: LIMITS.fetchesPerSignature }
  const findings: Finding[] = [
    ...judgeLeafValidity(leaf, time, proven !== null, claimedTime),
    ...judgeLeafUsage(leaf, purpose),
    ...judgeAlgorithms(leaf, question, context, { time, proven: proven !== null }),
  ]
  const pool = candidatePool(context.trust, context.memory)
  pool.add(material.certificates)
  const search = await searchPaths(leaf, pool, context, budget, findings)
  const best = bestPath(search, purpose, time, context)
  if (best === null) {
    findings.push(...noPath(search, context))
    return {
      ...known(leaf),
      findings,
      revocation: NOT_CHECKED,
      bestSignatureTime: proven,
      chain: [leaf.der],
      revocationInFile: false,
    }
  }
  findings.push(...best.findings)
  const revocation = await judgeRevocation(
    { path: best.path, purpose, time, proven: proven !== null, claimedTime, material },
    context,
    budget,
  )
  findings.push(...revocation.findings)
  return {
    ...known(leaf),
    findings,
    revocation: revocation.report,
    bestSignatureTime: proven,
    chain: [...best.path.certificates.map(({ der }) => der), best.path.anchor.certificate.der],
    revocationInFile: revocation.inFile,
  }
}

const NOT_CHECKED: SignatureReport['revocation'] = { status: 'unknown', source: null, checkedAt: null }

function known(leaf: Certificate): Pick<SignerTrust, 'signer' | 'emails'> {
  return { signer: leaf.identity, emails: leaf.emails }
}

function unreadable(): SignerTrust {
  return {
    signer: null,
    emails: [],
    findings: [finding('CERTIFICATE_UNREADABLE')],
    revocation: NOT_CHECKED,
    bestSignatureTime: null,
    chain: [],
    revocationInFile: false,
  }
}

/** The earliest time proven, by a signature time-stamp or an archive time-stamp. */
export function earliest(proofs: readonly ProofOfExistence[]): Temporal.Instant | null {
  let best: Temporal.Instant | null = null
  for (const { time } of proofs) if (best === null || isBefore(time, best)) best = time
  return best
}

function judgeAlgorithms(
  leaf: Certificate,
  { digests }: SignerQuestion,
  { policy }: ValidationContext,
  judged: { time: Temporal.Instant; proven: boolean },
): Finding[] {
  const key = leaf.publicKey()
  return [
    ...digests.flatMap((digest) => judgeDigest(digest, policy, judged)),
    ...(key.kind === 'key' ? judgeKey(key.key, policy, judged) : []),
  ]
}

/** Offline first; where the chain breaks off, the authority's own address (AIA caIssuers) is asked, if there is a network. */
async function searchPaths(
  leaf: Certificate,
  pool: CandidatePool,
  context: ValidationContext,
  budget: FetchBudget,
  findings: Finding[],
): Promise<PathSearch> {
  const asked = new Set<string>()
  for (;;) {
    const search = findPaths(leaf, pool, context.trust, context.memory)
    if (search.paths.length > 0) return search
    const url = search.deadEnd.extensions.issuerAddresses.find((address) => !asked.has(address))
    if (url === undefined) return search
    asked.add(url)
    const body = await issuerFile(url, context, budget, findings)
    if (body !== null) pool.add(certificatesIn(body))
  }
}

async function issuerFile(
  url: string,
  context: ValidationContext,
  budget: FetchBudget,
  findings: Finding[],
): Promise<Uint8Array | null> {
  const key = `certificate ${url}`
  const cached = context.cache?.read(key) ?? null
  if (cached !== null || context.fetcher === null || budget.left <= 0) return cached
  budget.left--
  const outcome = await fetchSafely(context, { what: 'certificate', url })
  if (outcome.kind === 'failed') {
    findings.push(serverFailed(url, outcome.why))
    return null
  }
  // The sign-in page of a hotel network must not be kept for a certificate.
  if (certificatesIn(outcome.body).length > 0) context.cache?.write(key, outcome.body)
  return outcome.body
}

interface JudgedPath {
  path: CertificatePath
  findings: readonly Finding[]
}

/** The first path without fault, else the one with the fewest. */
function bestPath(
  search: PathSearch,
  purpose: TrustPurpose,
  time: Temporal.Instant,
  { policy }: ValidationContext,
): JudgedPath | null {
  let best: JudgedPath | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const path of search.paths) {
    const findings = validatePath(path, purpose, time, policy)
    const faults = findings.filter(isFault).length
    if (faults < fewest) {
      best = { path, findings }
      fewest = faults
    }
    if (faults === 0) break
  }
  return best
}

function noPath({ deadEnd, cutShort }: PathSearch, { memory }: ValidationContext): Finding[] {
  if (cutShort) return [finding('CHAIN_TOO_LONG')]
  if (isOwnIssuer(deadEnd, memory)) return [finding('CHAIN_UNTRUSTED_ROOT', label(deadEnd))]
  const issuer = deadEnd.identity.issuer
  return [finding('CHAIN_NOT_FOUND', /CN=((?:\\.|[^,\\])+)/.exec(issuer)?.[1] ?? issuer)]
}
