/**
 * Attributes of the xml namespace that an element takes over when its parent was left out of the canonical form:
 * all of them in Canonical XML 1.0 (§2.4); in 1.1 xml:lang and xml:space, with xml:base joined and xml:id left (§2.4).
 */
import { XML_NAMESPACE, type XmlAttribute, type XmlElement, type XmlNode, type XmlParent } from './tree.ts'

/** The attributes to write for `element`: those of its own that are in the set, and the inherited ones. */
export function inheritedAttributes(
  element: XmlElement,
  own: readonly XmlAttribute[],
  version11: boolean,
  has: (node: XmlNode) => boolean,
  apex: XmlParent,
): readonly XmlAttribute[] {
  const present = new Set(element.attributes.filter(isXml).map(({ local }) => local))
  const inherited = new Map<string, XmlAttribute>()
  for (let at: XmlParent = element.parent; at.kind === 'element'; at = at.parent) {
    for (const attribute of at.attributes) {
      if (!isXml(attribute) || present.has(attribute.local) || inherited.has(attribute.local)) continue
      if (version11 && attribute.local !== 'lang' && attribute.local !== 'space') continue
      inherited.set(attribute.local, attribute)
    }
  }
  const result = [...own, ...inherited.values()]
  return version11 ? withJoinedBase(element, result, has, apex) : result
}

function isXml(attribute: XmlAttribute): boolean {
  return attribute.uri === XML_NAMESPACE
}

/** Canonical XML 1.1 §2.4: the xml:base values of the left-out ancestors in a row, joined from the outside in. */
function withJoinedBase(
  element: XmlElement,
  attributes: readonly XmlAttribute[],
  has: (node: XmlNode) => boolean,
  apex: XmlParent,
): readonly XmlAttribute[] {
  const values: string[] = []
  const ownBase = attributes.find((attribute) => isXml(attribute) && attribute.local === 'base')
  if (ownBase !== undefined) values.push(ownBase.value)
  for (let at: XmlParent = element.parent; at.kind === 'element'; at = at.parent) {
    const inside = at.order >= apex.order && at.order <= apex.last
    if (inside && has(at)) break
    const base = at.attributes.find((attribute) => isXml(attribute) && attribute.local === 'base')
    if (base !== undefined) values.unshift(base.value)
  }
  if (values.length === 0 || (values.length === 1 && ownBase !== undefined)) return attributes
  const joined = values.reduce(joinReferences)
  const rest = attributes.filter((attribute) => attribute !== ownBase)
  if (joined === '') return rest
  const order = element.order
  return [
    ...rest,
    { kind: 'attribute', parent: element, prefix: 'xml', local: 'base', uri: XML_NAMESPACE, value: joined, order },
  ]
}

const REFERENCE = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?$/

/** RFC 3986 §5.2 as Canonical XML 1.1 §2.4 adapts it: bases may be relative, fragments go, `..` at the front stays. */
function joinReferences(base: string, reference: string): string {
  const [, baseScheme, baseAuthority, basePath = '', baseQuery] = REFERENCE.exec(base) ?? []
  const [, scheme, authority, path = '', query] = REFERENCE.exec(reference) ?? []
  if (scheme !== undefined) return compose(scheme, authority, withoutDots(path), query)
  if (authority !== undefined) return compose(baseScheme, authority, withoutDots(path), query)
  if (path === '') return compose(baseScheme, baseAuthority, withoutDots(basePath), query ?? baseQuery)
  if (path.startsWith('/')) return compose(baseScheme, baseAuthority, withoutDots(path), query)
  const folder = basePath === '' && baseAuthority !== undefined ? '/' : basePath.slice(0, basePath.lastIndexOf('/') + 1)
  const whole = basePath === '..' || basePath.endsWith('/..') ? `${basePath}/` : folder
  return compose(baseScheme, baseAuthority, withoutDots(whole + path), query)
}

function compose(scheme?: string, authority?: string, path = '', query?: string): string {
  const start = `${scheme === undefined ? '' : `${scheme}:`}${authority === undefined ? '' : `//${authority}`}`
  return `${start}${path}${query === undefined ? '' : `?${query}`}`
}

function withoutDots(path: string): string {
  const absolute = path.startsWith('/')
  const kept: string[] = []
  const segments = path.replace(/\/{2,}/g, '/').split('/')
  if (absolute) segments.shift()
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    if (segment === '.') {
      if (last) kept.push('')
    } else if (segment === '..') {
      const before = kept[kept.length - 1]
      if (before !== undefined && before !== '..') kept.pop()
      else if (!absolute) kept.push('..')
      if (last) kept.push('')
    } else kept.push(segment)
  }
  return (absolute ? '/' : '') + kept.join('/')
}
