/** What a XAdES time-stamp is over: the octets to hash, rebuilt as each property defines them. */
import { canonicalize } from '../canonicalize.ts'
import { NS, SIGNED_PROPERTIES_TYPES, XADES_NAMESPACES } from '../names.ts'
import { subtree } from '../node-set.ts'
import { dereference, octetsOf, readReference } from '../reference.ts'
import type { SignatureElement } from '../signature-element.ts'
import { canonicalMethod, plainCanonical, transform } from '../transforms.ts'
import { attributeOf, childElement, childElements, type XmlElement } from '../tree.ts'
import type { World } from '../world.ts'
import type { QualifyingProperties } from './qualifying-properties.ts'

/** `null`: the octets cannot be rebuilt here (content absent, canonicalisation unknown, Include that leads astray). */
export type Imprint = readonly Uint8Array[] | null

export interface ImprintQuestion {
  signature: SignatureElement
  properties: QualifyingProperties
  world: World
}

/** Of SignatureTimeStamp (§5.3): the SignatureValue element. */
export function signatureImprint(stamp: XmlElement, question: ImprintQuestion): Imprint {
  const included = includedOctets(stamp, question)
  return included === undefined ? pieces(stamp, [question.signature.value], question.world) : included
}

/** Of SigAndRefsTimeStamp(V2) and RefsOnlyTimeStamp(V2) (§A.1.5): value, signature time-stamps, references. */
export function referencesImprint(stamp: XmlElement, question: ImprintQuestion): Imprint {
  const included = includedOctets(stamp, question)
  if (included !== undefined) return included
  const before = precedingProperties(stamp, question.properties)
  const wanted = new Set([
    ...['CompleteCertificateRefs', 'CompleteCertificateRefsV2', 'CompleteRevocationRefs'],
    ...['AttributeCertificateRefs', 'AttributeCertificateRefsV2', 'AttributeRevocationRefs'],
  ])
  const withSignature = stamp.local.startsWith('SigAndRefs')
  if (withSignature) wanted.add('SignatureTimeStamp')
  const chosen = (stamp.uri === NS.xades141 ? before : question.properties.unsignedProperties).filter((property) =>
    wanted.has(property.local),
  )
  return pieces(stamp, [...(withSignature ? [question.signature.value] : []), ...chosen], question.world)
}

/**
 * Of ArchiveTimeStamp (§5.5.2): the data of every reference, SignedInfo, SignatureValue, KeyInfo, the unsigned
 * properties before it, and the Objects.
 */
export function archiveImprint(stamp: XmlElement, question: ImprintQuestion): Imprint {
  const { signature, properties, world } = question
  const included = includedOctets(stamp, question)
  if (included !== undefined) return included
  const method = stampMethod(stamp)
  const data: Uint8Array[] = []
  const covered = new Set<XmlElement>()
  for (const reference of signature.references) {
    const octets = octetsOf(reference, signature.element, world, method)
    if (octets.kind !== 'octets') return null
    data.push(octets.result.octets)
    if (octets.target !== null) covered.add(octets.target)
  }
  const before = precedingProperties(stamp, properties)
  // TS 101 903 v1.3.2 §7.7.1 left out Objects that a reference takes already; v1.4.1 and EN 319 132-1 take them all.
  const isOldForm = stamp.uri !== NS.xades141
  const objects = signature.objects.filter(
    (object) => !(isOldForm && covered.has(object)) && !childElements(object).includes(properties.element),
  )
  const keyInfo = signature.keyInfo === null ? [] : [signature.keyInfo]
  const rest = pieces(stamp, [signature.signedInfo, signature.value, ...keyInfo, ...before, ...objects], world)
  return rest === null ? null : [...data, ...rest]
}

/** Of AllDataObjectsTimeStamp (§5.2.8.1): the data of every reference but that to SignedProperties. */
export function allDataImprint(stamp: XmlElement, question: ImprintQuestion): Imprint {
  const { signature, world } = question
  const method = stampMethod(stamp)
  if (method === null) return null
  const data: Uint8Array[] = []
  for (const reference of signature.references) {
    if (reference.type !== null && SIGNED_PROPERTIES_TYPES.has(reference.type)) continue
    const octets = octetsOf(reference, signature.element, world, method)
    if (octets.kind !== 'octets') return null
    data.push(octets.result.octets)
  }
  return data
}

function precedingProperties(stamp: XmlElement, properties: QualifyingProperties): readonly XmlElement[] {
  return properties.unsignedProperties.filter((property) => property.order < stamp.order)
}

/** The canonicalisation the stamp names; an empty or missing one is Canonical XML 1.0 (EN 319 132-1 §4.5). */
function stampMethod(stamp: XmlElement): ReturnType<typeof canonicalMethod> {
  const element = childElement(stamp, NS.dsig, 'CanonicalizationMethod')
  if (element === null || (attributeOf(element, 'Algorithm') ?? '') === '') return plainCanonical()
  return canonicalMethod(element)
}

function pieces(stamp: XmlElement, elements: readonly XmlElement[], world: World): Imprint {
  const method = stampMethod(stamp)
  if (method === null) return null
  return elements.map((element) => canonicalize(subtree(element, false), method, world.work))
}

/**
 * The explicit form: Include (1.3.2) or HashDataInfo (1.1.1, 1.2.2) list what was hashed, in order. Undefined where the
 * stamp has none. A list that leaves out the SignatureValue would prove nothing about this signature.
 */
function includedOctets(stamp: XmlElement, { signature, world }: ImprintQuestion): Imprint | undefined {
  const includes = childElements(stamp).filter(
    ({ local, uri }) =>
      (local === 'Include' || local === 'HashDataInfo') && (XADES_NAMESPACES.has(uri) || uri === NS.xades141),
  )
  if (includes.length === 0) return undefined
  const method = stampMethod(stamp)
  if (method === null) return null
  let bindsSignature = stamp.local.startsWith('RefsOnly') || stamp.local.endsWith('DataObjectsTimeStamp')
  const result: Uint8Array[] = []
  for (const include of includes) {
    const found = dereference(attributeOf(include, 'URI') ?? attributeOf(include, 'uri'), include, world)
    if (found.kind !== 'data') return null
    if (attributeOf(include, 'referencedData') === 'true') {
      const reference = found.target === null ? null : readReference(found.target)
      const octets = reference === null ? null : octetsOf(reference, signature.element, world, method)
      if (octets?.kind !== 'octets') return null
      result.push(octets.result.octets)
      continue
    }
    const transforms = childElement(include, include.uri, 'Transforms') ?? childElement(include, NS.dsig, 'Transforms')
    const steps = transforms === null ? [] : childElements(transforms, NS.dsig, 'Transform')
    const [data] = found.data
    const outcome = data === undefined ? null : transform(data, steps, signature.element, world.work, method)
    if (outcome?.kind !== 'done') return null
    if (found.target === signature.value && steps.every((step) => canonicalMethod(step) !== null)) bindsSignature = true
    result.push(outcome.result.octets)
  }
  return bindsSignature ? result : null
}
