/** The node-set a chain of transforms hands on (XML-DSig §4.4.3.2): part of one document. */
import { isWithin, type XmlElement, type XmlNode, type XmlParent } from './tree.ts'

export interface NodeSet {
  /** Everything chosen lies in here. */
  apex: XmlParent
  /** Comments belong to the set (`#xpointer(…)`), or not (`''`, `#id`). */
  comments: boolean
  /** Subtrees cut out by enveloped-signature. */
  removed: ReadonlySet<XmlElement>
  /** After an XPath filter: these nodes and no others, of every kind. `null`: all of the apex. */
  members: ReadonlySet<XmlNode> | null
}

/** A whole subtree. */
export function subtree(apex: XmlParent, comments: boolean): NodeSet {
  return { apex, comments, removed: new Set(), members: null }
}

/** Is this node in the set? Needs a walk up when signatures were cut out; walkers prune instead. */
export function inNodeSet(set: NodeSet, node: XmlNode): boolean {
  if (set.members !== null) return set.members.has(node)
  if (node.kind === 'comment' && !set.comments) return false
  if (!isWithin(node, set.apex)) return false
  for (const cut of set.removed) if (isWithin(node, cut)) return false
  return true
}
