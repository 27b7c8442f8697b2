/** Attributes of a SignerInfo (RFC 5652 §11, RFC 5035, ETSI EN 319 122-1), by name. */
import { type Element, sequence, set } from '../asn1/element.ts'
import { oid } from '../asn1/values.ts'

export const ATTRIBUTE_OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  counterSignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signaturePolicy: '1.2.840.113549.1.9.16.2.15',
  contentTimestamp: '1.2.840.113549.1.9.16.2.20',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  certificateValues: '1.2.840.113549.1.9.16.2.23',
  revocationValues: '1.2.840.113549.1.9.16.2.24',
  archiveTimestampV2: '1.2.840.113549.1.9.16.2.48',
  archiveTimestampV3: '0.4.0.1733.2.4',
  atsHashIndex: '0.4.0.1733.2.5',
  atsHashIndexV3: '0.4.0.19122.1.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  algorithmProtection: '1.2.840.113549.1.9.52',
  adobeRevocation: '1.2.840.113583.1.1.8',
} as const

export interface Attribute {
  oid: string
  values: readonly Element[]
  /** The whole attribute as found. */
  element: Element
}

/** Reads `SET OF Attribute` from the implicitly tagged element's children. @throws Asn1Error */
export function readAttributes(elements: readonly Element[]): Attribute[] {
  return elements.map((element) => {
    const [type, values] = sequence(element)
    return { oid: oid(type), values: set(values), element }
  })
}

export function attributesNamed(attributes: readonly Attribute[], identifier: string): readonly Attribute[] {
  return attributes.filter((attribute) => attribute.oid === identifier)
}

/** All values of all attributes of that name: several of one name are wrong but seen. */
export function valuesNamed(attributes: readonly Attribute[], identifier: string): readonly Element[] {
  return attributesNamed(attributes, identifier).flatMap((attribute) => attribute.values)
}
