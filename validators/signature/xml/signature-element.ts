/** A ds:Signature read strictly (XML-DSig §4.2): one SignedInfo, one SignatureValue, at most one KeyInfo, in order. */
import type { DigestName } from '../crypto/digest.ts'
import type { SignatureScheme } from '../crypto/verify-value.ts'
import { decodeBase64 } from './base64.ts'
import type { CanonicalMethod } from './canonicalize.ts'
import { XML_LIMITS } from './limits.ts'
import { NS } from './names.ts'
import { type Reference, readReference } from './reference.ts'
import { readSignatureMethod } from './signature-method.ts'
import { canonicalMethod } from './transforms.ts'
import { attributeOf, childElements, textOf, type XmlElement } from './tree.ts'

export interface SignatureElement {
  element: XmlElement
  id: string | null
  signedInfo: XmlElement
  canonical: CanonicalMethod
  method: SignatureScheme
  methodUri: string
  references: readonly Reference[]
  value: XmlElement
  valueBytes: Uint8Array
  keyInfo: XmlElement | null
  objects: readonly XmlElement[]
}

export type SignatureFault =
  | { code: 'XML_SIGNATURE_MALFORMED'; detail: string }
  | { code: 'XML_SIGNED_INFO_AMBIGUOUS'; detail: string }
  | { code: 'XML_TOO_MANY_REFERENCES'; detail: string }
  | { code: 'XML_CANONICALIZATION_UNKNOWN'; detail: string }
  | { code: 'XML_METHOD_UNKNOWN'; detail: string }
  | { code: 'XML_HMAC_REFUSED'; detail: string }

export type ReadSignature = { kind: 'read'; signature: SignatureElement } | { kind: 'fault'; fault: SignatureFault }

export function readSignature(element: XmlElement): ReadSignature {
  const fault = (code: SignatureFault['code'], detail = ''): ReadSignature => ({
    kind: 'fault',
    fault: { code, detail },
  })
  const children = childElements(element)
  // Two readers must not be able to choose two different SignedInfo: the only one, and in its place.
  if (countInside(element, 'SignedInfo') !== 1) return fault('XML_SIGNED_INFO_AMBIGUOUS')
  const [signedInfo, value, ...rest] = children
  if (signedInfo?.local !== 'SignedInfo' || value?.local !== 'SignatureValue') return fault('XML_SIGNATURE_MALFORMED')
  const keyInfo = rest[0]?.local === 'KeyInfo' ? (rest.shift() ?? null) : null
  if (rest.some((child) => child.local !== 'Object')) return fault('XML_SIGNATURE_MALFORMED', rest[0]?.local)
  if (children.some((child) => child.uri !== NS.dsig)) return fault('XML_SIGNATURE_MALFORMED')

  const [canonicalization, methodElement, ...referenceElements] = childElements(signedInfo)
  if (childElements(signedInfo).some((child) => child.uri !== NS.dsig)) return fault('XML_SIGNATURE_MALFORMED')
  if (canonicalization?.local !== 'CanonicalizationMethod' || methodElement?.local !== 'SignatureMethod') {
    return fault('XML_SIGNATURE_MALFORMED', 'SignedInfo')
  }
  const canonical = canonicalMethod(canonicalization)
  if (canonical === null) {
    return fault('XML_CANONICALIZATION_UNKNOWN', attributeOf(canonicalization, 'Algorithm') ?? '')
  }
  const method = readSignatureMethod(methodElement)
  if (method.kind !== 'scheme') {
    return fault(method.kind === 'hmac' ? 'XML_HMAC_REFUSED' : 'XML_METHOD_UNKNOWN', method.uri)
  }
  if (referenceElements.length === 0) return fault('XML_SIGNATURE_MALFORMED', 'Reference')
  if (referenceElements.length > XML_LIMITS.references) {
    return fault('XML_TOO_MANY_REFERENCES', referenceElements.length.toString())
  }
  const references: Reference[] = []
  for (const one of referenceElements) {
    const reference = one.local === 'Reference' ? readReference(one) : null
    if (reference === null) return fault('XML_SIGNATURE_MALFORMED', 'Reference')
    references.push(reference)
  }
  const valueBytes = childElements(value).length > 0 ? null : decodeBase64(textOf(value))
  if (valueBytes === null || valueBytes.length === 0) return fault('XML_SIGNATURE_MALFORMED', 'SignatureValue')
  return {
    kind: 'read',
    signature: {
      element,
      id: attributeOf(element, 'Id'),
      signedInfo,
      canonical,
      method: method.scheme,
      methodUri: method.uri,
      references,
      value,
      valueBytes,
      keyInfo,
      objects: rest,
    },
  }
}

/** SignedInfo elements anywhere in the signature, those of counter-signatures and signed objects left out. */
function countInside(element: XmlElement, local: string): number {
  let count = 0
  for (const child of childElements(element)) {
    if (child.uri === NS.dsig && child.local === local) count += 1
    if (!(child.uri === NS.dsig && child.local === 'Object')) count += countInside(child, local)
  }
  return count
}

/** Digests this signature rests on: of its value and of every reference; the policy looks at the weakest. */
export function digestsUsed(signature: SignatureElement): readonly DigestName[] {
  const used = signature.references.flatMap(({ digest }) => (digest === null ? [] : [digest]))
  return 'digest' in signature.method ? [signature.method.digest, ...used] : used
}
