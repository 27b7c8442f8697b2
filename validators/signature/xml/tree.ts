/** The XPath 1.0 data model of one document: what canonicalisation, XPath and the reading of signatures all look at. */

export interface XmlDocument {
  kind: 'document'
  parent: null
  children: XmlChild[]
  root: XmlElement
  order: 0
  last: number
}

export interface XmlElement {
  kind: 'element'
  parent: XmlElement | XmlDocument
  prefix: string
  local: string
  uri: string
  attributes: XmlAttribute[]
  /** Every namespace in scope, by prefix (`''`: the default one), without `xml`. Shared with the parent where alike. */
  scope: ReadonlyMap<string, string>
  children: XmlChild[]
  /** Place in document order. */
  order: number
  /** `order` of the last node inside. */
  last: number
}

export interface XmlAttribute {
  kind: 'attribute'
  parent: XmlElement
  prefix: string
  local: string
  uri: string
  value: string
  order: number
}

export interface XmlNamespace {
  kind: 'namespace'
  parent: XmlElement
  prefix: string
  uri: string
  order: number
}

export interface XmlText {
  kind: 'text'
  parent: XmlElement
  value: string
  order: number
}

export interface XmlComment {
  kind: 'comment'
  parent: XmlElement | XmlDocument
  value: string
  order: number
}

export interface XmlInstruction {
  kind: 'instruction'
  parent: XmlElement | XmlDocument
  target: string
  value: string
  order: number
}

export type XmlChild = XmlElement | XmlText | XmlComment | XmlInstruction
export type XmlParent = XmlElement | XmlDocument
export type XmlNode = XmlDocument | XmlChild | XmlAttribute | XmlNamespace

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/** Is `inner` the node `outer` or inside it? */
export function isWithin(inner: XmlNode, outer: XmlParent): boolean {
  if (inner.kind === 'attribute' || inner.kind === 'namespace') return isWithin(inner.parent, outer)
  return inner.order >= outer.order && inner.order <= outer.last
}

/** Child elements, optionally only those of one expanded name. */
export function childElements(parent: XmlParent, uri?: string, local?: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of parent.children) {
    if (child.kind !== 'element') continue
    if ((uri === undefined || child.uri === uri) && (local === undefined || child.local === local)) found.push(child)
  }
  return found
}

/** The first child element of that expanded name. */
export function childElement(parent: XmlParent, uri: string, local: string): XmlElement | null {
  for (const child of parent.children) {
    if (child.kind === 'element' && child.uri === uri && child.local === local) return child
  }
  return null
}

/** The value of an attribute without namespace. */
export function attributeOf(element: XmlElement, local: string): string | null {
  for (const attribute of element.attributes) {
    if (attribute.uri === '' && attribute.local === local) return attribute.value
  }
  return null
}

/** All text inside, comments and instructions passed over: the string-value of XPath 1.0 §5. */
export function textOf(node: XmlNode): string {
  switch (node.kind) {
    case 'document':
    case 'element': {
      const parts: string[] = []
      for (const inner of descendants(node)) if (inner.kind === 'text') parts.push(inner.value)
      return parts.join('')
    }
    case 'namespace':
      return node.uri
    default:
      return node.value
  }
}

/** Everything under a node in document order, the node itself left out; attributes and namespaces are not children. */
export function* descendants(top: XmlParent): Generator<XmlChild> {
  const stack: { children: readonly XmlChild[]; next: number }[] = [{ children: top.children, next: 0 }]
  let level = stack[0]
  while (level !== undefined) {
    const child = level.children[level.next]
    level.next += 1
    if (child === undefined) {
      stack.pop()
      level = stack[stack.length - 1]
      continue
    }
    yield child
    if (child.kind === 'element' && child.children.length > 0) {
      level = { children: child.children, next: 0 }
      stack.push(level)
    }
  }
}

const axes = new WeakMap<XmlElement, readonly XmlNamespace[]>()

/** The namespace axis of an element (XPath 1.0 §5.4), `xml` among it; the same nodes at every call. */
export function namespaceNodes(element: XmlElement): readonly XmlNamespace[] {
  const known = axes.get(element)
  if (known !== undefined) return known
  const nodes: XmlNamespace[] = []
  const add = (prefix: string, uri: string): void => {
    nodes.push({ kind: 'namespace', parent: element, prefix, uri, order: element.order + (nodes.length + 1) * 1e-6 })
  }
  add('xml', XML_NAMESPACE)
  for (const [prefix, uri] of element.scope) add(prefix, uri)
  axes.set(element, nodes)
  return nodes
}

/** `prefix:local`, as written. */
export function qualifiedName(node: { prefix: string; local: string }): string {
  return node.prefix === '' ? node.local : `${node.prefix}:${node.local}`
}

/** A document and its parts in document order. */
export function documentOf(node: XmlNode): XmlDocument {
  let at: XmlNode = node
  while (at.kind !== 'document') at = at.parent
  return at
}
