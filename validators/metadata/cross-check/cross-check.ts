import type { Remark } from '../../text/read-document.ts'
import type { Metadata } from '../metadata.ts'
import { compareBodies } from './compare-bodies.ts'
import { compareEnvelope, compareFileName, type EnvelopeClaims } from './compare-envelope.ts'
import { compareSignatures, type SignatureClaim } from './compare-signatures.ts'

export interface Claims {
  fileName?: string | null
  envelope?: EnvelopeClaims | null
  signatures?: readonly SignatureClaim[]
}

/**
 * Compares the text with envelope, file name and signatures, its issuer, symbol and signer with each other and with the
 * history of bodies; each disagreement is said with both values. What the text says is never replaced.
 */
export function crossCheck(metadata: Metadata, claims: Claims): Remark[] {
  return [
    ...compareEnvelope(metadata, claims.envelope ?? null),
    ...compareFileName(metadata, claims.fileName ?? null),
    ...compareSignatures(metadata, claims.signatures ?? []),
    ...compareBodies(metadata),
  ]
}
