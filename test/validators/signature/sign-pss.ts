import { constants, type KeyObject, privateEncrypt } from 'node:crypto'
import { type DigestName, digest } from '../../../validators/signature/crypto/digest.ts'

/** EMSA-PSS (RFC 8017 §9.1.1) with a mask digest of its own: OpenSSL's JavaScript face cannot make such signatures. */
export function signPss(key: KeyObject, message: Uint8Array, hash: DigestName, mgf: DigestName, salt: Buffer): Buffer {
  const mHash = digest(hash, message)
  const h = Buffer.from(digest(hash, Buffer.alloc(8), mHash, salt))
  const dbLength = 256 - h.length - 1
  const db = Buffer.concat([Buffer.alloc(dbLength - salt.length - 1), Buffer.of(1), salt])
  const mask: Buffer[] = []
  for (let counter = 0; Buffer.concat(mask).length < dbLength; counter++) {
    mask.push(Buffer.from(digest(mgf, h, Buffer.of(0, 0, 0, counter))))
  }
  const masked = Buffer.from(db.map((octet, index) => octet ^ (Buffer.concat(mask)[index] ?? 0)))
  masked[0] = (masked[0] ?? 0) & 0x7f
  const encoded = Buffer.concat([masked, h, Buffer.of(0xbc)])
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded)
}
