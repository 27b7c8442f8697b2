/** GeneralName (RFC 5280 §4.2.1.6), the kinds that validation compares. */
import { children, context, type Element, inside } from '../asn1/element.ts'
import { LIMITS } from '../limits.ts'
import { type DistinguishedName, readName } from './name.ts'

export type GeneralName =
  | { kind: 'email'; value: string }
  | { kind: 'dns'; value: string }
  | { kind: 'uri'; value: string }
  | { kind: 'directory'; value: DistinguishedName }
  | { kind: 'ip'; value: Uint8Array }
  /** otherName, x400Address, ediPartyName, registeredID: not compared; a constraint on one cannot be judged. */
  | { kind: 'other'; tag: number }

/** @throws Asn1Error */
export function readGeneralName(element: Element): GeneralName {
  switch (element.tag) {
    case context(1):
      return { kind: 'email', value: ascii(element) }
    case context(2):
      return { kind: 'dns', value: ascii(element) }
    case context(4):
      return { kind: 'directory', value: readName(inside(element)) }
    case context(6):
      return { kind: 'uri', value: ascii(element) }
    case context(7):
      return { kind: 'ip', value: element.content }
    default:
      return { kind: 'other', tag: element.tag & 0x1f }
  }
}

function ascii(element: Element): string {
  return Buffer.from(element.content).toString('latin1')
}

/** GeneralNames, at most as many as the limit allows. @throws Asn1Error */
export function readGeneralNames(element: Element): GeneralName[] {
  return children(element).slice(0, LIMITS.extensionItems).map(readGeneralName)
}

/** http and https addresses among AccessDescriptions or DistributionPoint names. */
export function webAddresses(names: readonly GeneralName[]): string[] {
  return names.flatMap((name) => (name.kind === 'uri' && /^https?:\/\//i.test(name.value) ? [name.value.trim()] : []))
}
