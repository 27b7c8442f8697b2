/** Is this certificate fit and trusted to have made a signature at that time? For XML signatures and for CMS alike. */
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import type { DigestName } from '../crypto/digest.ts'
import type { Finding } from '../reasons.ts'
import type { SignatureReport, SignerIdentity } from '../report.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'

export interface SignerQuestion {
  /** DER of the signer's certificate. */
  certificate: Uint8Array
  purpose: TrustPurpose
  /** Certificates, CRLs and OCSP responses at hand, and proofs of existence (signature and archive time-stamps alike). */
  material: ValidationMaterial
  /** What the signer claims; used for remarks only, it proves nothing. */
  claimedTime: Temporal.Instant | null
  /** Digest used by the signature, judged by the policy at the best signature time; `null`: judged elsewhere. */
  digest: DigestName | null
}

export interface SignerTrust {
  signer: SignerIdentity
  /** Lower-case e-mail addresses in the certificate. */
  emails: readonly string[]
  /** Chain, usage, time, revocation, algorithms. No failure and no doubt: trusted. */
  findings: readonly Finding[]
  revocation: SignatureReport['revocation']
  /** Earliest proven time; `null`: judged at `context.at`. */
  bestSignatureTime: Temporal.Instant | null
  /** The path that was judged, leaf first, DER; empty when none was found. */
  chain: readonly Uint8Array[]
  /** Status of leaf and CAs came with the file (what makes B-LT). */
  revocationInFile: boolean
}

/** Judges a certificate. Never throws for bad input; a network failure makes one check indeterminate. */
export async function judgeSigner(_question: SignerQuestion, _context: ValidationContext): Promise<SignerTrust> {
  throw new Error('judgeSigner: being written')
}
