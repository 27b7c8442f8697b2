/** CMS SignedData (RFC 5652) and CAdES (ETSI EN 319 122-1): from bytes to a judgement for each signer. */
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import type { Content, DigestName } from '../crypto/digest.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import type { CmsJudgement } from './judgement.ts'

export interface CmsQuestion {
  /** The CMS; trailing zero padding (PDF `/Contents`) is allowed and not remarked. */
  cms: Uint8Array
  /** The detached content; `null`: what is embedded counts. With both, they must agree. */
  content: Content | null
  /**
   * `adbe.pkcs7.sha1`: the embedded content is the digest (with this algorithm) of `content`. Absent otherwise.
   */
  embeddedDigest?: DigestName
  material: ValidationMaterial
  purpose: TrustPurpose
  /** PAdES forbids an embedded content; with `true` one is a failure (unless `embeddedDigest`). */
  mustBeDetached?: boolean
}

/** Judges every signer of a CMS. Never throws for bad input. */
export async function verifyCms(_question: CmsQuestion, _context: ValidationContext): Promise<CmsJudgement> {
  throw new Error('verifyCms: being written')
}
