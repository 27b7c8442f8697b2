/** Distinguished names (X.501, RFC 5280 §4.1.2.4): read, compared, printed. */
import { type Element, sequence, set } from '../asn1/element.ts'
import { hex, oid, text } from '../asn1/values.ts'

export interface Attribute {
  oid: string
  value: string
}

/** In the order of the encoding; each RDN is a list of attributes, nearly always one. */
export type DistinguishedName = readonly (readonly Attribute[])[]

const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'OID.2.5.4.97',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
}

export const ATTRIBUTE = {
  commonName: '2.5.4.3',
  serialNumber: '2.5.4.5',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  organizationIdentifier: '2.5.4.97',
  uid: '0.9.2342.19200300.100.1.1',
  email: '1.2.840.113549.1.9.1',
} as const

/** Reads a Name (an RDNSequence). @throws Asn1Error */
export function readName(element: Element): DistinguishedName {
  return sequence(element).map((rdn) =>
    set(rdn).map((pair) => {
      const [type, value] = sequence(pair)
      return { oid: oid(type), value: value === undefined ? '' : (text(value) ?? `#${hex(value.bytes)}`) }
    }),
  )
}

/**
 * A key that is equal for names that match (RFC 5280 §7.1): letters folded, blanks trimmed and joined, string types
 * forgotten. Vietnamese letters are compared in NFC.
 */
export function nameKey(name: DistinguishedName): string {
  return name.map(rdnKey).join('\n')
}

export function rdnKey(rdn: readonly Attribute[]): string {
  const parts = rdn.map(({ oid: type, value }) => `${type}=${fold(value)}`)
  return parts.length > 1 ? parts.sort().join('\t') : (parts[0] ?? '')
}

function fold(value: string): string {
  return value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')
}

/** As RFC 4514 prints it, most specific part first: `CN=Ủy ban nhân dân tỉnh Lạng Sơn,L=Lạng Sơn,O=Tỉnh Lạng Sơn,C=VN`. */
export function printName(name: DistinguishedName): string {
  return [...name]
    .reverse()
    .map((rdn) => rdn.map(({ oid: type, value }) => `${SHORT_NAMES[type] ?? type}=${escapeValue(value)}`).join('+'))
    .join(',')
}

function escapeValue(value: string): string {
  return value.replace(/[\\,+"<>;=]/g, '\\$&')
}

/** The last (most specific) value of an attribute, `null` when absent. */
export function lastValueOf(name: DistinguishedName, attribute: string): string | null {
  let found: string | null = null
  for (const rdn of name) for (const { oid: type, value } of rdn) if (type === attribute) found = value
  return found
}

/** All values of an attribute, in order. */
export function valuesOf(name: DistinguishedName, attribute: string): string[] {
  return name.flatMap((rdn) => rdn.filter(({ oid: type }) => type === attribute).map(({ value }) => value))
}
