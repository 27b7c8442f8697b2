/** An X.509 certificate (RFC 5280) as far as judging signatures needs it, parsed once from DER. */
import type { SignerIdentity } from '../report.ts'

export interface Certificate {
  der: Uint8Array
  /** SHA-256 of the DER, hexadecimal. */
  sha256: string
  /** Key for comparing names: the normalised subject / issuer (RFC 5280 §7.1). */
  subjectKey: string
  issuerKey: string
  identity: SignerIdentity
  emails: readonly string[]
  notBefore: Temporal.Instant
  notAfter: Temporal.Instant
}
