/**
 * Canonical XML 1.0 and 1.1 and Exclusive XML Canonicalization 1.0, with and without comments, over document subsets
 * that may leave out any node, namespace and attribute nodes among them. Linear in what is written.
 */
import { compareCodePoints, escapeAttribute, escapeText } from './escape.ts'
import { inheritedAttributes } from './inherited-attributes.ts'
import type { NodeSet } from './node-set.ts'
import {
  namespaceNodes,
  qualifiedName,
  type XmlAttribute,
  type XmlChild,
  type XmlElement,
  type XmlNode,
} from './tree.ts'
import type { Work } from './work.ts'

export interface CanonicalMethod {
  kind: '1.0' | '1.1' | 'exclusive'
  comments: boolean
  /** InclusiveNamespaces PrefixList of exclusive canonicalisation; `''` stands for `#default`. */
  inclusivePrefixes: ReadonlySet<string>
}

type Bindings = ReadonlyMap<string, string>
const NO_BINDINGS: Bindings = new Map()

/** What an element knows of the elements written around it. */
interface Surroundings {
  /** Namespace nodes, in the set, of the nearest element above that is in the set. */
  above: Bindings
  /** Exclusive: what was written last for each prefix. */
  written: Bindings
  parentWritten: boolean
}

/** The canonical form in UTF-8. Throws `WorkExhausted` when the file's purse is empty. */
export function canonicalize(set: NodeSet, method: CanonicalMethod, work: Work): Uint8Array {
  const out: string[] = []
  const write = (text: string): void => {
    // One more for every piece: an element that writes nothing is still walked.
    work.write(text.length + 1)
    out.push(text)
  }
  const has = (node: XmlNode): boolean => set.members === null || set.members.has(node)

  const visit = (node: XmlChild, around: Surroundings): void => {
    switch (node.kind) {
      case 'element':
        if (!set.removed.has(node)) element(node, around)
        return
      case 'text':
        if (has(node)) write(escapeText(node.value))
        return
      case 'comment':
        if (method.comments && set.comments && has(node)) beside(node, `<!--${node.value}-->`)
        return
      case 'instruction':
        if (has(node)) beside(node, node.value === '' ? `<?${node.target}?>` : `<?${node.target} ${node.value}?>`)
    }
  }

  /** Comments and instructions outside the document element stand on lines of their own. */
  const beside = (node: XmlChild, text: string): void => {
    if (node.parent.kind !== 'document') write(text)
    else write(node.order > node.parent.root.order ? `\n${text}` : `${text}\n`)
  }

  const element = (node: XmlElement, around: Surroundings): void => {
    const inSet = has(node)
    const attributes = set.members === null ? node.attributes : node.attributes.filter(has)
    const own = bindingsInSet(node, set)
    const names = method.kind === 'exclusive' ? exclusive(node, inSet, attributes, own, around) : null
    const declarations = names?.declarations ?? inclusive(own, inSet, around.above)
    const name = qualifiedName(node)
    let tag = inSet ? `<${name}` : ''
    if (declarations.length > 1) declarations.sort((a, b) => compareCodePoints(a[0], b[0]))
    for (const [prefix, uri] of declarations) {
      tag += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`
    }
    const orphan = inSet && !around.parentWritten && method.kind !== 'exclusive'
    const all = orphan ? inheritedAttributes(node, attributes, method.kind === '1.1', has, set.apex) : attributes
    for (const attribute of sortAttributes(all)) {
      tag += ` ${qualifiedName(attribute)}="${escapeAttribute(attribute.value)}"`
    }
    if (inSet) tag += '>'
    write(tag)
    const within: Surroundings = inSet
      ? { above: own, written: names?.written ?? NO_BINDINGS, parentWritten: true }
      : { above: around.above, written: around.written, parentWritten: false }
    for (const child of node.children) visit(child, within)
    if (inSet) write(`</${name}>`)
  }

  /** Canonical XML 1.0 §2.3, namespace axis: what the nearest element written above does not have already. */
  const inclusive = (own: Bindings, inSet: boolean, above: Bindings): [string, string][] => {
    if (own === above) return []
    const declarations: [string, string][] = []
    for (const [prefix, uri] of own) if (above.get(prefix) !== uri) declarations.push([prefix, uri])
    if (inSet && !own.has('') && above.has('')) declarations.push(['', ''])
    return declarations
  }

  /** Exclusive C14N §3: prefixes visibly used, and those of the PrefixList as inclusive canonicalisation would. */
  const exclusive = (
    node: XmlElement,
    inSet: boolean,
    attributes: readonly XmlAttribute[],
    own: Bindings,
    around: Surroundings,
  ): { declarations: [string, string][]; written: Bindings } => {
    const listed = method.inclusivePrefixes
    const declarations =
      listed.size === 0 ? [] : inclusive(own, inSet, around.above).filter(([prefix]) => listed.has(prefix))
    if (!inSet) return { declarations, written: around.written }
    const used = new Set([node.prefix])
    for (const { prefix } of attributes) if (prefix !== '') used.add(prefix)
    const forgotten: string[] = []
    for (const prefix of used) {
      if (prefix === 'xml' || listed.has(prefix)) continue
      const uri = own.get(prefix)
      const before = around.written.get(prefix)
      if (uri !== undefined) {
        if (uri !== before) declarations.push([prefix, uri])
      } else if (prefix !== '') {
        // Used here without its namespace node in the set: an element further in must declare it again.
        if (before !== undefined) forgotten.push(prefix)
      } else if ((before ?? '') !== '') declarations.push(['', ''])
    }
    if (declarations.length === 0 && forgotten.length === 0) return { declarations, written: around.written }
    const written = new Map(around.written)
    for (const [prefix, uri] of declarations) written.set(prefix, uri)
    for (const prefix of forgotten) written.delete(prefix)
    work.write(written.size)
    return { declarations, written }
  }

  const outermost: Surroundings = { above: NO_BINDINGS, written: NO_BINDINGS, parentWritten: false }
  if (set.apex.kind === 'document') for (const child of set.apex.children) visit(child, outermost)
  else visit(set.apex, outermost)
  return Buffer.from(out.join(''), 'utf8')
}

/** The namespace nodes of an element that are in the set, by prefix. The same map as the scope when all are. */
function bindingsInSet(node: XmlElement, set: NodeSet): Bindings {
  if (set.members === null) return node.scope
  const bindings = new Map<string, string>()
  for (const namespace of namespaceNodes(node)) {
    if (namespace.prefix !== 'xml' && set.members.has(namespace)) bindings.set(namespace.prefix, namespace.uri)
  }
  return bindings
}

/** By namespace name, then local name; those without a namespace first. */
function sortAttributes(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (attributes.length < 2) return attributes
  return [...attributes].sort((a, b) => compareCodePoints(a.uri, b.uri) || compareCodePoints(a.local, b.local))
}
