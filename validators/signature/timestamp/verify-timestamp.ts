/** RFC 3161 tokens: is the imprint that of the content, and is the authority fit and trusted? */
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import type { Content } from '../crypto/digest.ts'
import type { TimestampJudgement } from './judgement.ts'

/**
 * Judges one time-stamp token (a DER ContentInfo) over `content`: the bytes of a ByteRange for a PDF document
 * time-stamp, the signature value for a signature time-stamp. `material.proofs` are later archive time-stamps over the
 * token. Never throws for bad input.
 */
export async function verifyTimestamp(
  _token: Uint8Array,
  _content: Content,
  _context: ValidationContext,
  _material: ValidationMaterial,
): Promise<TimestampJudgement> {
  throw new Error('verifyTimestamp: being written')
}
