/**
 * How much of what a reader reads a signature covers. Signature elements are not read as content; the data inside an
 * enveloping signature's own Objects is.
 */
import { carriesNothing } from './edxml.ts'
import { NS, XADES_NAMESPACES } from './names.ts'
import { inNodeSet, type NodeSet } from './node-set.ts'
import type { SignatureElement } from './signature-element.ts'
import { qualifiedName, type XmlChild, type XmlElement, type XmlNode } from './tree.ts'
import type { World } from './world.ts'

/** ASiC's wrapper around detached signatures carries no content of its own (ETSI EN 319 162-1 §A.3). */
const BARE_WRAPPERS = new Set(['{http://uri.etsi.org/02918/v1.2.1#}XAdESSignatures'])

export interface Uncovered {
  /** Qualified name of the first element that holds something unsigned. */
  where: string
}

/** The first node a reader would read that no matched reference covers; `null`: all is covered. */
export function firstUncovered(
  signature: SignatureElement,
  matched: readonly NodeSet[],
  world: World,
): Uncovered | null {
  const covered = (node: XmlNode): boolean => {
    world.work.write(matched.length + 1)
    return matched.some((set) => inNodeSet(set, node))
  }
  const wholes = matched.filter((set) => set.members === null && set.apex.kind === 'document')
  const miss = (node: XmlNode): Uncovered => {
    const holder = node.kind === 'element' ? node : node.parent
    return { where: holder?.kind === 'element' ? qualifiedName(holder) : qualifiedName(world.document.root) }
  }

  const inSignature = (element: XmlElement): Uncovered | null => {
    if (element !== signature.element) return null
    for (const object of signature.objects) {
      for (const child of object.children) {
        const uncovered = isProperties(child) ? null : visit(child)
        if (uncovered !== null) return uncovered
      }
    }
    return null
  }

  const visit = (node: XmlChild): Uncovered | null => {
    if (node.kind === 'comment') return null
    if (node.kind === 'text') return node.value.trim() === '' || covered(node) ? null : miss(node)
    if (node.kind === 'instruction') return covered(node) ? null : miss(node)
    if (node.uri === NS.dsig && node.local === 'Signature') return inSignature(node)
    const nothing = covered(node) ? null : carriesNothing(node, covered)
    if (nothing === 'whole') return null
    if (nothing !== 'frame' && !BARE_WRAPPERS.has(`{${node.uri}}${node.local}`)) {
      if (!covered(node)) return miss(node)
      for (const attribute of node.attributes) if (!covered(attribute)) return miss(attribute)
    }
    for (const child of node.children) {
      const uncovered = visit(child)
      if (uncovered !== null) return uncovered
    }
    return null
  }

  // The common case, an enveloped signature over the whole document, needs no walk through it.
  if (wholes.some(({ removed }) => [...removed].every((cut) => cut === signature.element))) {
    return inSignature(signature.element)
  }
  for (const child of world.document.children) {
    const uncovered = visit(child)
    if (uncovered !== null) return uncovered
  }
  return null
}

/** XAdES properties, Manifests and SignatureProperties speak about the signature; they are judged elsewhere. */
function isProperties(node: XmlChild): boolean {
  if (node.kind !== 'element') return false
  if (XADES_NAMESPACES.has(node.uri)) return node.local === 'QualifyingProperties'
  return node.uri === NS.dsig && (node.local === 'Manifest' || node.local === 'SignatureProperties')
}
