/** XPath 1.0 §2.2–2.3: the nodes along an axis, nearest first for reverse axes, and node tests. */
import { descendants, documentOf, namespaceNodes, type XmlNode } from '../tree.ts'
import type { Axis, NodeTest } from './parse-xpath.ts'

export function* alongAxis(node: XmlNode, axis: Axis): Generator<XmlNode> {
  switch (axis) {
    case 'self':
      yield node
      return
    case 'parent':
      if (node.parent !== null) yield node.parent
      return
    case 'ancestor-or-self':
      yield node
      yield* ancestors(node)
      return
    case 'ancestor':
      yield* ancestors(node)
      return
    case 'child':
      if (node.kind === 'element' || node.kind === 'document') yield* node.children
      return
    case 'descendant-or-self':
      yield node
      if (node.kind === 'element' || node.kind === 'document') yield* descendants(node)
      return
    case 'descendant':
      if (node.kind === 'element' || node.kind === 'document') yield* descendants(node)
      return
    case 'attribute':
      if (node.kind === 'element') yield* node.attributes
      return
    case 'namespace':
      if (node.kind === 'element') yield* namespaceNodes(node)
      return
    case 'following-sibling':
      yield* siblings(node, 1)
      return
    case 'preceding-sibling':
      yield* siblings(node, -1)
      return
    case 'following':
    case 'preceding':
      yield* elsewhere(node, axis)
  }
}

function* ancestors(node: XmlNode): Generator<XmlNode> {
  for (let at: XmlNode | null = node.parent; at !== null; at = at.parent) yield at
}

function* siblings(node: XmlNode, direction: 1 | -1): Generator<XmlNode> {
  if (node.kind === 'document' || node.kind === 'attribute' || node.kind === 'namespace') return
  const all = node.parent.children
  for (let i = all.indexOf(node) + direction; i >= 0 && i < all.length; i += direction) {
    const sibling = all[i]
    if (sibling !== undefined) yield sibling
  }
}

function* elsewhere(node: XmlNode, axis: 'following' | 'preceding'): Generator<XmlNode> {
  const holder = node.kind === 'attribute' || node.kind === 'namespace' ? node.parent : node
  const end = holder.kind === 'element' || holder.kind === 'document' ? holder.last : holder.order
  const above = new Set<XmlNode>(ancestors(holder))
  const all = [...descendants(documentOf(node))]
  if (axis === 'following') yield* all.filter((one) => one.order > end)
  else yield* all.filter((one) => one.order < holder.order && !above.has(one)).reverse()
}

/** §2.3; the principal node type of the attribute and namespace axes is their own, of all others the element. */
export function passesTest(node: XmlNode, axis: Axis, test: NodeTest): boolean {
  if (test.kind === 'type') {
    if (test.type === 'node') return true
    if (test.type !== 'processing-instruction') return node.kind === test.type
    return node.kind === 'instruction' && (test.target === null || node.target === test.target)
  }
  if (axis === 'namespace') {
    return node.kind === 'namespace' && (test.local === null || (test.uri === '' && node.prefix === test.local))
  }
  if (node.kind !== (axis === 'attribute' ? 'attribute' : 'element')) return false
  if (node.kind !== 'attribute' && node.kind !== 'element') return false
  return (test.uri === null || node.uri === test.uri) && (test.local === null || node.local === test.local)
}
