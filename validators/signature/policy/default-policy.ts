/**
 * The policy the office starts with. Dates are the first day an algorithm is no longer acceptable for NEW signatures;
 * one proven to be older keeps its force.
 */
import type { AlgorithmRule, SignaturePolicy } from './policy.ts'

const SOGIS = 'SOG-IS Agreed Cryptographic Mechanisms 1.3; ETSI TS 119 312 V1.5.1'
const sound: AlgorithmRule = { until: null, after: 'doubt', source: SOGIS }
const endedOn = (until: string, after: 'doubt' | 'failure', source: string): AlgorithmRule => ({ until, after, source })

export const DEFAULT_POLICY: SignaturePolicy = {
  name: 'congbao-2026',
  digests: {
    // Practical collisions 2004; chosen-prefix 2008 (rogue CA).
    MD5: endedOn('2009-01-01', 'failure', 'RFC 6151'),
    // SHAttered, 23 February 2017. In doubt, not refused: signatures of the Government PKI of 2020 still used it.
    'SHA-1': endedOn('2017-01-01', 'doubt', 'SHAttered (first collision), 23 February 2017; NIST SP 800-131A'),
    'RIPEMD-160': endedOn('2016-01-01', 'doubt', SOGIS),
    'SHA-224': endedOn('2029-01-01', 'doubt', SOGIS),
    'SHA-256': sound,
    'SHA-384': sound,
    'SHA-512': sound,
    'SHA-512/256': sound,
    'SHA3-224': endedOn('2029-01-01', 'doubt', SOGIS),
    'SHA3-256': sound,
    'SHA3-384': sound,
    'SHA3-512': sound,
    SHAKE256: sound,
  },
  rsa: [
    { minimumBits: 1900, rule: sound },
    { minimumBits: 1024, rule: endedOn('2014-01-01', 'doubt', 'NIST SP 800-131A') },
    { minimumBits: 0, rule: endedOn('2010-01-01', 'failure', 'RSA-768 factored 2009') },
  ],
  dsa: [
    { minimumBits: 2048, rule: endedOn('2029-01-01', 'doubt', SOGIS) },
    { minimumBits: 1024, rule: endedOn('2014-01-01', 'doubt', 'NIST SP 800-131A') },
    { minimumBits: 0, rule: endedOn('2010-01-01', 'failure', 'NIST SP 800-131A') },
  ],
  ec: [
    { minimumBits: 256, rule: sound },
    { minimumBits: 224, rule: endedOn('2024-01-01', 'doubt', SOGIS) },
    { minimumBits: 0, rule: endedOn('2013-01-01', 'doubt', 'NIST SP 800-131A') },
  ],
  // Offline the status of a signer is often unknown: an editor must look, as ETSI EN 319 102-1 §5.2.6 has it (TRY_LATER).
  missingRevocation: 'doubt',
  // A time-stamp only adds a time; the signer's own status still decides.
  missingTimestampRevocation: 'remark',
  revocationFreshnessDays: 7,
  claimedTimeToleranceHours: 0.25,
  futureToleranceHours: 24,
  // Nghị định 30/2020 Điều 21.2: authenticity and integrity are checked on receipt; what fails goes back to the sender.
  consequences: { passed: 'continue', indeterminate: 'editor', failed: 'refuse', unsigned: 'editor' },
  rootsByChannel: {},
}
