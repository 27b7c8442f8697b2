/** Public keys: read once from SubjectPublicKeyInfo, with what policy asks about them. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { attempt, readElement, sequence, TAG } from '../asn1/element.ts'
import { encode, encodeOid } from '../asn1/encode.ts'
import { bitString, oid } from '../asn1/values.ts'
import { LIMITS } from '../limits.ts'

export interface PublicKey {
  key: KeyObject
  family: 'rsa' | 'ec' | 'dsa' | 'ed25519' | 'ed448'
  /** Modulus or field size, bits. */
  bits: number
  /** Named curve, for EC keys. */
  curve: string | null
  /** SubjectPublicKeyInfo is id-RSASSA-PSS: the key may make PSS signatures only (RFC 4055 §1.2). */
  pssOnly: boolean
}

export type KeyOutcome = { kind: 'key'; key: PublicKey } | { kind: 'unsupported'; detail: string }

const CURVE_BITS: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP160r1: 160,
  brainpoolP192r1: 192,
  brainpoolP224r1: 224,
  brainpoolP256r1: 256,
  brainpoolP256t1: 256,
  brainpoolP320r1: 320,
  brainpoolP384r1: 384,
  brainpoolP384t1: 384,
  brainpoolP512r1: 512,
  brainpoolP512t1: 512,
}

const RSA = '1.2.840.113549.1.1.1'
const RSA_NAMES: ReadonlySet<string> = new Set([RSA, '2.5.8.1.1', '1.2.840.113549.1.1.10'])

/** Reads a DER SubjectPublicKeyInfo. Never throws; keys so large that checking takes seconds are refused. */
export function readPublicKey(spki: Uint8Array): KeyOutcome {
  const key = importKey(spki) ?? importRepaired(spki)
  if (key === null)
    return { kind: 'unsupported', detail: attempt(() => oid(sequence(sequence(readElement(spki))[0])[0])) ?? '?' }
  const details = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss': {
      const bits = details.modulusLength ?? 0
      const exponent = details.publicExponent ?? 0n
      if (bits > LIMITS.keyBits || exponent.toString(2).length > LIMITS.exponentBits) {
        return { kind: 'unsupported', detail: `RSA ${bits}` }
      }
      return known({ key, family: 'rsa', bits, curve: null, pssOnly: key.asymmetricKeyType === 'rsa-pss' })
    }
    case 'ec': {
      const curve = details.namedCurve ?? null
      if (curve === null) return { kind: 'unsupported', detail: 'EC' }
      return known({ key, family: 'ec', bits: CURVE_BITS[curve] ?? 0, curve, pssOnly: false })
    }
    case 'dsa': {
      const bits = details.modulusLength ?? 0
      if (bits > LIMITS.keyBits) return { kind: 'unsupported', detail: `DSA ${bits}` }
      return known({ key, family: 'dsa', bits, curve: null, pssOnly: false })
    }
    case 'ed25519':
    case 'ed448': {
      const family = key.asymmetricKeyType
      return known({ key, family, bits: family === 'ed25519' ? 256 : 448, curve: null, pssOnly: false })
    }
    default:
      return { kind: 'unsupported', detail: key.asymmetricKeyType ?? '?' }
  }
}

const known = (key: PublicKey): KeyOutcome => ({ kind: 'key', key })

function importKey(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** RSA keys whose AlgorithmIdentifier lacks its NULL or carries wrong parameters are common; OpenSSL refuses them. */
function importRepaired(spki: Uint8Array): KeyObject | null {
  return attempt(() => {
    const [algorithm, key] = sequence(readElement(spki))
    if (!RSA_NAMES.has(oid(sequence(algorithm)[0]))) return null
    const identifier = encode(0x30, encodeOid(RSA), encode(TAG.null))
    return importKey(encode(0x30, identifier, encode(TAG.bitString, Uint8Array.of(0), bitString(key))))
  })
}
