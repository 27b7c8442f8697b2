/** Certificates, CRLs and OCSP responses that travel inside a XAdES signature (EN 319 132-1 §5.4, §5.5.1). */
import { decodeBase64 } from '../base64.ts'
import { XML_LIMITS } from '../limits.ts'
import { descendants, textOf } from '../tree.ts'
import type { QualifyingProperties } from './qualifying-properties.ts'

export interface EmbeddedMaterial {
  certificates: readonly Uint8Array[]
  crls: readonly Uint8Array[]
  ocsps: readonly Uint8Array[]
}

const HOLDERS = new Set([
  ...['CertificateValues', 'RevocationValues', 'AttrAuthoritiesCertValues', 'AttributeRevocationValues'],
  ...['TimeStampValidationData', 'AnyValidationData'],
])

/** All values of the unsigned properties, in order. They are candidates and evidence to judge, nothing more. */
export function readEmbeddedMaterial(properties: QualifyingProperties | null): EmbeddedMaterial {
  const certificates: Uint8Array[] = []
  const crls: Uint8Array[] = []
  const ocsps: Uint8Array[] = []
  for (const property of properties?.unsignedProperties ?? []) {
    if (!HOLDERS.has(property.local)) continue
    for (const node of descendants(property)) {
      if (node.kind !== 'element') continue
      const list = listFor(node.local)
      const bytes = list === null ? null : decodeBase64(textOf(node))
      if (list !== null && bytes !== null && bytes.length > 0 && list.length < XML_LIMITS.embeddedValues)
        list.push(bytes)
    }
  }
  return { certificates, crls, ocsps }

  function listFor(local: string): Uint8Array[] | null {
    if (local === 'EncapsulatedX509Certificate') return certificates
    if (local === 'EncapsulatedCRLValue') return crls
    return local === 'EncapsulatedOCSPValue' ? ocsps : null
  }
}
