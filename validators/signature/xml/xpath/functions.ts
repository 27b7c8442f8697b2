/** The function library of XPath 1.0 §4 and `here()` of XML-DSig; a closed list. */
import { qualifiedName, textOf, type XmlElement, type XmlNode } from '../tree.ts'
import type { XPathContext } from './context.ts'
import { UnreadableXPath } from './tokens.ts'
import { inDocumentOrder, isNodeSet, nodesOf, toBoolean, toNumber, toText, weigh, type XPathValue } from './values.ts'

type Library = Record<string, (given: readonly XPathValue[], context: XPathContext) => XPathValue>

/** Calls a function of the list with its arguments. Throws `UnreadableXPath` for any other. */
export function callFunction(name: string, given: readonly XPathValue[], context: XPathContext): XPathValue {
  const call = Object.hasOwn(LIBRARY, name) ? LIBRARY[name] : undefined
  if (call === undefined) throw new UnreadableXPath(`function ${name}`)
  if (TEXTUAL.has(name)) context.work.step(given.length === 0 ? weigh([context.node]) : weighAll(given))
  return call(given, context)
}

/** Functions that read the text under nodes; the others only count or name them. */
const TEXTUAL = new Set([
  ...['id', 'string', 'concat', 'starts-with', 'contains', 'substring-before', 'substring-after', 'substring'],
  ...['string-length', 'normalize-space', 'translate', 'number', 'sum', 'floor', 'ceiling', 'round', 'lang'],
])

function weighAll(values: readonly XPathValue[]): number {
  return values.reduce<number>((total, value) => total + weigh(value), 0)
}

const LIBRARY: Library = {
  here: (_, { here }) => [here],
  last: (_, { size }) => size,
  position: (_, { position }) => position,
  count: ([nodes]) => nodesOf(needed(nodes)).length,
  id: ([wanted], { elementById }) => {
    const value = needed(wanted)
    const texts = isNodeSet(value) ? value.map(textOf) : [toText(value)]
    const ids = texts.flatMap((text) => text.split(/[ \t\r\n]+/)).filter((id) => id !== '')
    return inDocumentOrder(ids.map(elementById).filter((element): element is XmlElement => element !== null))
  },
  'local-name': (given, context) => named(firstNode(given, context), (node) => node.local),
  'namespace-uri': (given, context) => {
    const node = firstNode(given, context)
    return node?.kind === 'element' || node?.kind === 'attribute' ? node.uri : ''
  },
  name: (given, context) => named(firstNode(given, context), qualifiedName),
  string: ([value], { node }) => (value === undefined ? textOf(node) : toText(value)),
  concat: (given) => given.map(toText).join(''),
  'starts-with': ([text, start]) => toText(needed(text)).startsWith(toText(needed(start))),
  contains: ([text, part]) => toText(needed(text)).includes(toText(needed(part))),
  'substring-before': ([text, part]) => {
    const whole = toText(needed(text))
    const at = whole.indexOf(toText(needed(part)))
    return at < 0 ? '' : whole.slice(0, at)
  },
  'substring-after': ([text, part]) => {
    const whole = toText(needed(text))
    const mark = toText(needed(part))
    const at = whole.indexOf(mark)
    return at < 0 ? '' : whole.slice(at + mark.length)
  },
  substring: ([text, start, length]) => {
    const first = Math.round(toNumber(needed(start)))
    const end = length === undefined ? Number.POSITIVE_INFINITY : first + Math.round(toNumber(length))
    return [...toText(needed(text))].filter((_, index) => index + 1 >= first && index + 1 < end).join('')
  },
  'string-length': ([value], { node }) => [...(value === undefined ? textOf(node) : toText(value))].length,
  'normalize-space': ([value], { node }) =>
    (value === undefined ? textOf(node) : toText(value)).replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''),
  translate: ([text, from, to]) => {
    const source = [...toText(needed(from))]
    const target = [...toText(needed(to))]
    return [...toText(needed(text))]
      .map((character) => {
        const at = source.indexOf(character)
        return at < 0 ? character : (target[at] ?? '')
      })
      .join('')
  },
  boolean: ([value]) => toBoolean(needed(value)),
  not: ([value]) => !toBoolean(needed(value)),
  true: () => true,
  false: () => false,
  lang: ([wanted], { node }) => {
    const language = toText(needed(wanted)).toLowerCase()
    for (let at: XmlNode | null = node; at !== null; at = at.parent) {
      if (at.kind !== 'element') continue
      const own = at.attributes.find(({ prefix, local }) => prefix === 'xml' && local === 'lang')?.value.toLowerCase()
      if (own !== undefined) return own === language || own.startsWith(`${language}-`)
    }
    return false
  },
  number: ([value], { node }) => (value === undefined ? toNumber(textOf(node)) : toNumber(value)),
  sum: ([nodes]) => nodesOf(needed(nodes)).reduce((total, node) => total + toNumber(textOf(node)), 0),
  floor: ([value]) => Math.floor(toNumber(needed(value))),
  ceiling: ([value]) => Math.ceil(toNumber(needed(value))),
  round: ([value]) => Math.round(toNumber(needed(value))),
}

function needed(value: XPathValue | undefined): XPathValue {
  if (value === undefined) throw new UnreadableXPath('an argument is missing')
  return value
}

function firstNode(given: readonly XPathValue[], context: XPathContext): XmlNode | undefined {
  return given[0] === undefined ? context.node : nodesOf(given[0])[0]
}

/** The name of a node as §2.3 and §4.1 have it: namespace nodes are named by their prefix. */
function named(node: XmlNode | undefined, of: (node: { prefix: string; local: string }) => string): string {
  if (node === undefined) return ''
  if (node.kind === 'element' || node.kind === 'attribute') return of(node)
  if (node.kind === 'namespace') return node.prefix
  return node.kind === 'instruction' ? node.target : ''
}
