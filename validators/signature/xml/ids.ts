/** Which element an Id names. An Id borne twice names nothing: two readers could take two different elements. */
import { descendants, XML_NAMESPACE, type XmlDocument, type XmlElement } from './tree.ts'

export type IdLookup = { kind: 'found'; element: XmlElement } | { kind: 'missing' } | { kind: 'ambiguous' }

export interface IdIndex {
  find(id: string): IdLookup
}

const UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'
/** Without a schema the ID type is known by name: XML-DSig and XAdES `Id`, SAML `ID` and `AssertionID`, HTML `id`. */
const PLAIN_NAMES = new Set(['Id', 'ID', 'id', 'AssertionID', 'ResponseID', 'RequestID'])

export function indexIds(document: XmlDocument): IdIndex {
  const elements = new Map<string, XmlElement | 'ambiguous'>()
  for (const node of descendants(document)) {
    if (node.kind !== 'element') continue
    for (const { uri, local, value } of node.attributes) {
      const isId =
        uri === ''
          ? PLAIN_NAMES.has(local)
          : (uri === XML_NAMESPACE && local === 'id') || (uri === UTILITY && local === 'Id')
      if (!isId || elements.get(value) === node) continue
      elements.set(value, elements.has(value) ? 'ambiguous' : node)
    }
  }
  return {
    find(id) {
      const element = elements.get(id)
      if (element === undefined) return { kind: 'missing' }
      return element === 'ambiguous' ? { kind: 'ambiguous' } : { kind: 'found', element }
    },
  }
}
