/**
 * CAdES archive time-stamps, version 3 (ETSI EN 319 122-1 §5.5.3): what they cover, and what they prove. Older kinds
 * are recognised and told, not judged.
 */
import { attempt, children, type Element, readElement, sequence } from '../asn1/element.ts'
import { encode, encodeOid } from '../asn1/encode.ts'
import { hex, octetString } from '../asn1/values.ts'
import type { ProofOfExistence, ValidationContext, ValidationMaterial } from '../context.ts'
import { digestOfIdentifier } from '../crypto/algorithms.ts'
import { type Content, contentOf, type DigestName, digest } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'
import { type Finding, finding, isFault } from '../reasons.ts'
import { readTstInfo } from '../timestamp/tst-info.ts'
import { verifyTimestamp } from '../timestamp/verify-timestamp.ts'
import { ATTRIBUTE_OID, type Attribute, valuesNamed } from './attributes.ts'
import { readSignedData, type SignedData, type SignerInfo } from './signed-data.ts'

export interface ArchiveTimestamps {
  proofs: readonly ProofOfExistence[]
  /** At least one covers the signature as it is, trusted or not. */
  intact: boolean
  findings: readonly Finding[]
}

export interface ArchiveQuestion {
  signedData: SignedData
  info: SignerInfo
  content: Content | null
  material: ValidationMaterial
  budget: { timestamps: number }
}

/** Newest first: a later archive time-stamp keeps the earlier ones believable. */
export async function verifyArchiveTimestamps(
  { signedData, info, content, material, budget }: ArchiveQuestion,
  context: ValidationContext,
): Promise<ArchiveTimestamps> {
  const findings: Finding[] = []
  if (valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.archiveTimestampV2).length > 0) {
    findings.push(finding('ARCHIVE_TIMESTAMP_NOT_CHECKED'))
  }
  const tokens = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.archiveTimestampV3)
    .slice(0, LIMITS.timestampsPerSignature)
    .map(({ bytes }) => ({ bytes, time: attempt(() => stampedAt(bytes)) }))
    .sort((a, b) => (b.time?.epochMilliseconds ?? 0) - (a.time?.epochMilliseconds ?? 0))
  const proofs: ProofOfExistence[] = []
  let intact = false
  for (const { bytes } of tokens) {
    if (budget.timestamps-- <= 0) break
    const covered = content === null ? null : attempt(() => coveredOctets(bytes, signedData, info, content))
    const stamped = contentOf(...(covered ?? [new Uint8Array()]))
    const proofsSoFar = { ...material, proofs: [...material.proofs, ...proofs] }
    const judged = await verifyTimestamp(bytes, stamped, context, proofsSoFar)
    if (covered === null || judged.integrity === 'broken') {
      if (content !== null) findings.push(...judged.findings.filter(isFault).slice(0, 1))
      continue
    }
    intact = true
    if (judged.proves && judged.time !== null) proofs.push({ time: judged.time, kind: 'archive' })
    else findings.push(finding('TIMESTAMP_NOT_TRUSTED', judged.reasons[0]?.message ?? ''))
  }
  return { proofs, intact, findings }
}

function stampedAt(token: Uint8Array): Temporal.Instant | null {
  const { embedded } = readSignedData(token)
  return embedded === null ? null : readTstInfo(embedded).time
}

/**
 * §5.5.3: eContentType, digest of the content, the SignerInfo's fields up to the signature, and the hash index – whose
 * digests must be those of certificates, CRLs and unsigned attributes that are in the CMS.
 * `null`: the index is missing or names what is not there.
 */
function coveredOctets(
  token: Uint8Array,
  signedData: SignedData,
  info: SignerInfo,
  content: Content,
): Uint8Array[] | null {
  const stamp = readSignedData(token)
  const unsigned = stamp.signerInfos[0]?.unsignedAttributes ?? []
  const [index] = [
    ...valuesNamed(unsigned, ATTRIBUTE_OID.atsHashIndexV3),
    ...valuesNamed(unsigned, ATTRIBUTE_OID.atsHashIndex),
  ]
  if (index === undefined || stamp.embedded === null) return null
  const imprint = readTstInfo(stamp.embedded).digest
  if (imprint === null || !indexStands(index, signedData, info.unsignedAttributes)) return null
  const upToSignature = info.fields.filter(({ tag }) => tag !== 0x81)
  return [
    encodeOid(signedData.contentType),
    content.digest(imprint),
    ...upToSignature.map(({ bytes }) => bytes),
    index.bytes,
  ]
}

/** Every digest in the index must be found among the CMS's parts (§5.5.2, §5.5.3 validation rules). */
function indexStands(index: Element, signedData: SignedData, unsigned: readonly Attribute[]): boolean {
  const fields = sequence(index)
  const algorithm = fields.length === 4 ? fields.shift() : undefined
  const name: DigestName | null = algorithm === undefined ? 'SHA-256' : indexDigest(algorithm)
  const [certificates, crls, attributes] = fields
  if (name === null || certificates === undefined || crls === undefined || attributes === undefined) return false
  const has = (list: Element, parts: readonly Uint8Array[]) => {
    const digests = new Set(parts.map((part) => hex(digest(name, part))))
    return children(list).every((entry) => digests.has(hex(octetString(entry))))
  }
  return (
    has(
      certificates,
      signedData.certificateElements.map(({ bytes }) => bytes),
    ) &&
    has(
      crls,
      signedData.crlElements.map(({ bytes }) => bytes),
    ) &&
    has(attributes, unsigned.flatMap(attributeParts))
  )
}

/** V1 indexes hash a whole attribute; V3 its type joined with each value. */
function attributeParts({ element, values }: Attribute): Uint8Array[] {
  const type = sequence(element)[0]?.bytes ?? new Uint8Array()
  return [element.bytes, ...values.map((value) => Buffer.concat([type, value.bytes]))]
}

function indexDigest(algorithm: Element): DigestName | null {
  if (algorithm.tag === 0x10) return digestOfIdentifier(algorithm)
  return digestOfIdentifier(readElement(encode(0x30, algorithm.bytes)))
}
