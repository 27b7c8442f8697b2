/** Name constraints (RFC 5280 §4.2.1.10): is every name of a certificate inside what its issuers may vouch for? */
import { LIMITS } from '../limits.ts'
import type { Certificate } from './certificate.ts'
import type { GeneralSubtree } from './extensions.ts'
import type { GeneralName } from './general-name.ts'
import { ATTRIBUTE, type DistinguishedName, rdnKey, valuesOf } from './name.ts'

/** Constraints gathered along a path: every `permitted` list must admit a name (an intersection), no `excluded` may. */
export interface NameConstraintState {
  permitted: readonly (readonly GeneralSubtree[])[]
  excluded: readonly GeneralSubtree[]
}

export const NO_CONSTRAINTS: NameConstraintState = { permitted: [], excluded: [] }

/** §6.1.4 (g): narrows the state with one certificate's extension. */
export function narrow(state: NameConstraintState, certificate: Certificate): NameConstraintState {
  const { nameConstraints } = certificate.extensions
  if (nameConstraints === null) return state
  return {
    permitted: nameConstraints.permitted.length > 0 ? [...state.permitted, nameConstraints.permitted] : state.permitted,
    excluded: [...state.excluded, ...nameConstraints.excluded],
  }
}

/** §6.1.3 (b), (c): subject, alternative names and – without these – e-mail attributes of the subject. */
export function satisfiesConstraints(certificate: Certificate, state: NameConstraintState): boolean {
  if (state.permitted.length === 0 && state.excluded.length === 0) return true
  const names = namesOf(certificate)
  const subtrees = state.excluded.length + state.permitted.reduce((sum, list) => sum + list.length, 0)
  if (names.length * subtrees > LIMITS.asn1Elements) return false
  return names.every(
    (name) =>
      state.permitted.every((list) => isPermitted(name, list)) &&
      !state.excluded.some((subtree) => isSameKind(name, subtree.base) && !isSurelyOutside(name, subtree)),
  )
}

function namesOf(certificate: Certificate): GeneralName[] {
  const { alternativeNames } = certificate.extensions
  const names: GeneralName[] = [...alternativeNames]
  if (certificate.subject.length > 0) names.push({ kind: 'directory', value: certificate.subject })
  if (!alternativeNames.some((name) => name.kind === 'email')) {
    for (const value of valuesOf(certificate.subject, ATTRIBUTE.email)) names.push({ kind: 'email', value })
  }
  return names
}

/** A list constrains only the kinds of name it holds; of those, one subtree must admit the name. */
function isPermitted(name: GeneralName, list: readonly GeneralSubtree[]): boolean {
  const relevant = list.filter((subtree) => isSameKind(name, subtree.base))
  return relevant.length === 0 || relevant.some((subtree) => subtree.plain && within(name, subtree.base) === true)
}

function isSurelyOutside(name: GeneralName, subtree: GeneralSubtree): boolean {
  return subtree.plain && within(name, subtree.base) === false
}

function isSameKind(name: GeneralName, base: GeneralName): boolean {
  return name.kind === base.kind && !(name.kind === 'other' && base.kind === 'other' && name.tag !== base.tag)
}

/** `null`: a kind of name that cannot be compared; neither permitted nor surely outside. */
function within(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === 'directory' && base.kind === 'directory') return withinDirectory(name.value, base.value)
  if (name.kind === 'email' && base.kind === 'email') return withinEmail(name.value, base.value)
  if (name.kind === 'dns' && base.kind === 'dns') return withinHost(name.value, base.value, true)
  if (name.kind === 'uri' && base.kind === 'uri') return withinHost(hostOf(name.value), base.value, false)
  if (name.kind === 'ip' && base.kind === 'ip') return withinAddress(name.value, base.value)
  return null
}

function withinDirectory(name: DistinguishedName, base: DistinguishedName): boolean {
  return base.length <= name.length && base.every((rdn, index) => rdnKey(rdn) === rdnKey(name[index] ?? []))
}

/** A mailbox, a host, or a domain that begins with a dot. */
function withinEmail(address: string, base: string): boolean {
  const lower = address.toLowerCase()
  const wanted = base.toLowerCase()
  if (wanted.includes('@')) return lower === wanted
  const host = lower.slice(lower.lastIndexOf('@') + 1)
  return wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted
}

/** dNSName: labels added on the left fit. URI: a base without a leading dot is one host. */
function withinHost(host: string, base: string, addLabels: boolean): boolean {
  const lower = host.toLowerCase().replace(/\.$/, '')
  const wanted = base.toLowerCase()
  if (wanted === '') return true
  if (wanted.startsWith('.')) return lower.endsWith(wanted)
  return lower === wanted || (addLabels && lower.endsWith(`.${wanted}`))
}

function hostOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#:]*)/i.exec(uri)?.[1] ?? ''
}

function withinAddress(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0
    return (octet & mask) === ((base[index] ?? 0) & mask)
  })
}
