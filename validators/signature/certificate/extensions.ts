/** Certificate extensions (RFC 5280 §4.2), read into plain values. */
import {
  Asn1Error,
  children,
  context,
  type Element,
  expect,
  inside,
  readElement,
  sequence,
  TAG,
} from '../asn1/element.ts'
import { boolean, hex, integerHex, namedBits, octetString, oid, smallInteger } from '../asn1/values.ts'
import { LIMITS } from '../limits.ts'
import { type GeneralName, readGeneralName, readGeneralNames, webAddresses } from './general-name.ts'

/** Named bits of KeyUsage, in their order (§4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

export interface GeneralSubtree {
  base: GeneralName
  /** Anything but minimum 0 without maximum is beyond RFC 5280: it cannot be judged. */
  plain: boolean
}

export interface Extensions {
  basicConstraints: { ca: boolean; pathLength: number | null } | null
  keyUsage: ReadonlySet<KeyUsage> | null
  extendedKeyUsage: ReadonlySet<string> | null
  extendedKeyUsageCritical: boolean
  subjectKeyId: string | null
  authorityKeyId: string | null
  alternativeNames: readonly GeneralName[]
  nameConstraints: { permitted: readonly GeneralSubtree[]; excluded: readonly GeneralSubtree[] } | null
  policies: readonly string[] | null
  policyMappings: readonly { issuer: string; subject: string }[]
  requireExplicitPolicy: number | null
  inhibitPolicyMapping: number | null
  inhibitAnyPolicy: number | null
  crlAddresses: readonly string[]
  freshestCrlAddresses: readonly string[]
  ocspAddresses: readonly string[]
  issuerAddresses: readonly string[]
  ocspNoCheck: boolean
  /** Object identifiers of critical extensions this validator does not process: §6.1.4 (o), §6.1.5 (f). */
  unknownCritical: readonly string[]
}

type Draft = { -readonly [Key in keyof Extensions]: Extensions[Key] } & { unknownCritical: string[] }

const NONE: Extensions = {
  basicConstraints: null,
  keyUsage: null,
  extendedKeyUsage: null,
  extendedKeyUsageCritical: false,
  subjectKeyId: null,
  authorityKeyId: null,
  alternativeNames: [],
  nameConstraints: null,
  policies: null,
  policyMappings: [],
  requireExplicitPolicy: null,
  inhibitPolicyMapping: null,
  inhibitAnyPolicy: null,
  crlAddresses: [],
  freshestCrlAddresses: [],
  ocspAddresses: [],
  issuerAddresses: [],
  ocspNoCheck: false,
  unknownCritical: [],
}

type Reader = (value: Element, draft: Draft, critical: boolean) => void

