/** Object identifiers of digests and signatures (RFC 3279, 4055, 5753, 5754, 5758, 8410, 8419, 8702; TR-03111). */
import { attempt, children, context, type Element, inside, sequence } from '../asn1/element.ts'
import { oid, smallInteger } from '../asn1/values.ts'
import type { DigestName } from './digest.ts'
import type { SignatureScheme } from './verify-value.ts'

const DIGESTS: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.6': 'SHA-512/256',
  '2.16.840.1.101.3.4.2.7': 'SHA3-224',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
  '2.16.840.1.101.3.4.2.12': 'SHAKE256',
  '2.16.840.1.101.3.4.2.18': 'SHAKE256',
  '1.3.36.3.2.1': 'RIPEMD-160',
}

/** `ecdsa-plain` (TR-03111): the value is r‖s. */
type Family = 'rsa' | 'rsa-pss' | 'ecdsa' | 'ecdsa-plain' | 'dsa' | 'ed25519' | 'ed448'

/** `digest: null`: the identifier names the key only; the digest is said elsewhere (CMS digestAlgorithm). */
const SIGNATURES: Readonly<Record<string, { family: Family; digest: DigestName | null }>> = {
  '1.2.840.113549.1.1.1': { family: 'rsa', digest: null },
  '1.2.840.113549.1.1.4': { family: 'rsa', digest: 'MD5' },
  '1.2.840.113549.1.1.5': { family: 'rsa', digest: 'SHA-1' },
  '1.3.14.3.2.29': { family: 'rsa', digest: 'SHA-1' },
  '1.2.840.113549.1.1.14': { family: 'rsa', digest: 'SHA-224' },
  '1.2.840.113549.1.1.11': { family: 'rsa', digest: 'SHA-256' },
  '1.2.840.113549.1.1.12': { family: 'rsa', digest: 'SHA-384' },
  '1.2.840.113549.1.1.13': { family: 'rsa', digest: 'SHA-512' },
  '1.2.840.113549.1.1.16': { family: 'rsa', digest: 'SHA-512/256' },
  '2.16.840.1.101.3.4.3.13': { family: 'rsa', digest: 'SHA3-224' },
  '2.16.840.1.101.3.4.3.14': { family: 'rsa', digest: 'SHA3-256' },
  '2.16.840.1.101.3.4.3.15': { family: 'rsa', digest: 'SHA3-384' },
  '2.16.840.1.101.3.4.3.16': { family: 'rsa', digest: 'SHA3-512' },
  '1.3.36.3.3.1.2': { family: 'rsa', digest: 'RIPEMD-160' },
  '1.2.840.113549.1.1.10': { family: 'rsa-pss', digest: null },
  '1.2.840.10045.2.1': { family: 'ecdsa', digest: null },
  '1.2.840.10045.4.1': { family: 'ecdsa', digest: 'SHA-1' },
  '1.2.840.10045.4.3.1': { family: 'ecdsa', digest: 'SHA-224' },
  '1.2.840.10045.4.3.2': { family: 'ecdsa', digest: 'SHA-256' },
  '1.2.840.10045.4.3.3': { family: 'ecdsa', digest: 'SHA-384' },
  '1.2.840.10045.4.3.4': { family: 'ecdsa', digest: 'SHA-512' },
  '2.16.840.1.101.3.4.3.9': { family: 'ecdsa', digest: 'SHA3-224' },
  '2.16.840.1.101.3.4.3.10': { family: 'ecdsa', digest: 'SHA3-256' },
  '2.16.840.1.101.3.4.3.11': { family: 'ecdsa', digest: 'SHA3-384' },
  '2.16.840.1.101.3.4.3.12': { family: 'ecdsa', digest: 'SHA3-512' },
  '0.4.0.127.0.7.1.1.4.1.1': { family: 'ecdsa-plain', digest: 'SHA-1' },
  '0.4.0.127.0.7.1.1.4.1.2': { family: 'ecdsa-plain', digest: 'SHA-224' },
  '0.4.0.127.0.7.1.1.4.1.3': { family: 'ecdsa-plain', digest: 'SHA-256' },
  '0.4.0.127.0.7.1.1.4.1.4': { family: 'ecdsa-plain', digest: 'SHA-384' },
  '0.4.0.127.0.7.1.1.4.1.5': { family: 'ecdsa-plain', digest: 'SHA-512' },
  '1.2.840.10040.4.1': { family: 'dsa', digest: null },
  '1.2.840.10040.4.3': { family: 'dsa', digest: 'SHA-1' },
  '1.3.14.3.2.27': { family: 'dsa', digest: 'SHA-1' },
  '2.16.840.1.101.3.4.3.1': { family: 'dsa', digest: 'SHA-224' },
  '2.16.840.1.101.3.4.3.2': { family: 'dsa', digest: 'SHA-256' },
  '2.16.840.1.101.3.4.3.3': { family: 'dsa', digest: 'SHA-384' },
  '2.16.840.1.101.3.4.3.4': { family: 'dsa', digest: 'SHA-512' },
  '2.16.840.1.101.3.4.3.5': { family: 'dsa', digest: 'SHA3-224' },
  '2.16.840.1.101.3.4.3.6': { family: 'dsa', digest: 'SHA3-256' },
  '2.16.840.1.101.3.4.3.7': { family: 'dsa', digest: 'SHA3-384' },
  '2.16.840.1.101.3.4.3.8': { family: 'dsa', digest: 'SHA3-512' },
  '1.3.101.112': { family: 'ed25519', digest: null },
  '1.3.101.113': { family: 'ed448', digest: null },
}

