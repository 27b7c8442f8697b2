/** The bytes of one signature: its value and everything it refers to (XML-DSig §3.2, core validation). No trust. */
import type { Certificate } from '../certificate/certificate.ts'
import type { ValidationContext } from '../context.ts'
import type { Finding } from '../reasons.ts'
import { canonicalize } from './canonicalize.ts'
import { checkReferences } from './check-references.ts'
import { chooseKey } from './key-choice.ts'
import { type OfferedKeys, readKeyInfo } from './key-info.ts'
import { checkManifest, signedManifests, strayManifests } from './manifest.ts'
import { type NodeSet, subtree } from './node-set.ts'
import type { SignatureElement } from './signature-element.ts'
import { isWithin, type XmlElement } from './tree.ts'
import type { World } from './world.ts'
import { type EmbeddedMaterial, readEmbeddedMaterial } from './xades/embedded-material.ts'
import type { QualifyingProperties } from './xades/qualifying-properties.ts'
import { compareSigningCertificate, readSigningCertificates } from './xades/signing-certificate.ts'

export interface SignatureBytes {
  integrity: 'intact' | 'broken'
  findings: readonly Finding[]
  certificate: Certificate | null
  /** Parts of this document that matched references cover. */
  matched: readonly NodeSet[]
  /** Elements that matched references name. */
  targets: readonly XmlElement[]
  /** Some content was matched: in the document, or outside it. */
  coversContent: boolean
  /** Content outside the file that nobody handed in. */
  contentMissing: boolean
  offered: OfferedKeys
  embedded: EmbeddedMaterial
}

export function checkBytes(
  signature: SignatureElement,
  properties: QualifyingProperties | null,
  world: World,
  context: ValidationContext,
): SignatureBytes {
  const findings: Finding[] = []
  const offered = readKeyInfo(signature.keyInfo, world.ids)
  const embedded = readEmbeddedMaterial(properties)
  const signingCertificates = properties === null ? null : readSigningCertificates(properties)
  const choice = chooseKey({
    signature,
    signedOctets: canonicalize(subtree(signature.signedInfo, true), signature.canonical, world.work),
    offered,
    others: embedded.certificates,
    meant: (certificate) =>
      signingCertificates !== null &&
      compareSigningCertificate(signingCertificates, certificate) !== 'other-certificate',
    context,
    work: world.work,
  })
  findings.push(...choice.findings)

  const references = checkReferences(signature.references, signature, world)
  const manifests = signedManifests(signature, references.targets)
  for (const manifest of manifests) {
    const outcome = checkManifest(manifest, signature, world)
    findings.push(...outcome.findings)
    references.matched.push(...outcome.matched)
    references.contentMissing ||= outcome.contentMissing
    references.outsideMatched ||= outcome.outsideMatched
    references.sound &&= outcome.sound
  }
  findings.push(...strayManifests(signature, references.targets), ...references.findings)
  return {
    integrity: choice.verified && references.sound ? 'intact' : 'broken',
    findings,
    certificate: choice.certificate,
    matched: references.matched,
    targets: references.targets,
    coversContent:
      references.outsideMatched || references.targets.some((target) => !isOwn(target, signature, properties)),
    contentMissing: references.contentMissing,
    offered,
    embedded,
  }
}

/** Parts of the signature that speak about it: signing only these signs nothing. */
function isOwn(target: XmlElement, signature: SignatureElement, properties: QualifyingProperties | null): boolean {
  return target === signature.keyInfo || (properties !== null && isWithin(target, properties.element))
}
