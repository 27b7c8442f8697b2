/** What an XPath expression is evaluated with (XPath 1.0 §1). */
import type { XmlElement, XmlNode } from '../tree.ts'
import type { Work } from '../work.ts'

export interface XPathContext {
  node: XmlNode
  position: number
  size: number
  /** The XPath element that bears the expression: what `here()` gives (XML-DSig §6.6.3.1). */
  here: XmlElement
  /** Elements by ID, for `id()`. */
  elementById: (id: string) => XmlElement | null
  work: Work
}
