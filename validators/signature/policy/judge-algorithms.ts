/** Grades digest and key against the policy at the time the signature is proven to have existed. */
import { digestOfScheme } from '../crypto/algorithms.ts'
import type { DigestName } from '../crypto/digest.ts'
import type { PublicKey } from '../crypto/public-key.ts'
import type { SignatureScheme } from '../crypto/verify-value.ts'
import { type Finding, finding } from '../reasons.ts'
import type { AlgorithmRule, SignaturePolicy } from './policy.ts'

/** The moment algorithms are judged at: proven, or merely now. */
export interface JudgedTime {
  time: Temporal.Instant
  proven: boolean
}

/** The digests a signature rests on: of the content and of the signed attributes. */
export function digestsOf(digest: DigestName | null, scheme: SignatureScheme | null): DigestName[] {
  const own = scheme === null ? null : digestOfScheme(scheme)
  return [...new Set([digest, own].filter((name) => name !== null))]
}

export function judgeDigest(digest: DigestName, policy: SignaturePolicy, judged: JudgedTime): Finding[] {
  const rule = policy.digests[digest]
  if (holdsAt(rule, judged.time)) return []
  const until = vietnameseDay(rule.until)
  if (rule.after === 'failure') return [finding('DIGEST_BROKEN', digest, until)]
  return [finding(judged.proven ? 'DIGEST_WEAK' : 'DIGEST_WEAK_NO_POE', digest, until)]
}

export function judgeKey(key: PublicKey, policy: SignaturePolicy, judged: JudgedTime): Finding[] {
  const rules = key.family === 'rsa' ? policy.rsa : key.family === 'dsa' ? policy.dsa : policy.ec
  const rule = rules.find(({ minimumBits }) => key.bits >= minimumBits)?.rule
  if (rule === undefined || holdsAt(rule, judged.time)) return []
  const name = `${key.family.toUpperCase()} ${key.bits} bit`
  const until = vietnameseDay(rule.until)
  if (rule.after === 'failure') return [finding('KEY_BROKEN', name, until)]
  return [finding(judged.proven ? 'KEY_WEAK' : 'KEY_WEAK_NO_POE', name, until)]
}

/** The digest a certificate was signed with: collisions need the issuer's help, so SHA-1 is told, MD5 doubted. */
export function judgeChainDigest(digest: DigestName, policy: SignaturePolicy, issued: Temporal.Instant): Finding[] {
  const rule = policy.digests[digest]
  if (holdsAt(rule, issued)) return []
  return [finding(rule.after === 'failure' ? 'CHAIN_DIGEST_BROKEN' : 'CHAIN_DIGEST_WEAK', digest)]
}

function holdsAt(rule: AlgorithmRule, time: Temporal.Instant): boolean {
  if (rule.until === null) return true
  return Temporal.Instant.compare(time, Temporal.Instant.from(`${rule.until}T00:00:00Z`)) < 0
}

/** `2017-01-01` as clerks write it: `01/01/2017`. */
function vietnameseDay(date: string | null): string {
  return date === null ? '' : date.split('-').reverse().join('/')
}
