/** A ds:Reference: read strictly, dereferenced without ever leaving this machine, digested and compared. */
import { type DigestName, digest } from '../crypto/digest.ts'
import { decodeBase64 } from './base64.ts'
import type { CanonicalMethod } from './canonicalize.ts'
import { DIGESTS, NS } from './names.ts'
import { type NodeSet, subtree } from './node-set.ts'
import { type Data, type Transformed, type TransformFault, transform } from './transforms.ts'
import { attributeOf, childElements, textOf, type XmlElement } from './tree.ts'
import type { World } from './world.ts'
import { selectByXPath } from './xpath/filter.ts'
import { UnreadableXPath } from './xpath/tokens.ts'

export interface Reference {
  element: XmlElement
  id: string | null
  /** `null`: no URI attribute; the application is supposed to know what is meant. */
  uri: string | null
  type: string | null
  transforms: readonly XmlElement[]
  digest: DigestName | null
  /** The identifier as written, for the report when it is unknown. */
  digestUri: string
  digestValue: Uint8Array | null
}

/** Reads a Reference; `null` when it is not built as XML-DSig §4.4.3 has it. */
export function readReference(element: XmlElement): Reference | null {
  const children = childElements(element)
  const transforms = children[0]?.local === 'Transforms' ? children.shift() : undefined
  const [method, value, more] = children
  if (method?.local !== 'DigestMethod' || value?.local !== 'DigestValue' || more !== undefined) return null
  if ([transforms, method, value].some((child) => child !== undefined && child.uri !== NS.dsig)) return null
  const digestUri = attributeOf(method, 'Algorithm') ?? ''
  return {
    element,
    id: attributeOf(element, 'Id'),
    uri: attributeOf(element, 'URI'),
    type: attributeOf(element, 'Type'),
    transforms: transforms === undefined ? [] : childElements(transforms, NS.dsig, 'Transform'),
    digest: (Object.hasOwn(DIGESTS, digestUri) ? DIGESTS[digestUri] : undefined) ?? null,
    digestUri,
    digestValue: childElements(value).length > 0 ? null : decodeBase64(textOf(value)),
  }
}

export type ReferenceFault =
  | TransformFault
  | { code: 'XML_ID_MISSING'; detail: string }
  | { code: 'XML_ID_AMBIGUOUS'; detail: string }
  | { code: 'XML_POINTER_REFUSED'; detail: string }
  | { code: 'XML_DIGEST_UNKNOWN'; detail: string }

export type ReferenceOutcome =
  | {
      kind: 'match'
      /** The part of this document it covers; `null`: content from outside. */
      covered: NodeSet | null
      /** What the URI names, when that is one element of this document. */
      target: XmlElement | null
    }
  | { kind: 'mismatch' }
  /** Content outside the document that was not handed in. */
  | { kind: 'absent' }
  | { kind: 'fault'; fault: ReferenceFault }

/** Does the URI point into this document (XML-DSig §4.4.3.3)? */
export function isSameDocument(uri: string | null): boolean {
  return uri !== null && (uri === '' || uri.startsWith('#'))
}

type Dereferenced =
  | { kind: 'data'; data: readonly Data[]; target: XmlElement | null }
  | { kind: 'absent' }
  | { kind: 'fault'; fault: ReferenceFault }

const WHOLE_POINTER = /^#xpointer\(\s*\/\s*\)$/
const ID_POINTER = /^#xpointer\(\s*id\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*\)$/

