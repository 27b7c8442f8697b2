/** Which key made the signature value: of the certificates at hand, the one that verifies it. */
import type { Certificate } from '../certificate/certificate.ts'
import { parseCertificate } from '../certificate/certificate.ts'
import type { ValidationContext } from '../context.ts'
import { type PublicKey, readPublicKey } from '../crypto/public-key.ts'
import { type SignatureScheme, verifyValue } from '../crypto/verify-value.ts'
import type { Finding } from '../reasons.ts'
import { ecdsaForms } from './ecdsa-forms.ts'
import type { OfferedKeys } from './key-info.ts'
import { xmlFinding } from './reason-list.ts'
import type { SignatureElement } from './signature-element.ts'
import type { Work } from './work.ts'

export interface KeyChoice {
  /** The signature value is right for SignedInfo under some key at hand. */
  verified: boolean
  /** Whose key it is; on a mismatch, whose it claims to be. */
  certificate: Certificate | null
  findings: readonly Finding[]
}

/** Public-key operations for one signature; a file that offers thousands of keys gets this many tries. */
const MOST_TRIES = 24

export interface KeyQuestion {
  signature: SignatureElement
  /** SignedInfo in canonical form. */
  signedOctets: Uint8Array
  offered: OfferedKeys
  /** Further certificates in the file (XAdES values). */
  others: readonly Uint8Array[]
  /** Does the signed SigningCertificate property mean this one? Those are tried first. */
  meant: (certificate: Certificate) => boolean
  context: ValidationContext
  work: Work
}

export function chooseKey(question: KeyQuestion): KeyChoice {
  const { signature, signedOctets, offered, others, meant, context, work } = question
  const parse = (ders: readonly Uint8Array[]): Certificate[] =>
    ders.map((der) => parseCertificate(der, context.memory)).filter((certificate) => certificate !== null)
  const inKeyInfo = parse(offered.certificates)
  const known = new Set<string>()
  const candidates = [...inKeyInfo, ...parse(others), ...context.trust.leaves].filter(({ sha256 }) => {
    const fresh = !known.has(sha256)
    known.add(sha256)
    return fresh
  })
  const first = candidates.filter(meant)
  const ordered = [...first, ...candidates.filter((certificate) => !first.includes(certificate))]
  const claimed = first[0] ?? inKeyInfo[0] ?? null

  let unsupported: string | null = null
  let tries = 0
  const tryKey = (key: PublicKey): boolean => {
    tries += 1
    work.keyTry()
    return valueForms(signature, key).some(({ scheme, value }) => {
      const outcome = verifyValue(scheme, key, [signedOctets], value)
      if (outcome.kind === 'unsupported') unsupported ??= outcome.detail
      return outcome.kind === 'verified'
    })
  }

  for (const certificate of ordered) {
    if (tries >= MOST_TRIES) break
    const key = certificate.publicKey()
    if (key.kind === 'unsupported') unsupported ??= key.detail
    else if (tryKey(key.key)) return { verified: true, certificate, findings: [] }
  }
  for (const spki of offered.keys) {
    if (tries >= MOST_TRIES) break
    const key = readPublicKey(spki)
    if (key.kind === 'unsupported') unsupported ??= key.detail
    else if (tryKey(key.key)) {
      return { verified: true, certificate: null, findings: [xmlFinding('XML_KEY_WITHOUT_CERTIFICATE')] }
    }
  }
  const fetched = offered.notFollowed.map((uri) => xmlFinding('XML_KEY_NOT_FETCHED', uri))
  const nothing = inKeyInfo.length + others.length + offered.keys.length === 0
  if (nothing) return { verified: false, certificate: null, findings: [xmlFinding('XML_NO_KEY'), ...fetched] }
  const why = unsupported === null ? xmlFinding('XML_VALUE_WRONG') : xmlFinding('XML_KEY_UNSUPPORTED', unsupported)
  return { verified: false, certificate: claimed, findings: [why, ...fetched] }
}

/** ECDSA values come in three encodings; each stands for the same pair of numbers. */
function valueForms(signature: SignatureElement, key: PublicKey): { scheme: SignatureScheme; value: Uint8Array }[] {
  const { method, valueBytes } = signature
  if (method.kind !== 'ecdsa' || key.family !== 'ec') return [{ scheme: method, value: valueBytes }]
  return ecdsaForms(valueBytes, key.bits).map(({ encoding, value }) => ({ scheme: { ...method, encoding }, value }))
}
