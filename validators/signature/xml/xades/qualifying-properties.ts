/** XAdES QualifyingProperties of one signature (ETSI EN 319 132-1 §4, TS 101 903 for older versions). */
import { NS, XADES_NAMESPACES } from '../names.ts'
import type { SignatureElement } from '../signature-element.ts'
import { attributeOf, childElement, childElements, textOf, type XmlElement } from '../tree.ts'

export interface QualifyingProperties {
  element: XmlElement
  /** Namespace of this version of XAdES. */
  uri: string
  /** The Target attribute names this very signature. */
  targetsSignature: boolean
  signed: XmlElement | null
  signedSignature: XmlElement | null
  signedData: XmlElement | null
  unsigned: XmlElement | null
  /** Children of UnsignedSignatureProperties, in order. */
  unsignedProperties: readonly XmlElement[]
}

export type FoundProperties =
  | { kind: 'none' }
  | { kind: 'found'; properties: QualifyingProperties }
  /** XAdES allows one (§4.4.2): with two, readers may choose differently. */
  | { kind: 'several' }

/** The properties in the Objects of this signature itself; those elsewhere do not count. */
export function findQualifyingProperties(signature: SignatureElement): FoundProperties {
  const found: XmlElement[] = []
  for (const object of signature.objects) {
    for (const child of childElements(object)) {
      if (child.local === 'QualifyingProperties' && XADES_NAMESPACES.has(child.uri)) found.push(child)
    }
  }
  const [element, another] = found
  if (element === undefined) return { kind: 'none' }
  if (another !== undefined) return { kind: 'several' }
  const { uri } = element
  const signed = childElement(element, uri, 'SignedProperties')
  const unsigned = childElement(element, uri, 'UnsignedProperties')
  const unsignedSignature = unsigned === null ? null : childElement(unsigned, uri, 'UnsignedSignatureProperties')
  const target = attributeOf(element, 'Target')
  return {
    kind: 'found',
    properties: {
      element,
      uri,
      targetsSignature: target === `#${signature.id ?? ''}` || (target === '' && signature.id === null),
      signed,
      signedSignature: signed === null ? null : childElement(signed, uri, 'SignedSignatureProperties'),
      signedData: signed === null ? null : childElement(signed, uri, 'SignedDataObjectProperties'),
      unsigned,
      unsignedProperties: unsignedSignature === null ? [] : childElements(unsignedSignature),
    },
  }
}

/** SigningTime, unproven. */
export function readSigningTime(properties: QualifyingProperties): Temporal.Instant | null {
  const { signedSignature, uri } = properties
  const element = signedSignature === null ? null : childElement(signedSignature, uri, 'SigningTime')
  if (element === null) return null
  return readTime(textOf(element))
}

/** An xsd:dateTime, `null` where it is none; without a zone it is taken as Vietnam's. */
export function readTime(text: string): Temporal.Instant | null {
  const trimmed = text.trim()
  try {
    return Temporal.Instant.from(/(?:Z|[+-]\d{2}:\d{2})$/.test(trimmed) ? trimmed : `${trimmed}+07:00`)
  } catch {
    return null
  }
}

/** Elements of one name among the unsigned signature properties, whatever version of XAdES they are from. */
export function unsignedNamed(properties: QualifyingProperties, local: string): XmlElement[] {
  return properties.unsignedProperties.filter(
    (element) => element.local === local && (XADES_NAMESPACES.has(element.uri) || element.uri === NS.xades141),
  )
}
