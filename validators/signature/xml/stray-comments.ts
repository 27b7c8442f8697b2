/** Comments that split a value: canonical forms leave them out, so they can be put in after signing. */
import { NS } from './names.ts'
import { qualifiedName, type XmlDocument, type XmlElement } from './tree.ts'

/** Name of the first element outside signatures whose text is cut in two by a comment or instruction; else `null`. */
export function firstSplitValue(document: XmlDocument): string | null {
  const stack: XmlElement[] = [document.root]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.uri === NS.dsig && element.local === 'Signature') continue
    let inner = 0
    let texts = 0
    let cuts = 0
    for (const child of element.children) {
      if (child.kind === 'element') {
        inner += 1
        stack.push(child)
      } else if (child.kind === 'text') {
        if (child.value.trim() !== '') texts += 1
      } else cuts += 1
    }
    if (inner === 0 && cuts > 0 && texts > 1) return qualifiedName(element)
  }
  return null
}
