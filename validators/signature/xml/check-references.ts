/** A list of references checked together: those of SignedInfo, or those of a Manifest. */
import type { Finding } from '../reasons.ts'
import { XML_LIMITS } from './limits.ts'
import type { NodeSet } from './node-set.ts'
import { xmlFinding } from './reason-list.ts'
import { checkReference, isSameDocument, type Reference } from './reference.ts'
import type { SignatureElement } from './signature-element.ts'
import type { XmlElement } from './tree.ts'
import type { World } from './world.ts'

export interface CheckedReferences {
  sound: boolean
  findings: Finding[]
  matched: NodeSet[]
  targets: XmlElement[]
  outsideMatched: boolean
  contentMissing: boolean
}

/** Checks a list of references; used for SignedInfo and for Manifests, which differ in the reason for a mismatch. */
export function checkReferences(
  references: readonly Reference[],
  signature: SignatureElement,
  world: World,
  changed: 'XML_CONTENT_CHANGED' | 'XML_MANIFEST_CHANGED' = 'XML_CONTENT_CHANGED',
): CheckedReferences {
  const result: CheckedReferences = {
    sound: true,
    findings: [],
    matched: [],
    targets: [],
    outsideMatched: false,
    contentMissing: false,
  }
  let absent = 0
  const outside: { reference: Reference; matches: boolean }[] = []
  for (const reference of references) {
    const outcome = checkReference(reference, signature.element, world)
    const isOutside = !isSameDocument(reference.uri)
    switch (outcome.kind) {
      case 'match':
        if (outcome.covered !== null) result.matched.push(outcome.covered)
        if (outcome.target !== null) result.targets.push(outcome.target)
        if (isOutside) outside.push({ reference, matches: true })
        break
      case 'mismatch':
        if (isOutside) outside.push({ reference, matches: false })
        else fail(xmlFinding(changed, reference.uri ?? ''))
        break
      case 'absent':
        missing(reference.uri ?? '')
        break
      case 'fault':
        fail(xmlFinding(outcome.fault.code, outcome.fault.detail))
    }
  }
  // One file was handed in for several names: it belongs to those it matches, the others' content is not at hand.
  const someMatch = outside.some(({ matches }) => matches)
  for (const { reference, matches } of outside) {
    const name = reference.uri ?? ''
    if (matches) result.outsideMatched = true
    else if (someMatch && !world.outside(reference.uri).some(({ named }) => named)) {
      missing(name)
    } else fail(xmlFinding(changed, name))
  }
  return result

  function missing(name: string): void {
    absent += 1
    result.contentMissing = true
    if (absent <= XML_LIMITS.absentContentsNamed) result.findings.push(xmlFinding('XML_CONTENT_MISSING', name))
  }
  function fail(finding: Finding): void {
    result.sound = false
    result.findings.push(finding)
  }
}
