/** What RFC 4287 demands of a feed, as far as ours use it: the faults found, each with its section. */
import { SaxesParser } from 'saxes'

const atom = 'http://www.w3.org/2005/Atom'

interface Element {
  name: string
  namespace: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

/** @throws on XML that is not well-formed. */
export function parseXml(text: string): Element {
  const root: Element = { name: '', namespace: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    const element: Element = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value])),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const current = open.at(-1)
    if (current) current.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const [element] = root.children
  if (!element) throw new Error('no root element')
  return element
}

export function faultsOfAtom(text: string): string[] {
  const feed = parseXml(text)
  if (feed.name !== 'feed' || feed.namespace !== atom) return ['4.1.1: the root is no atom:feed']
  const faults = [...common(feed, 'feed')]
  const entries = childrenOf(feed, 'entry')
  for (const entry of entries) faults.push(...common(entry, 'entry'), ...entryFaults(entry, feed))
  const ids = entries.map((entry) => `${only(entry, 'id')?.text} ${only(entry, 'updated')?.text}`)
  if (new Set(ids).size !== ids.length) faults.push('4.1.1: two entries with one atom:id and one atom:updated')
  if (!links(feed).some(({ rel }) => rel === 'self')) faults.push('4.1.1: no link to itself')
  return faults
}

function common(element: Element, where: string): string[] {
  const faults: string[] = []
  for (const name of ['id', 'title', 'updated']) {
    if (childrenOf(element, name).length !== 1) faults.push(`4.1: ${where} needs exactly one atom:${name}`)
  }
  const id = only(element, 'id')?.text ?? ''
  if (!/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(id)) faults.push(`4.2.6: “${id}” is no absolute IRI`)
  for (const name of ['updated', 'published']) {
    const moment = only(element, name)?.text
    if (moment !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(moment))
      faults.push(`3.3: “${moment}” is no date-time of RFC 3339`)
  }
  const alternates = links(element).filter(({ rel }) => rel === 'alternate')
  const kinds = alternates.map(({ type, hreflang }) => `${type} ${hreflang}`)
  if (new Set(kinds).size !== kinds.length) faults.push('4.1: two alternate links of one type and language')
  for (const { href } of links(element)) {
    if (!URL.canParse(href)) faults.push(`4.2.7.1: “${href}” is no IRI reference that stands alone`)
  }
  return faults
}

function entryFaults(entry: Element, feed: Element): string[] {
  const faults: string[] = []
  const authors = [...childrenOf(entry, 'author'), ...childrenOf(feed, 'author')]
  if (authors.length === 0) faults.push('4.1.2: neither entry nor feed has an author')
  for (const author of authors) {
    if (childrenOf(author, 'name').length !== 1) faults.push('3.2: a person needs exactly one atom:name')
  }
  if (childrenOf(entry, 'content').length === 0 && !links(entry).some(({ rel }) => rel === 'alternate'))
    faults.push('4.1.2: an entry without content needs an alternate link')
  if (childrenOf(entry, 'summary').length > 1) faults.push('4.1.2: more than one summary')
  return faults
}

function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.namespace === atom && child.name === name)
}

function only(element: Element, name: string): Element | undefined {
  return childrenOf(element, name)[0]
}

function links(element: Element) {
  return childrenOf(element, 'link').map(({ attributes: { rel = 'alternate', type, hreflang, href = '' } }) => ({
    rel,
    type,
    hreflang,
    href,
  }))
}
