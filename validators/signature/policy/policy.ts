/** The shape of a signature policy: rules as data, interpreted by `policy/judge-algorithms.ts` and the trust code. */
import type { DigestName } from '../crypto/digest.ts'
import type { FileVerdict } from '../report.ts'

/** Until when (exclusive, UTC day) an algorithm is acceptable; `null`: still. What a later use means. */
export interface AlgorithmRule {
  until: string | null
  /** A signature proven to be older than `until` is fine; a later (or unproven) one is this. */
  after: 'doubt' | 'failure'
  /** Where the date comes from. */
  source: string
}

export interface KeyRule {
  /** Least size in bits from which this rule holds. */
  minimumBits: number
  rule: AlgorithmRule
}

export interface SignaturePolicy {
  name: string
  digests: Readonly<Record<DigestName, AlgorithmRule>>
  /** The first rule whose `minimumBits` the key reaches; largest first. */
  rsa: readonly KeyRule[]
  dsa: readonly KeyRule[]
  ec: readonly KeyRule[]
  /** A signature whose certificate status nobody knows: told only, or in doubt. */
  missingRevocation: 'remark' | 'doubt'
  /** The same for the certificate of a time-stamping authority. */
  missingTimestampRevocation: 'remark' | 'doubt'
  /** Revocation data counts when issued at most this many days before the signature's time. */
  revocationFreshnessDays: number
  /** A claimed time may run ahead of its time-stamp by this much before it is remarked: clocks, +7 h marked UTC. */
  claimedTimeToleranceHours: number
  /** A time-stamp may run ahead of the moment of validation by this much: clocks, `--at` set to the claimed time. */
  futureToleranceHours: number
  /** What a verdict means for a document on its way: go on, ask an editor, or refuse and tell the sender. */
  consequences: Readonly<Record<FileVerdict, 'continue' | 'editor' | 'refuse'>>
  /** SHA-256 of the anchors that count for documents of a channel (`axis`, `mailbox` …); a channel not named: all. */
  rootsByChannel: Readonly<Record<string, readonly string[]>>
}