const READERS: Readonly<Record<string, Reader>> = {
  '2.5.29.14': (value, draft) => {
    draft.subjectKeyId = hex(octetString(value))
  },
  '2.5.29.15': (value, draft) => {
    const bits = namedBits(value)
    draft.keyUsage = new Set(KEY_USAGES.filter((_, index) => bits[index] === true))
  },
  '2.5.29.17': (value, draft) => {
    draft.alternativeNames = readGeneralNames(expect(value, TAG.sequence))
  },
  '2.5.29.19': (value, draft) => {
    const fields = sequence(value)
    const ca = fields[0]?.tag === TAG.boolean && boolean(fields[0])
    const length = fields.find((field) => field.tag === TAG.integer)
    draft.basicConstraints = { ca, pathLength: length === undefined ? null : smallInteger(length) }
  },
  '2.5.29.30': (value, draft) => {
    draft.nameConstraints = { permitted: subtrees(value, 0), excluded: subtrees(value, 1) }
  },
  '2.5.29.31': (value, draft) => {
    draft.crlAddresses = distributionPoints(value)
  },
  '2.5.29.46': (value, draft) => {
    draft.freshestCrlAddresses = distributionPoints(value)
  },
  '2.5.29.32': (value, draft) => {
    draft.policies = items(value).map((policy) => oid(sequence(policy)[0]))
  },
  '2.5.29.33': (value, draft) => {
    draft.policyMappings = items(value).map((mapping) => {
      const [issuer, subject] = sequence(mapping)
      return { issuer: oid(issuer), subject: oid(subject) }
    })
  },
  '2.5.29.35': (value, draft) => {
    const keyId = sequence(value).find((field) => field.tag === context(0))
    draft.authorityKeyId = keyId === undefined ? null : hex(keyId.content)
  },
  '2.5.29.36': (value, draft) => {
    for (const field of sequence(value)) {
      const skip = Number.parseInt(hex(field.content) || '0', 16)
      if (field.tag === context(0)) draft.requireExplicitPolicy = skip
      if (field.tag === context(1)) draft.inhibitPolicyMapping = skip
    }
  },
  '2.5.29.37': (value, draft, critical) => {
    draft.extendedKeyUsage = new Set(items(value).map((usage) => oid(usage)))
    draft.extendedKeyUsageCritical = critical
  },
  '2.5.29.54': (value, draft) => {
    draft.inhibitAnyPolicy = Number.parseInt(integerHex(value), 16)
  },
  '1.3.6.1.5.5.7.1.1': (value, draft) => {
    draft.ocspAddresses = accessAddresses(value, '1.3.6.1.5.5.7.48.1')
    draft.issuerAddresses = accessAddresses(value, '1.3.6.1.5.5.7.48.2')
  },
  '1.3.6.1.5.5.7.48.1.5': (_value, draft) => {
    draft.ocspNoCheck = true
  },
  /** qcStatements: says what kind of certificate it is; nothing to process. */
  '1.3.6.1.5.5.7.1.3': () => {},
  /** issuerAltName, privateKeyUsagePeriod: not compared, harmless when critical. */
  '2.5.29.18': () => {},
  '2.5.29.16': () => {},
  /** Netscape certificate type. */
  '2.16.840.1.113730.1.1': () => {},
}

/** Reads the Extensions of a certificate. @throws Asn1Error */
export function readExtensions(list: Element | undefined): Extensions {
  if (list === undefined) return NONE
  const draft: Draft = { ...NONE, unknownCritical: [] }
  for (const extension of sequence(list).slice(0, LIMITS.extensionItems)) {
    const fields = sequence(extension)
    const identifier = oid(fields[0])
    const critical = fields[1]?.tag === TAG.boolean && boolean(fields[1])
    const read = READERS[identifier]
    if (read === undefined) {
      if (critical) draft.unknownCritical.push(identifier)
      continue
    }
    read(readElement(octetString(fields.at(-1))), draft, critical)
  }
  return draft
}

function items(value: Element): Element[] {
  return sequence(value).slice(0, LIMITS.extensionItems)
}

function subtrees(value: Element, number: number): GeneralSubtree[] {
  const list = sequence(value).find((field) => field.tag === context(number))
  if (list === undefined) return []
  return children(list)
    .slice(0, LIMITS.extensionItems)
    .map((subtree) => {
      const [base, ...bounds] = sequence(subtree)
      const zeroMinimum = (bound: Element) => bound.tag === context(0) && /^0*$/.test(hex(bound.content))
      if (base === undefined) throw new Asn1Error('subtree without base')
      return { base: readGeneralName(base), plain: bounds.every(zeroMinimum) }
    })
}

/** http(s) addresses of whole CRLs: points limited to some reasons are left out (§4.2.1.13). */
function distributionPoints(value: Element): string[] {
  return items(value).flatMap((point) => {
    const fields = sequence(point)
    const name = fields.find((field) => field.tag === context(0))
    if (name === undefined || fields.some((field) => field.tag === context(1))) return []
    return pointAddresses(name)
  })
}

/** http(s) addresses of a DistributionPointName in its explicit tag; none for names of other kinds. */
export function pointAddresses(name: Element): string[] {
  const fullName = inside(name)
  return fullName.tag === context(0) ? webAddresses(readGeneralNames(fullName)) : []
}

function accessAddresses(value: Element, method: string): string[] {
  return items(value).flatMap((description) => {
    const [kind, location] = sequence(description)
    if (oid(kind) !== method || location === undefined) return []
    return webAddresses([readGeneralName(location)])
  })
}
