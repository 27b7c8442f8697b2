/** Are the XAdES properties shown the ones that were signed, and do they name the certificate used? */
import type { Certificate } from '../certificate/certificate.ts'
import type { Finding } from '../reasons.ts'
import { SIGNED_PROPERTIES_TYPES } from './names.ts'
import { inNodeSet, type NodeSet } from './node-set.ts'
import { xmlFinding } from './reason-list.ts'
import type { SignatureElement } from './signature-element.ts'
import { descendants } from './tree.ts'
import type { QualifyingProperties } from './xades/qualifying-properties.ts'
import { compareSigningCertificate, readSigningCertificates } from './xades/signing-certificate.ts'

export function checkProperties(
  signature: SignatureElement,
  properties: QualifyingProperties,
  matched: readonly NodeSet[],
  certificate: Certificate | null,
): Finding[] {
  const findings: Finding[] = []
  if (!properties.targetsSignature) findings.push(xmlFinding('XML_PROPERTIES_OTHER_TARGET'))
  const { signed } = properties
  const claimsToSign = signature.references.some(({ type }) => type !== null && SIGNED_PROPERTIES_TYPES.has(type))
  if (signed !== null && !isCovered(properties, matched)) {
    // A reference says it signs SignedProperties, yet not these: the real ones were moved aside.
    findings.push(xmlFinding(claimsToSign ? 'XML_SIGNED_PROPERTIES_WRAPPED' : 'XML_SIGNED_PROPERTIES_NOT_SIGNED'))
  } else if (signed === null && claimsToSign) {
    findings.push(xmlFinding('XML_SIGNED_PROPERTIES_WRAPPED'))
  }
  const references = readSigningCertificates(properties)
  if (references !== null && certificate !== null) {
    const verdict = compareSigningCertificate(references, certificate)
    if (verdict === 'other-certificate') findings.push(xmlFinding('XML_SIGNING_CERTIFICATE_DIFFERS'))
    if (verdict === 'other-issuer-serial') findings.push(xmlFinding('XML_SIGNING_CERTIFICATE_SERIAL_DIFFERS'))
    if (verdict === 'unknown-digest') findings.push(xmlFinding('XML_SIGNING_CERTIFICATE_UNCHECKED'))
  }
  return findings
}

/** Every node of SignedProperties must be in what one matched reference digested. */
function isCovered({ signed }: QualifyingProperties, matched: readonly NodeSet[]): boolean {
  if (signed === null) return false
  return matched.some((set) => {
    if (!inNodeSet(set, signed)) return false
    if (set.members === null) return true
    for (const node of descendants(signed)) {
      if (node.kind === 'element' || node.kind === 'text') if (!inNodeSet(set, node)) return false
    }
    return true
  })
}
