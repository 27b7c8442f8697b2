/** Is the signed entity all of the mail, or is something shown beside it? */
import type { Finding } from '../reasons.ts'
import { type MimePart, partsWithin } from './mime-tree.ts'
import { smimeFinding } from './reason-list.ts'

/** `null`: the signed entity is the whole mail. Else what stands outside it. */
export function findUnsigned(signed: MimePart, root: MimePart): Finding | null {
  if (signed === root) return null
  if (signed.disposition === 'attachment' && signed.type.type.startsWith('multipart/')) {
    return smimeFinding('SMIME_SIGNED_PART_ATTACHED')
  }
  for (const part of partsWithin(root)) {
    const apart = part.start >= signed.end || part.end <= signed.start
    if (apart) return smimeFinding('SMIME_PARTLY_COVERED', part.type.type)
  }
  return smimeFinding('SMIME_PARTLY_COVERED', root.type.type)
}
