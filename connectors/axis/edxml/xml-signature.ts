/** The XML signature of a message: whether it can mean anything, and its text for writing the message again. */
import { maxSignatureText } from '../limits.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import type { XmlSignature } from './message.ts'
import type { XmlElement } from './xml-tree.ts'

const xmlDsigNamespace = 'http://www.w3.org/2000/09/xmldsig#'

/**
 * The signature of the message: in its header by the standard, beside it for some writers. Some SDKs rewrite it into
 * the edXML namespace, or leave an element `DigitalSignature` empty; then it proves nothing, and the signatures inside
 * the PDF files count alone.
 */
export function readSignature(root: XmlElement | null): XmlSignature | null {
  const element = root && findSignature(root)
  if (!element) return null
  const signed = element.name === 'Signature' ? element : element.children.find(({ name }) => name === 'Signature')
  if (!signed && element.children.length === 0 && element.text.trim() === '') return null
  const xml = writeElement(element, '')
  return {
    form: signed?.uri === xmlDsigNamespace ? 'namespaced' : 'wrong-namespace',
    xml: xml.length <= maxSignatureText ? xml : null,
  }
}

function findSignature(element: XmlElement): XmlElement | null {
  if (element.name === 'Signature' || element.name === 'DigitalSignature') return element
  if (element.content !== null) return null
  for (const inner of element.children) {
    const found = findSignature(inner)
    if (found) return found
  }
  return null
}

/** The element with its namespaces written out where they change, so that it means the same wherever it is put. */
function writeElement(element: XmlElement, outerNamespace: string): string {
  const namespace = element.uri === outerNamespace ? '' : ` xmlns="${escapeAttribute(element.uri)}"`
  const attributes = element.attributes
    .filter(({ uri }) => uri === '')
    .map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
  const inside = element.children.map((child) => writeElement(child, element.uri)).join('')
  const text = element.text.trim() === '' ? '' : escapeText(element.text)
  return `<${element.name}${namespace}${attributes}>${text}${inside}</${element.name}>`
}