/**
 * The digest of an object identifier, `null` for one not known. A signature algorithm where a digest is due is wrong but
 * common: the digest it names is meant.
 */
export function digestOfOid(identifier: string): DigestName | null {
  return DIGESTS[identifier] ?? SIGNATURES[identifier]?.digest ?? null
}

/** Does the AlgorithmIdentifier name a signature where a digest is due? @throws Asn1Error */
export function namesSignatureForDigest(identifier: Element): boolean {
  return DIGESTS[oid(sequence(identifier)[0])] === undefined
}

/** The digest an AlgorithmIdentifier names, `null` for one not known. @throws Asn1Error */
export function digestOfIdentifier(identifier: Element): DigestName | null {
  return digestOfOid(oid(sequence(identifier)[0]))
}

/**
 * What an AlgorithmIdentifier says about a signature. `statedDigest`: the digest it names itself, `null` when it leaves
 * that to others. `unknown`: an identifier or parameters this validator does not know.
 */
export type StatedSignature =
  | { kind: 'known'; scheme: SignatureScheme; statedDigest: DigestName | null }
  | { kind: 'unknown'; oid: string }

/**
 * Reads a signature AlgorithmIdentifier. `digestElsewhere` fills in where the identifier names a key only.
 * @throws Asn1Error
 */
export function signatureOfIdentifier(identifier: Element, digestElsewhere: DigestName | null): StatedSignature {
  const [algorithm, parameters] = sequence(identifier)
  const dotted = oid(algorithm)
  const known = SIGNATURES[dotted]
  if (known === undefined) return { kind: 'unknown', oid: dotted }
  const { family, digest: statedDigest } = known
  if (family === 'ed25519' || family === 'ed448') return { kind: 'known', scheme: { kind: family }, statedDigest }
  if (family === 'rsa-pss') {
    const scheme = pssScheme(parameters)
    return scheme === null ? { kind: 'unknown', oid: dotted } : { kind: 'known', scheme, statedDigest: scheme.digest }
  }
  const digest = statedDigest ?? digestElsewhere
  if (digest === null) return { kind: 'unknown', oid: dotted }
  if (family === 'rsa') return { kind: 'known', scheme: { kind: 'rsa-pkcs1', digest }, statedDigest }
  const scheme: SignatureScheme =
    family === 'ecdsa-plain'
      ? { kind: 'ecdsa', digest, encoding: 'ieee-p1363' }
      : { kind: family, digest, encoding: 'der' }
  return { kind: 'known', scheme, statedDigest }
}

/** RSASSA-PSS-params (RFC 4055 §3.1); everything left out means SHA-1, MGF1 with SHA-1, 20 octets of salt. */
function pssScheme(parameters: Element | undefined): (SignatureScheme & { kind: 'rsa-pss' }) | null {
  let digest: DigestName | null = 'SHA-1'
  let mgfDigest: DigestName | null = 'SHA-1'
  let saltLength = 20
  for (const field of parameters?.constructed ? children(parameters) : []) {
    if (field.tag === context(0)) digest = digestOfIdentifier(inside(field))
    if (field.tag === context(1)) {
      const mgf = sequence(inside(field))[1]
      mgfDigest = mgf === undefined ? null : digestOfIdentifier(mgf)
    }
    if (field.tag === context(2)) saltLength = smallInteger(inside(field))
  }
  if (digest === null || mgfDigest === null || saltLength < 0 || saltLength > 1024) return null
  return { kind: 'rsa-pss', digest, mgfDigest, saltLength }
}

/** The name reports show: `SHA256withRSA` is written `RSA-SHA-256` in no two programs alike; ours names both parts. */
export function signatureName(scheme: SignatureScheme): string {
  switch (scheme.kind) {
    case 'rsa-pkcs1':
      return `RSA PKCS#1 v1.5 / ${scheme.digest}`
    case 'rsa-pss':
      return `RSA-PSS / ${scheme.digest}`
    case 'ecdsa':
      return `ECDSA / ${scheme.digest}`
    case 'dsa':
      return `DSA / ${scheme.digest}`
    case 'ed25519':
      return 'Ed25519'
    case 'ed448':
      return 'Ed448'
  }
}

/** The digest a scheme hashes the signed octets with; EdDSA hashes inside (RFC 8032). */
export function digestOfScheme(scheme: SignatureScheme): DigestName | null {
  return scheme.kind === 'ed25519' || scheme.kind === 'ed448' ? null : scheme.digest
}

/** Does an AlgorithmIdentifier read as the same algorithm as another, parameters left out or NULL alike? */
export function sameAlgorithm(one: Element, other: Element): boolean {
  return (
    attempt(() => {
      const [a, aParameters] = sequence(one)
      const [b, bParameters] = sequence(other)
      if (oid(a) !== oid(b)) return false
      return parametersKey(aParameters) === parametersKey(bParameters)
    }) ?? false
  )
}

function parametersKey(parameters: Element | undefined): string {
  if (parameters === undefined || parameters.content.length === 0) return ''
  return Buffer.from(parameters.content).toString('latin1')
}
