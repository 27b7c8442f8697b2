/** The transforms this validator carries out (XML-DSig §6.6): a whitelist; XSLT is refused by name. */
import { decodeBase64 } from './base64.ts'
import { type CanonicalMethod, canonicalize } from './canonicalize.ts'
import { type IdIndex, indexIds } from './ids.ts'
import { XML_LIMITS } from './limits.ts'
import { CANONICAL, DEFAULT_CANONICAL, NS, TRANSFORM } from './names.ts'
import { inNodeSet, type NodeSet, subtree } from './node-set.ts'
import { parseXml } from './parse-xml.ts'
import { attributeOf, childElement, descendants, isWithin, textOf, type XmlElement, type XmlNode } from './tree.ts'
import type { Work } from './work.ts'
import { filterByXPath, filterByXPath2, findById } from './xpath/filter.ts'
import { UnreadableXPath } from './xpath/tokens.ts'

export type Data = { kind: 'nodes'; set: NodeSet; ids: IdIndex; own: boolean } | { kind: 'octets'; bytes: Uint8Array }

export type TransformFault =
  | { code: 'XML_TRANSFORM_REFUSED'; detail: string }
  | { code: 'XML_XPATH_REFUSED'; detail: string }
  | { code: 'XML_TRANSFORM_IMPOSSIBLE'; detail: string }

export interface Transformed {
  octets: Uint8Array
  /**
   * The part of the signed document whose every change would change the octets; `null` for foreign octets, and where
   * something was filtered after the way back from octets to nodes.
   */
  covered: NodeSet | null
}

class Fault extends Error {
  readonly fault: TransformFault
  constructor(fault: TransformFault) {
    super(fault.code)
    this.fault = fault
  }
}

/**
 * Carries data through the transforms of a Reference and, where nodes are left, through `last` (a time-stamp's
 * canonicalisation) or Canonical XML 1.0. `signature`: what enveloped-signature cuts out.
 */
export function transform(
  start: Data,
  transforms: readonly XmlElement[],
  signature: XmlElement,
  work: Work,
  last: CanonicalMethod | null = null,
): { kind: 'done'; result: Transformed } | { kind: 'fault'; fault: TransformFault } {
  try {
    if (transforms.length > XML_LIMITS.transforms) {
      throw new Fault({ code: 'XML_TRANSFORM_REFUSED', detail: String(transforms.length) })
    }
    let data = start
    let covered = start.kind === 'nodes' ? start.set : null
    for (const step of transforms) {
      const narrowing = canonicalMethod(step) === null
      if (narrowing) covered = data.kind === 'nodes' && data.own ? narrowed(step, data.set) : null
      data = apply(step, data, signature, work)
      if (data.kind === 'nodes' && data.own) covered = data.set
    }
    const octets = data.kind === 'octets' ? data.bytes : canonicalize(data.set, last ?? plainCanonical(), work)
    return { kind: 'done', result: { octets, covered } }
  } catch (error) {
    if (error instanceof Fault) return { kind: 'fault', fault: error.fault }
    if (error instanceof UnreadableXPath) {
      return { kind: 'fault', fault: { code: 'XML_XPATH_REFUSED', detail: error.message } }
    }
    throw error
  }
}

/** base64 digests the text alone: attributes and markup around it may change unseen. */
function narrowed(step: XmlElement, set: NodeSet): NodeSet {
  if (attributeOf(step, 'Algorithm') !== TRANSFORM.base64) return set
  const members = new Set<XmlNode>()
  for (const node of descendants(set.apex)) if (node.kind === 'text' && inNodeSet(set, node)) members.add(node)
  return { ...set, removed: new Set(), members }
}

function apply(step: XmlElement, data: Data, signature: XmlElement, work: Work): Data {
  const algorithm = attributeOf(step, 'Algorithm') ?? ''
  const canonical = canonicalMethod(step)
  if (canonical !== null) return { kind: 'octets', bytes: canonicalize(toNodes(data).set, canonical, work) }
  switch (algorithm) {
    case TRANSFORM.enveloped:
      return withoutSignature(data, signature)
    case TRANSFORM.base64:
      return { kind: 'octets', bytes: base64Of(data) }
    case TRANSFORM.xpath: {
      const nodes = toNodes(data)
      return { ...nodes, set: filterByXPath(nodes.set, step, { elementById: findById(nodes.ids), work }) }
    }
    case TRANSFORM.filter2: {
      const nodes = toNodes(data)
      return { ...nodes, set: filterByXPath2(nodes.set, step, { elementById: findById(nodes.ids), work }) }
    }
    default:
      throw new Fault({ code: 'XML_TRANSFORM_REFUSED', detail: algorithm })
  }
}

/** Octets where nodes are needed are parsed (XML-DSig §4.4.3.2), under the same limits as the file. */
function toNodes(data: Data): Data & { kind: 'nodes' } {
  if (data.kind === 'nodes') return data
  const parsed = parseXml(data.bytes)
  if (parsed.kind === 'refused') throw new Fault({ code: 'XML_TRANSFORM_IMPOSSIBLE', detail: parsed.refusal.code })
  return { kind: 'nodes', set: subtree(parsed.document, true), ids: indexIds(parsed.document), own: false }
}

function withoutSignature(data: Data, signature: XmlElement): Data {
  if (data.kind === 'octets' || !data.own) {
    throw new Fault({ code: 'XML_TRANSFORM_IMPOSSIBLE', detail: 'enveloped-signature' })
  }
  const { set } = data
  if (set.members === null) return { ...data, set: { ...set, removed: new Set([...set.removed, signature]) } }
  const members = new Set<XmlNode>()
  for (const node of set.members) if (!isWithin(node, signature)) members.add(node)
  return { ...data, set: { ...set, members } }
}

function base64Of(data: Data): Uint8Array {
  const text = data.kind === 'octets' ? Buffer.from(data.bytes).toString('latin1') : textInSet(data.set)
  const bytes = decodeBase64(text)
  if (bytes === null) throw new Fault({ code: 'XML_TRANSFORM_IMPOSSIBLE', detail: 'base64' })
  return bytes
}

/** XML-DSig §6.6.2: the text nodes of the set, joined. */
function textInSet(set: NodeSet): string {
  if (set.members === null && set.removed.size === 0) return textOf(set.apex)
  const parts: string[] = []
  const walk = (node: XmlNode): void => {
    if (node.kind === 'text' && inNodeSet(set, node)) parts.push(node.value)
    if (node.kind === 'document' || (node.kind === 'element' && !set.removed.has(node))) node.children.forEach(walk)
  }
  walk(set.apex)
  return parts.join('')
}

/** Canonical XML 1.0 without comments. */
export function plainCanonical(): CanonicalMethod {
  return { kind: '1.0', comments: false, inclusivePrefixes: new Set() }
}

/** The canonicalisation a Transform or CanonicalizationMethod element names; `null`: none that is known. */
export function canonicalMethod(element: XmlElement): CanonicalMethod | null {
  const algorithm = attributeOf(element, 'Algorithm') ?? DEFAULT_CANONICAL
  const known = Object.hasOwn(CANONICAL, algorithm) ? CANONICAL[algorithm] : undefined
  if (known === undefined) return null
  const listed = childElement(element, NS.exclusive, 'InclusiveNamespaces')
  const names = (listed === null ? '' : (attributeOf(listed, 'PrefixList') ?? '')).split(/[ \t\r\n]+/)
  const prefixes = names.filter((name) => name !== '').map((name) => (name === '#default' ? '' : name))
  return { ...known, inclusivePrefixes: new Set(known.kind === 'exclusive' ? prefixes : []) }
}
