/** CMS algorithm protection (RFC 6211): the algorithms named under the signature must be those used. */
import { attempt, context, sequence } from '../asn1/element.ts'
import { sameAlgorithm } from '../crypto/algorithms.ts'
import { type Finding, finding } from '../reasons.ts'
import { ATTRIBUTE_OID, valuesNamed } from './attributes.ts'
import type { SignerInfo } from './signed-data.ts'

/** §3: a mismatch fails the signature; an attribute that cannot be read is remarked. */
export function algorithmProtectionFindings(info: SignerInfo): Finding[] {
  const [value] = valuesNamed(info.signedAttributes?.attributes ?? [], ATTRIBUTE_OID.algorithmProtection)
  if (value === undefined) return []
  const fields = attempt(() => sequence(value))
  const [digest] = fields ?? []
  const signature = fields?.find((field) => field.tag === context(1))
  if (digest === undefined || signature === undefined) return [finding('ALGORITHM_PROTECTION_UNREADABLE')]
  // `[1] IMPLICIT AlgorithmIdentifier`: a SEQUENCE under another tag.
  const untagged = { ...signature, tag: 0x10 }
  const matches = sameAlgorithm(digest, info.digestAlgorithm) && sameAlgorithm(untagged, info.signatureAlgorithm)
  return matches ? [] : [finding('ALGORITHM_PROTECTION_BROKEN')]
}
