/** Comparing secrets without telling, by the time it takes, how far they agree. */
import { createHash, timingSafeEqual } from 'node:crypto'

export function sameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/** @param hex what was sent, any case. */
export function sameDigest(hex: string, digest: Buffer): boolean {
  const sent = Buffer.from(hex, 'hex')
  return sent.length === digest.length && timingSafeEqual(sent, digest)
}