/** XML-DSig §4.4.3.3: what the URI names. `reference`: the element that bears it, for the prefixes it may use. */
export function dereference(uri: string | null, reference: XmlElement, world: World): Dereferenced {
  const whole = (comments: boolean): Dereferenced => {
    const set = subtree(world.document, comments)
    return { kind: 'data', data: [{ kind: 'nodes', set, ids: world.ids, own: true }], target: world.document.root }
  }
  const byId = (id: string, comments: boolean): Dereferenced => {
    const found = world.ids.find(id)
    if (found.kind === 'missing') return { kind: 'fault', fault: { code: 'XML_ID_MISSING', detail: id } }
    if (found.kind === 'ambiguous') return { kind: 'fault', fault: { code: 'XML_ID_AMBIGUOUS', detail: id } }
    const set = subtree(found.element, comments)
    return { kind: 'data', data: [{ kind: 'nodes', set, ids: world.ids, own: true }], target: found.element }
  }
  // A lone `#` is an empty fragment: still this document (RFC 3986 §4.4).
  if (uri === '' || uri === '#') return whole(false)
  if (uri?.startsWith('#')) {
    if (WHOLE_POINTER.test(uri)) return whole(true)
    const pointer = ID_POINTER.exec(uri)
    if (pointer !== null) return byId(pointer[1] ?? pointer[2] ?? '', true)
    if (/^#\w+\(/.test(uri)) return pointed(uri, reference, world)
    return byId(unescaped(uri.slice(1), world), false)
  }
  const contents = world.outside(uri)
  if (contents.length === 0) return { kind: 'absent' }
  const data = contents.map(({ bytes }): Data => ({ kind: 'octets', bytes }))
  return { kind: 'data', data, target: contents[0]?.holder ?? null }
}

/** Any other XPointer is read as an XPath expression under the same bounds as in transforms. */
function pointed(uri: string, reference: XmlElement, world: World): Dereferenced {
  const expression = /^#xpointer\((.*)\)$/s.exec(uri)?.[1]
  if (expression === undefined) return { kind: 'fault', fault: { code: 'XML_POINTER_REFUSED', detail: uri } }
  try {
    const set = selectByXPath(expression, reference, world)
    if (set.members?.size === 0) return { kind: 'fault', fault: { code: 'XML_ID_MISSING', detail: uri } }
    return { kind: 'data', data: [{ kind: 'nodes', set, ids: world.ids, own: true }], target: null }
  } catch (error) {
    if (!(error instanceof UnreadableXPath)) throw error
    return { kind: 'fault', fault: { code: 'XML_POINTER_REFUSED', detail: error.message } }
  }
}

/** A fragment is percent-encoded by rule; an Id is tried as written first, for signers who did not know. */
function unescaped(fragment: string, world: World): string {
  if (!fragment.includes('%') || world.ids.find(fragment).kind !== 'missing') return fragment
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

/**
 * The octets a reference stands for; used for digests and for time-stamp imprints alike. `last`: the canonicalisation for
 * what the transforms leave as nodes, where it is not Canonical XML 1.0.
 */
export function octetsOf(
  reference: Reference,
  signature: XmlElement,
  world: World,
  last: CanonicalMethod | null = null,
):
  | { kind: 'octets'; result: Transformed; target: XmlElement | null }
  | { kind: 'absent' }
  | { kind: 'fault'; fault: ReferenceFault } {
  world.work.reference()
  const found = dereference(reference.uri, reference.element, world)
  if (found.kind !== 'data') return found
  let fault: TransformFault | null = null
  let mismatch: Transformed | null = null
  for (const data of found.data) {
    const outcome = transform(data, reference.transforms, signature, world.work, last)
    if (outcome.kind === 'fault') fault = outcome.fault
    else if (found.data.length === 1 || hasDigest(reference, outcome.result)) {
      return { kind: 'octets', result: outcome.result, target: found.target }
    } else mismatch = outcome.result
  }
  if (mismatch !== null) return { kind: 'octets', result: mismatch, target: found.target }
  return fault === null ? { kind: 'absent' } : { kind: 'fault', fault }
}

function hasDigest(reference: Reference, result: Transformed): boolean {
  if (reference.digest === null || reference.digestValue === null) return false
  return Buffer.from(digest(reference.digest, result.octets)).equals(reference.digestValue)
}

/** Does what the reference names still have the digest written in it? */
export function checkReference(reference: Reference, signature: XmlElement, world: World): ReferenceOutcome {
  if (reference.digest === null) {
    return { kind: 'fault', fault: { code: 'XML_DIGEST_UNKNOWN', detail: reference.digestUri } }
  }
  const found = octetsOf(reference, signature, world)
  if (found.kind !== 'octets') return found
  if (!hasDigest(reference, found.result)) return { kind: 'mismatch' }
  const { covered } = found.result
  // Content from outside the references that nevertheless lies in this file: an edXML attachment.
  const isOutside = !isSameDocument(reference.uri)
  const held = isOutside && found.target !== null ? subtree(found.target, false) : covered
  return { kind: 'match', covered: held, target: found.target }
}
