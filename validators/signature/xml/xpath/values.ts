/** XPath 1.0 §3.4 and §4: the four types of value and how they turn into one another. */
import { descendants, textOf, type XmlNode } from '../tree.ts'
import { UnreadableXPath } from './tokens.ts'

/** A node-set is kept in document order, each node once. */
export type XPathValue = readonly XmlNode[] | string | number | boolean

export function isNodeSet(value: XPathValue): value is readonly XmlNode[] {
  return typeof value === 'object'
}

/** The value as the node-set it must be. */
export function nodesOf(value: XPathValue): readonly XmlNode[] {
  if (!isNodeSet(value)) throw new UnreadableXPath('a node-set is needed')
  return value
}

export function toText(value: XPathValue): string {
  if (isNodeSet(value)) return value[0] === undefined ? '' : textOf(value[0])
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value)
  return String(value)
}

export function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = toText(value).trim()
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN
}

export function toBoolean(value: XPathValue): boolean {
  if (isNodeSet(value)) return value.length > 0
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : value !== '' && value !== false
}

export function inDocumentOrder(nodes: Iterable<XmlNode>): XmlNode[] {
  return [...new Set(nodes)].sort((a, b) => a.order - b.order)
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** §3.4: with node-sets, true when it is true for some node. `spend` pays for each comparison made. */
export function compare(
  operator: Comparison,
  left: XPathValue,
  right: XPathValue,
  spend: (n: number) => void,
): boolean {
  if (isNodeSet(left) && isNodeSet(right)) {
    spend(left.length * right.length)
    const texts = right.map(textOf)
    return left.some((node) => {
      const text = textOf(node)
      return texts.some((other) => comparePlain(operator, text, other))
    })
  }
  if (isNodeSet(left)) {
    if (typeof right === 'boolean') return comparePlain(operator, toBoolean(left), right)
    spend(left.length)
    return left.some((node) => comparePlain(operator, textOf(node), right))
  }
  if (isNodeSet(right)) {
    if (typeof left === 'boolean') return comparePlain(operator, left, toBoolean(right))
    spend(right.length)
    return right.some((node) => comparePlain(operator, left, textOf(node)))
  }
  return comparePlain(operator, left, right)
}

function comparePlain(operator: Comparison, left: XPathValue, right: XPathValue): boolean {
  if (operator === '=' || operator === '!=') return (operator === '=') === equal(left, right)
  const a = toNumber(left)
  const b = toNumber(right)
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}

function equal(left: XPathValue, right: XPathValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right)
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right)
  return toText(left) === toText(right)
}

/** What turning a value into text costs: the nodes walked and the characters joined. */
export function weigh(value: XPathValue): number {
  if (!isNodeSet(value)) return typeof value === 'string' ? value.length >> 4 : 0
  let weight = 0
  for (const node of value) {
    weight += 3
    if (node.kind !== 'element' && node.kind !== 'document') weight += textOf(node).length >> 4
    else for (const inner of descendants(node)) weight += inner.kind === 'text' ? 3 + (inner.value.length >> 4) : 3
  }
  return weight
}
