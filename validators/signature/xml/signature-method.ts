/** SignatureMethod: which scheme checks the value (RFC 9231 §2.3). */
import { digestLength } from '../crypto/digest.ts'
import type { SignatureScheme } from '../crypto/verify-value.ts'
import { DIGESTS, NS, SIGNATURE_METHODS } from './names.ts'
import { attributeOf, childElement, textOf, type XmlElement } from './tree.ts'

export type SignatureMethod =
  | { kind: 'scheme'; scheme: SignatureScheme; uri: string }
  /** A shared secret proves nothing about who signed. */
  | { kind: 'hmac'; uri: string }
  | { kind: 'unknown'; uri: string }

export function readSignatureMethod(element: XmlElement): SignatureMethod {
  const uri = attributeOf(element, 'Algorithm') ?? ''
  if (uri.includes('hmac-')) return { kind: 'hmac', uri }
  if (uri === `${NS.dsigMore}rsa-pss`) return readPss(element, uri)
  const scheme = Object.hasOwn(SIGNATURE_METHODS, uri) ? SIGNATURE_METHODS[uri] : undefined
  return scheme === undefined ? { kind: 'unknown', uri } : { kind: 'scheme', scheme, uri }
}

/** RFC 9231 §2.3.9: RSAPSSParams with SHA-256, MGF1 with the same digest and a salt of its length as defaults. */
function readPss(element: XmlElement, uri: string): SignatureMethod {
  const parameters = childElement(element, NS.dsigMore, 'RSAPSSParams')
  const digestUri = algorithmIn(parameters, 'DigestMethod', NS.dsig)
  const digest = digestUri === null ? 'SHA-256' : DIGESTS[digestUri]
  const generation = parameters === null ? null : childElement(parameters, NS.dsigMore, 'MaskGenerationFunction')
  const mgfUri = algorithmIn(generation, 'DigestMethod', NS.dsig)
  const mgfDigest = mgfUri === null ? digest : DIGESTS[mgfUri]
  const trailer = parameters === null ? null : childElement(parameters, NS.dsigMore, 'TrailerField')
  if (digest === undefined || mgfDigest === undefined || (trailer !== null && textOf(trailer).trim() !== '1')) {
    return { kind: 'unknown', uri }
  }
  const salt = parameters === null ? null : childElement(parameters, NS.dsigMore, 'SaltLength')
  const saltLength = salt === null ? digestLength(digest) : Number(textOf(salt))
  if (!Number.isSafeInteger(saltLength) || saltLength < 0 || saltLength > 2048) return { kind: 'unknown', uri }
  return { kind: 'scheme', scheme: { kind: 'rsa-pss', digest, mgfDigest, saltLength }, uri }
}

function algorithmIn(parent: XmlElement | null, local: string, uri: string): string | null {
  const child = parent === null ? null : childElement(parent, uri, local)
  return child === null ? null : attributeOf(child, 'Algorithm')
}
