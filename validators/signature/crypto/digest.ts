/** Message digests, and signed content that is hashed natively and once for each algorithm. */
import { createHash } from 'node:crypto'

/** Digest names as reports show them. */
export type DigestName =
  | 'MD5'
  | 'SHA-1'
  | 'SHA-224'
  | 'SHA-256'
  | 'SHA-384'
  | 'SHA-512'
  | 'SHA-512/256'
  | 'SHA3-224'
  | 'SHA3-256'
  | 'SHA3-384'
  | 'SHA3-512'
  | 'SHAKE256'
  | 'RIPEMD-160'

/** OpenSSL's name and the output length in octets (SHAKE256 as RFC 8419 fixes it for Ed448: 64). */
const NATIVE: Record<DigestName, { name: string; length: number }> = {
  MD5: { name: 'md5', length: 16 },
  'SHA-1': { name: 'sha1', length: 20 },
  'SHA-224': { name: 'sha224', length: 28 },
  'SHA-256': { name: 'sha256', length: 32 },
  'SHA-384': { name: 'sha384', length: 48 },
  'SHA-512': { name: 'sha512', length: 64 },
  'SHA-512/256': { name: 'sha512-256', length: 32 },
  'SHA3-224': { name: 'sha3-224', length: 28 },
  'SHA3-256': { name: 'sha3-256', length: 32 },
  'SHA3-384': { name: 'sha3-384', length: 48 },
  'SHA3-512': { name: 'sha3-512', length: 64 },
  SHAKE256: { name: 'shake256', length: 64 },
  'RIPEMD-160': { name: 'ripemd160', length: 20 },
}

/** OpenSSL's name of a digest, for node:crypto. */
export function nativeDigestName(algorithm: DigestName): string {
  return NATIVE[algorithm].name
}

/** Octets a digest gives. */
export function digestLength(algorithm: DigestName): number {
  return NATIVE[algorithm].length
}

/** The digest of the chunks taken as one run of octets. */
export function digest(algorithm: DigestName, ...chunks: readonly Uint8Array[]): Uint8Array {
  const { name, length } = NATIVE[algorithm]
  const hash = createHash(name, algorithm === 'SHAKE256' ? { outputLength: length } : undefined)
  for (const chunk of chunks) hash.update(chunk)
  return hash.digest()
}

/** SHA-256 in hexadecimal: how certificates and files are named. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Signed content, known by its digests. */
export interface Content {
  digest(algorithm: DigestName): Uint8Array
  /** The octets themselves, for signatures without signed attributes (the signature is then over the content). */
  chunks: readonly Uint8Array[]
}

/** Content given as one or more pieces (the two halves of a ByteRange); each digest is computed once. */
export function contentOf(...chunks: readonly Uint8Array[]): Content {
  const known = new Map<DigestName, Uint8Array>()
  return {
    chunks,
    digest(algorithm) {
      let value = known.get(algorithm)
      if (value === undefined) {
        value = digest(algorithm, ...chunks)
        known.set(algorithm, value)
      }
      return value
    },
  }
}
