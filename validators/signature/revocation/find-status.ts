/** The status of one certificate: from the file, then the cache, then the network if there is one. */
import { randomBytes } from 'node:crypto'
import { hex } from '../asn1/values.ts'
import type { FetchOutcome, FetchRequest, ValidationContext, ValidationMaterial } from '../context.ts'
import { LIMITS } from '../limits.ts'
import { type Finding, finding } from '../reasons.ts'
import { chooseEvidence, type RevocationVerdict } from './choose-evidence.ts'
import { evidenceOfCrls, evidenceOfOcsps, type Subject } from './judge-evidence.ts'
import { encodeOcspRequest } from './ocsp.ts'
import type { Evidence } from './status.ts'

/** Counts the network questions of one signature. */
export interface FetchBudget {
  left: number
}

export interface StatusAnswer {
  verdict: RevocationVerdict
  /** Remarks about servers and data that did not help. */
  findings: readonly Finding[]
}

/** Never rejects: a bad list or server leaves the status unknown, no more. */
export async function findStatus(
  subject: Subject,
  time: Temporal.Instant,
  material: Pick<ValidationMaterial, 'crls' | 'ocsps' | 'source'>,
  context: ValidationContext,
  budget: FetchBudget,
): Promise<StatusAnswer> {
  const { memory, policy } = context
  const evidence: Evidence[] = [
    ...evidenceOfOcsps(material.ocsps, subject, material.source, memory),
    ...evidenceOfCrls(material.crls, subject, material.source, memory),
  ]
  const choose = () => chooseEvidence(evidence, subject.certificate, time, policy.revocationFreshnessDays)
  const decided = (verdict: RevocationVerdict) => verdict.kind === 'good' || verdict.kind === 'revoked'
  if (decided(choose())) return { verdict: choose(), findings: [] }
  evidence.push(...evidenceOfCrls(context.trust.crls, subject, 'cache', memory), ...cachedEvidence(subject, context))
  if (decided(choose()) || context.fetcher === null) return { verdict: choose(), findings: [] }
  const findings: Finding[] = []
  for (const ask of onlineQuestions(subject, context)) {
    if (budget.left <= 0) break
    budget.left--
    const answer = await ask()
    evidence.push(...answer.evidence)
    findings.push(...answer.findings)
    if (decided(choose())) break
  }
  return { verdict: choose(), findings }
}

const crlKey = (url: string): string => `crl ${url}`
const ocspKey = ({ certificate, issuer }: Subject): string => `ocsp ${issuer.sha256} ${certificate.serial}`

function cachedEvidence(subject: Subject, { cache, memory }: ValidationContext): Evidence[] {
  if (cache === null) return []
  const ocsp = cache.read(ocspKey(subject))
  const { crlAddresses, freshestCrlAddresses } = subject.certificate.extensions
  const crls = [...crlAddresses, ...freshestCrlAddresses].flatMap((url) => cache.read(crlKey(url)) ?? [])
  return [
    ...evidenceOfOcsps(ocsp === null ? [] : [ocsp], subject, 'cache', memory),
    ...evidenceOfCrls(crls, subject, 'cache', memory),
  ]
}

interface OnlineAnswer {
  evidence: readonly Evidence[]
  findings: readonly Finding[]
}

/** OCSP first: small and fresh; then whole lists. */
function onlineQuestions(subject: Subject, context: ValidationContext): (() => Promise<OnlineAnswer>)[] {
  const { ocspAddresses, crlAddresses } = subject.certificate.extensions
  return [
    ...ocspAddresses.map((url) => () => askOcsp(url, subject, context)),
    ...crlAddresses.map((url) => () => askCrl(url, subject, context)),
  ]
}

async function askOcsp(url: string, subject: Subject, context: ValidationContext): Promise<OnlineAnswer> {
  const nonce = randomBytes(16)
  const body = encodeOcspRequest(subject.certificate, subject.issuer, nonce)
  const outcome = await fetchSafely(context, { what: 'ocsp', url, body })
  if (outcome.kind === 'failed') return failedServer(url, outcome.why)
  const evidence = evidenceOfOcsps([outcome.body], subject, 'online', context.memory, hex(nonce))
  if (evidence.length === 0) return { evidence, findings: [finding('REVOCATION_SERVER_LIED', url)] }
  context.cache?.write(ocspKey(subject), outcome.body)
  return { evidence, findings: [] }
}

async function askCrl(url: string, subject: Subject, context: ValidationContext): Promise<OnlineAnswer> {
  const outcome = await fetchSafely(context, { what: 'crl', url })
  if (outcome.kind === 'failed') return failedServer(url, outcome.why)
  const lists = [outcome.body]
  for (const freshest of subject.certificate.extensions.freshestCrlAddresses.slice(0, 1)) {
    const delta = await fetchSafely(context, { what: 'crl', url: freshest })
    if (delta.kind === 'fetched') lists.push(delta.body)
  }
  const evidence = evidenceOfCrls(lists, subject, 'online', context.memory)
  if (evidence.length === 0) return { evidence, findings: [finding('REVOCATION_SERVER_LIED', url)] }
  context.cache?.write(crlKey(url), outcome.body)
  return { evidence, findings: [] }
}

const failedServer = (url: string, why: FetchFailure): OnlineAnswer => ({
  evidence: [],
  findings: [serverFailed(url, why)],
})

type FetchFailure = (FetchOutcome & { kind: 'failed' })['why']

const FAILURES: Record<FetchFailure, string> = {
  timeout: 'không trả lời kịp',
  'too-large': 'trả về quá nhiều',
  refused: 'bị từ chối',
  network: 'không kết nối được',
}

/** What is said of a server that gave nothing, whatever it was asked for. */
export function serverFailed(url: string, why: FetchFailure): Finding {
  return finding('REVOCATION_SERVER_FAILED', url, FAILURES[why])
}

/** The fetcher promises not to reject; a promise broken is one more failed server. */
export async function fetchSafely(context: ValidationContext, request: FetchRequest): Promise<FetchOutcome> {
  if (context.fetcher === null) return { kind: 'failed', why: 'refused' }
  try {
    const outcome = await context.fetcher(request)
    const tooLarge = outcome.kind === 'fetched' && outcome.body.length > LIMITS.fetchBytes[request.what]
    return tooLarge ? { kind: 'failed', why: 'too-large' } : outcome
  } catch {
    return { kind: 'failed', why: 'network' }
  }
}
