/**
 * ds:SignatureProperties (XML-DSig §5.2): Vietnamese programs (e-invoices, tax, social insurance) state the signing time
 * here, in a SigningTime of whatever namespace, and sign the Object that holds it.
 */

import { NS } from './names.ts'
import { inNodeSet, type NodeSet } from './node-set.ts'
import type { SignatureElement } from './signature-element.ts'
import { childElements, textOf } from './tree.ts'
import { readTime } from './xades/qualifying-properties.ts'

/** The time stated in a signed SignatureProperty; it is a claim. `null`: none, or not signed. */
export function readStatedTime(signature: SignatureElement, matched: readonly NodeSet[]): Temporal.Instant | null {
  const properties = signature.objects
    .flatMap((object) => childElements(object, NS.dsig, 'SignatureProperties'))
    .flatMap((list) => childElements(list, NS.dsig, 'SignatureProperty'))
  for (const property of properties) {
    const [time] = childElements(property).filter(({ local }) => local === 'SigningTime')
    const isSigned = time?.children.every((node) => matched.some((set) => inNodeSet(set, node))) ?? false
    if (time !== undefined && isSigned) return readTime(textOf(time))
  }
  return null
}
