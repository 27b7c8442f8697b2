/** ds:Manifest (XML-DSig §5.1): a signed list of further references, each to be checked like those of SignedInfo. */
import type { Finding } from '../reasons.ts'
import { type CheckedReferences, checkReferences } from './check-references.ts'
import { XML_LIMITS } from './limits.ts'
import { NS } from './names.ts'
import { xmlFinding } from './reason-list.ts'
import { readReference } from './reference.ts'
import type { SignatureElement } from './signature-element.ts'
import { attributeOf, childElements, isWithin, type XmlElement } from './tree.ts'
import type { World } from './world.ts'

/** Checks what a signed Manifest lists. Its place must be an Object of this signature, else another one is meant. */
export function checkManifest(manifest: XmlElement, signature: SignatureElement, world: World): CheckedReferences {
  const elements = childElements(manifest, NS.dsig, 'Reference')
  const references = elements.slice(0, XML_LIMITS.references).map(readReference)
  const readable = references.filter((reference) => reference !== null)
  const checked = checkReferences(readable, signature, world, 'XML_MANIFEST_CHANGED')
  if (elements.length > XML_LIMITS.references || readable.length < references.length) {
    checked.sound = false
    checked.findings.push(xmlFinding('XML_SIGNATURE_MALFORMED', 'Manifest'))
  }
  if (!signature.objects.some((object) => object === manifest.parent)) {
    checked.findings.unshift(xmlFinding('XML_MANIFEST_MISPLACED'))
  }
  return checked
}

/** Manifests that matched references name, by themselves or through the Object that holds them. */
export function signedManifests(signature: SignatureElement, targets: readonly XmlElement[]): XmlElement[] {
  const named = targets.filter(({ uri, local }) => uri === NS.dsig && local === 'Manifest')
  const held = signature.objects
    .filter((object) => targets.includes(object))
    .flatMap((object) => childElements(object, NS.dsig, 'Manifest'))
  return [...new Set([...named, ...held])]
}

/** Manifests in this signature's Objects that no reference covers: a reader might take them for the signed one. */
export function strayManifests(signature: SignatureElement, targets: readonly XmlElement[]): Finding[] {
  return signature.objects
    .flatMap((object) => childElements(object, NS.dsig, 'Manifest'))
    .filter((manifest) => !targets.some((target) => isWithin(manifest, target)))
    .map((manifest) => xmlFinding('XML_MANIFEST_UNSIGNED', attributeOf(manifest, 'Id') ?? ''))
}
