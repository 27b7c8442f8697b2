/**
 * EMSA-PSS verification (RFC 8017 §9.1.2) for the case node:crypto has no words for: a mask generation digest that
 * differs from the message digest. The RSA operation itself is OpenSSL's.
 */
import { constants, createHash, publicEncrypt } from 'node:crypto'
import { type DigestName, digest, digestLength, nativeDigestName } from './digest.ts'
import type { PublicKey } from './public-key.ts'

export interface PssParameters {
  digest: DigestName
  mgfDigest: DigestName
  saltLength: number
}

/** Checks a PSS signature whose MGF1 uses a digest of its own. @throws when OpenSSL cannot use the key. */
export function verifyPssWithMgf(
  parameters: PssParameters,
  { key, bits }: PublicKey,
  signed: readonly Uint8Array[],
  signature: Uint8Array,
): boolean {
  const modulusOctets = Math.ceil(bits / 8)
  if (signature.length !== modulusOctets) return false
  const encoded = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature)
  const emBits = bits - 1
  const message = encoded.subarray(encoded.length - Math.ceil(emBits / 8))
  return matches(message, emBits, digest(parameters.digest, ...signed), parameters)
}

function matches(em: Buffer, emBits: number, mHash: Uint8Array, parameters: PssParameters): boolean {
  const hLen = digestLength(parameters.digest)
  const sLen = parameters.saltLength
  // Steps 3–5: room, trailer, H.
  if (em.length < hLen + sLen + 2 || em.at(-1) !== 0xbc) return false
  const dbLength = em.length - hLen - 1
  const maskedDb = em.subarray(0, dbLength)
  const h = em.subarray(dbLength, dbLength + hLen)
  // Step 6: the bits beyond emBits are zero.
  const spare = 8 * em.length - emBits
  if (((maskedDb[0] ?? 0) & ~(0xff >> spare) & 0xff) !== 0) return false
  // Steps 7–9: unmask.
  const mask = mgf1(parameters.mgfDigest, h, dbLength)
  const db = Buffer.from(maskedDb.map((octet, index) => octet ^ (mask[index] ?? 0)))
  db[0] = (db[0] ?? 0) & (0xff >> spare)
  // Step 10: zeros, then 01.
  const zeros = em.length - hLen - sLen - 2
  if (db.subarray(0, zeros).some((octet) => octet !== 0) || db[zeros] !== 1) return false
  // Steps 11–14: hash the salted digest again.
  const salt = db.subarray(dbLength - sLen)
  return Buffer.from(digest(parameters.digest, new Uint8Array(8), mHash, salt)).equals(h)
}

/** MGF1 (RFC 8017 §B.2.1). */
function mgf1(algorithm: DigestName, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Buffer[] = []
  const counter = Buffer.alloc(4)
  for (let index = 0, made = 0; made < length; index++) {
    counter.writeUInt32BE(index)
    const block = createHash(nativeDigestName(algorithm)).update(seed).update(counter).digest()
    blocks.push(block)
    made += block.length
  }
  return Buffer.concat(blocks)
}
