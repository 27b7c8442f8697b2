/** The two XPath transforms: XPath Filtering (XML-DSig §6.6.3) and XPath Filter 2.0. */

import type { IdIndex } from '../ids.ts'
import { NS } from '../names.ts'
import { inNodeSet, type NodeSet, subtree } from '../node-set.ts'
import type { XmlElement, XmlNode } from '../tree.ts'
import { childElements, descendants, documentOf, namespaceNodes, textOf } from '../tree.ts'
import type { Work } from '../work.ts'
import type { World } from '../world.ts'
import type { XPathContext } from './context.ts'
import { evaluate } from './evaluate.ts'
import { type Expression, parseXPath } from './parse-xpath.ts'
import { UnreadableXPath } from './tokens.ts'
import { nodesOf, toBoolean } from './values.ts'

type Surroundings = Pick<XPathContext, 'elementById'> & { work: Work }

/** What `id()` finds; an Id borne twice stops the expression. */
export function findById(ids: IdIndex): (id: string) => XmlElement | null {
  return (id) => {
    const found = ids.find(id)
    if (found.kind === 'ambiguous') throw new UnreadableXPath(`two elements have the Id ${id}`)
    return found.kind === 'found' ? found.element : null
  }
}

/** The subtrees an XPointer expression chooses from the whole document, comments among them. */
export function selectByXPath(source: string, here: XmlElement, world: World): NodeSet {
  const set = subtree(world.document, true)
  const around = { elementById: findById(world.ids), work: world.work }
  const context: XPathContext = { ...around, node: world.document, position: 1, size: 1, here }
  const roots = new Set(nodesOf(evaluate(parseXPath(source, here.scope), context)))
  return keepSubtrees(set, [{ filter: 'intersect', roots }], around)
}

/** Every node of the document an input set may hold, attributes and namespaces among them, in document order. */
function* everyNode(set: NodeSet): Generator<XmlNode> {
  yield* withSatellites(set.apex)
  for (const node of descendants(set.apex)) yield* withSatellites(node)
}

function* withSatellites(node: XmlNode): Generator<XmlNode> {
  yield node
  if (node.kind !== 'element') return
  yield* namespaceNodes(node)
  yield* node.attributes
}

/** Keeps the nodes for which the expression is true, each asked as context node (XML-DSig §6.6.3.2). */
export function filterByXPath(set: NodeSet, transform: XmlElement, around: Surroundings): NodeSet {
  const elements = childElements(transform, NS.dsig, 'XPath')
  const [here] = elements
  if (here === undefined || elements.length > 1) throw new UnreadableXPath('one XPath element is needed')
  const expression = parseXPath(textOf(here), here.scope)
  const members = new Set<XmlNode>()
  for (const node of everyNode(set)) {
    if (!inNodeSet(set, node)) continue
    const value = evaluate(expression, { ...around, node, position: 1, size: 1, here })
    if (toBoolean(value)) members.add(node)
  }
  return { ...set, removed: new Set(), members }
}

type Filter = 'intersect' | 'subtract' | 'union'

interface Operation {
  filter: Filter
  /** Nodes chosen; each stands for its whole subtree. */
  roots: ReadonlySet<XmlNode>
}

/** XPath Filter 2.0 §3: subtrees intersected with, subtracted from or added to what is kept, in order. */
export function filterByXPath2(set: NodeSet, transform: XmlElement, around: Surroundings): NodeSet {
  const elements = childElements(transform, NS.filter2, 'XPath')
  if (elements.length === 0) throw new UnreadableXPath('an XPath element is needed')
  return keepSubtrees(
    set,
    elements.map((here) => readOperation(here, set, around)),
    around,
  )
}

function keepSubtrees(set: NodeSet, operations: readonly Operation[], around: Surroundings): NodeSet {
  const members = new Set<XmlNode>()
  const document = documentOf(set.apex)

  const visit = (node: XmlNode, within: readonly boolean[]): readonly boolean[] => {
    around.work.step(operations.length)
    const inside = operations.map(({ roots }, index) => (within[index] ?? false) || roots.has(node))
    let kept = true
    for (const [index, { filter }] of operations.entries()) {
      const chosen = inside[index] ?? false
      if (filter === 'intersect') kept = kept && chosen
      else if (filter === 'subtract') kept = kept && !chosen
      else kept = kept || chosen
    }
    if (kept && inNodeSet(set, node)) members.add(node)
    return inside
  }
  const walk = (node: XmlNode, within: readonly boolean[]): void => {
    const inside = visit(node, within)
    if (node.kind === 'element') {
      for (const namespace of namespaceNodes(node)) visit(namespace, inside)
      for (const attribute of node.attributes) visit(attribute, inside)
    }
    if (node.kind === 'element' || node.kind === 'document') for (const child of node.children) walk(child, inside)
  }
  walk(document, [])
  return { ...set, removed: new Set(), members }
}

function readOperation(here: XmlElement, set: NodeSet, around: Surroundings): Operation {
  const filter = here.attributes.find(({ uri, local }) => uri === '' && local === 'Filter')?.value
  if (filter !== 'intersect' && filter !== 'subtract' && filter !== 'union') {
    throw new UnreadableXPath(`filter ${filter ?? ''}`)
  }
  const expression: Expression = parseXPath(textOf(here), here.scope)
  const node = documentOf(set.apex)
  const chosen = nodesOf(evaluate(expression, { ...around, node, position: 1, size: 1, here }))
  return { filter, roots: new Set(chosen) }
}
