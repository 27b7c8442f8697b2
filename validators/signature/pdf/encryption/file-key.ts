/** The file encryption key from a password: standard security handler, revisions 2 to 6 (ISO 32000-2 §7.6.4). */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { rc4 } from './rc4.ts'

const PADDING = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')

/** What the encryption dictionary states, in plain values. */
export interface StandardEncryption {
  revision: number
  /** Key length in bytes. */
  keyLength: number
  owner: Uint8Array
  user: Uint8Array
  ownerKey: Uint8Array
  userKey: Uint8Array
  permissions: number
  encryptMetadata: boolean
  /** First element of the file's /ID. */
  id: Uint8Array
}

const md5 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The key, trying `password` as the user's and as the owner's; `null` when it opens nothing. */
export function fileKey(encryption: StandardEncryption, password: string): Uint8Array | null {
  if (encryption.revision >= 5) return keyOfRevision6(encryption, Buffer.from(password.normalize('NFKC'), 'utf8'))
  const latin = Buffer.from(password, 'latin1')
  const asUser = keyOfUser(encryption, latin)
  if (opensAsUser(encryption, asUser)) return asUser
  const asOwner = keyOfUser(encryption, userPasswordOfOwner(encryption, latin))
  return opensAsUser(encryption, asOwner) ? asOwner : null
}

const pad = (password: Uint8Array): Buffer => Buffer.concat([password, PADDING]).subarray(0, 32)

/** Algorithm 2. */
function keyOfUser(encryption: StandardEncryption, password: Uint8Array): Uint8Array {
  const { revision, keyLength, owner, permissions, id, encryptMetadata } = encryption
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions | 0)
  const tail = revision >= 4 && !encryptMetadata ? [Buffer.from([255, 255, 255, 255])] : []
  let key = md5(pad(password), owner.subarray(0, 32), flags, id, ...tail)
  if (revision >= 3) for (let i = 0; i < 50; i += 1) key = md5(key.subarray(0, keyLength))
  return key.subarray(0, revision === 2 ? 5 : keyLength)
}

/** Algorithms 4 to 6. */
function opensAsUser(encryption: StandardEncryption, key: Uint8Array): boolean {
  const { revision, user, id } = encryption
  if (revision === 2) return Buffer.from(rc4(key, PADDING)).equals(user.subarray(0, 32))
  let check: Uint8Array = rc4(key, md5(PADDING, id))
  for (let i = 1; i <= 19; i += 1)
    check = rc4(
      key.map((octet) => octet ^ i),
      check,
    )
  return Buffer.from(check).equals(user.subarray(0, 16))
}

/** Algorithm 7. */
function userPasswordOfOwner(encryption: StandardEncryption, password: Uint8Array): Uint8Array {
  const { revision, keyLength, owner } = encryption
  let key = md5(pad(password))
  if (revision >= 3) for (let i = 0; i < 50; i += 1) key = md5(key)
  const short = key.subarray(0, revision === 2 ? 5 : keyLength)
  let plain: Uint8Array = owner.subarray(0, 32)
  if (revision === 2) return rc4(short, plain)
  for (let i = 19; i >= 0; i -= 1)
    plain = rc4(
      short.map((octet) => octet ^ i),
      plain,
    )
  return plain
}

/** Algorithm 2.A. */
function keyOfRevision6(encryption: StandardEncryption, password: Buffer): Uint8Array | null {
  const { revision, owner, user, ownerKey, userKey } = encryption
  if (user.length < 48 || owner.length < 48 || userKey.length < 32 || ownerKey.length < 32) return null
  const short = password.subarray(0, 127)
  const hash = revision === 5 ? hashOfRevision5 : hashOfRevision6
  const nothing = new Uint8Array(0)
  const all = user.subarray(0, 48)
  const open = (verifier: Uint8Array, wrapped: Uint8Array, extra: Uint8Array): Uint8Array | null => {
    if (!hash(short, verifier.subarray(32, 40), extra).equals(verifier.subarray(0, 32))) return null
    const key = hash(short, verifier.subarray(40, 48), extra)
    const cipher = createDecipheriv('aes-256-cbc', key, new Uint8Array(16)).setAutoPadding(false)
    return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()])
  }
  return open(user, userKey, nothing) ?? open(owner, ownerKey, all)
}

function hashOfRevision5(password: Uint8Array, salt: Uint8Array, extra: Uint8Array): Buffer {
  return createHash('sha256').update(password).update(salt).update(extra).digest()
}

/** Algorithm 2.B. */
function hashOfRevision6(password: Uint8Array, salt: Uint8Array, extra: Uint8Array): Buffer {
  let key = hashOfRevision5(password, salt, extra)
  for (let round = 0; ; round += 1) {
    const unit = Buffer.concat([password, key, extra])
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => unit))
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const encrypted = Buffer.concat([cipher.update(repeated), cipher.final()])
    const remainder = encrypted.subarray(0, 16).reduce((sum, octet) => sum + octet, 0) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] as string)
      .update(encrypted)
      .digest()
    if (round >= 63 && (encrypted[encrypted.length - 1] as number) <= round - 32) return key.subarray(0, 32)
  }
}
