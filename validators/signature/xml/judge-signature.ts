/** One XML signature judged whole: bytes, properties, coverage, time-stamps, trust. */
import { judgeSigner } from '../certificate/judge-signer.ts'
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import { signatureName } from '../crypto/algorithms.ts'
import { conclude, type Finding, finding } from '../reasons.ts'
import type { SignatureReport } from '../report.ts'
import { checkBytes, type SignatureBytes } from './check-bytes.ts'
import { checkProperties } from './check-properties.ts'
import { checkCounterSignatures } from './counter-signatures.ts'
import { firstUncovered } from './coverage.ts'
import { xmlFinding } from './reason-list.ts'
import { digestsUsed, readSignature, type SignatureElement } from './signature-element.ts'
import { readStatedTime } from './signature-properties.ts'
import { attributeOf, childElements, type XmlElement } from './tree.ts'
import type { World } from './world.ts'
import { type JudgedStamps, judgeTimestamps } from './xades/judge-timestamps.ts'
import { findQualifyingProperties, readSigningTime } from './xades/qualifying-properties.ts'
import { readSigningCertificates } from './xades/signing-certificate.ts'
import { bestStamp, levelOf, stampFindings, timeFindings } from './xades/time.ts'

export interface JudgedSignature {
  report: SignatureReport
  findings: readonly Finding[]
  /** What lies outside the signature, by the name of the element that holds it; `''`: everything; `null`: nothing. */
  uncovered: string | null
}

const NO_STAMPS: JudgedStamps = { stamps: [], proofs: [], skipped: 0 }

/** Judges the signature in `element`; `field` is its name in the report. */
export async function judgeSignature(
  element: XmlElement,
  field: string,
  world: World,
  context: ValidationContext,
): Promise<JudgedSignature> {
  const read = readSignature(element)
  if (read.kind === 'fault') return unreadable(element, field, xmlFinding(read.fault.code, read.fault.detail))
  const { signature } = read
  const found = findQualifyingProperties(signature)
  const properties = found.kind === 'found' ? found.properties : null
  const bytes = checkBytes(signature, properties, world, context)
  const findings: Finding[] = [...bytes.findings, ...commentFindings(signature)]
  if (found.kind === 'several') findings.push(xmlFinding('XML_PROPERTIES_SEVERAL'))
  if (properties !== null) {
    findings.push(...checkProperties(signature, properties, bytes.matched, bytes.certificate))
    findings.push(...checkCounterSignatures(signature, properties, world, context))
  }
  const uncovered = judgeCoverage(signature, bytes, world, findings)

  const material = materialOf(bytes)
  const stamps =
    properties === null ? NO_STAMPS : await judgeTimestamps({ signature, properties, world }, material, context)
  findings.push(...stampFindings(stamps))
  const claimedTime =
    (properties === null ? null : readSigningTime(properties)) ?? readStatedTime(signature, bytes.matched)
  const trust =
    bytes.certificate === null
      ? null
      : await judgeSigner(
          {
            certificate: bytes.certificate.der,
            purpose: 'document-signing',
            material: { ...material, proofs: stamps.proofs },
            claimedTime,
            digests: [...new Set(digestsUsed(signature))],
          },
          context,
        )
  if (trust !== null) findings.push(...trust.findings)
  findings.push(...timeFindings(claimedTime, stamps, trust, context))
  const hasReference = properties !== null && readSigningCertificates(properties) !== null
  const level = levelOf(hasReference, stamps, trust, material.crls.length + material.ocsps.length)
  if (level !== null) findings.push(finding('LEVEL', level))

  const shown = bestStamp(stamps)
  const report: SignatureReport = {
    field,
    format: properties === null ? 'XMLDSig' : 'XAdES',
    subFilter: null,
    ...conclude(findings),
    integrity: bytes.integrity,
    coverage: uncovered === null && bytes.integrity === 'intact' && !bytes.contentMissing ? 'whole' : 'unclear',
    laterChanges: 'none',
    signer: trust?.signer ?? bytes.certificate?.identity ?? null,
    claimedTime: claimedTime?.toString() ?? null,
    timestamp: shown?.time ? { time: shown.time.toString(), authority: shown.authority, valid: shown.valid } : null,
    digestAlgorithm: signature.references[0]?.digest ?? null,
    signatureAlgorithm: signatureName(signature.method),
    revocation: trust?.revocation ?? { status: 'unknown', source: null, checkedAt: null },
  }
  return { report, findings, uncovered }
}

function unreadable(element: XmlElement, field: string, finding: Finding): JudgedSignature {
  const properties = childElements(element).some((child) => child.local === 'Object' && child.children.length > 0)
  const report: SignatureReport = {
    field,
    format: properties ? 'XAdES' : 'XMLDSig',
    subFilter: null,
    ...conclude([finding]),
    integrity: 'broken',
    coverage: 'unclear',
    laterChanges: 'none',
    signer: null,
    claimedTime: null,
    timestamp: null,
    digestAlgorithm: null,
    signatureAlgorithm: null,
    revocation: { status: 'unknown', source: null, checkedAt: null },
  }
  return { report, findings: [finding], uncovered: attributeOf(element, 'Id') ?? field }
}

/** Names what is outside the signature; signing only oneself signs nothing. */
function judgeCoverage(
  signature: SignatureElement,
  bytes: SignatureBytes,
  world: World,
  findings: Finding[],
): string | null {
  if (bytes.integrity === 'broken') return null
  if (!bytes.coversContent && !bytes.contentMissing) {
    findings.push(xmlFinding('XML_NOTHING_SIGNED'))
    return ''
  }
  return firstUncovered(signature, bytes.matched, world)?.where ?? null
}

/** Base64 values with a comment inside are read past it; said, for others may not. */
function commentFindings(signature: SignatureElement): Finding[] {
  const values = [signature.value, ...signature.references.flatMap(({ element }) => childElements(element))]
  return values
    .filter(
      ({ children }) => children.some(({ kind }) => kind === 'comment') && children.some(({ kind }) => kind === 'text'),
    )
    .filter(({ local }) => local === 'DigestValue' || local === 'SignatureValue')
    .map(({ local }) => xmlFinding('XML_COMMENT_IN_SIGNATURE', local))
}

function materialOf(bytes: SignatureBytes): ValidationMaterial {
  return {
    certificates: [...bytes.offered.certificates, ...bytes.embedded.certificates],
    crls: [...bytes.offered.crls, ...bytes.embedded.crls],
    ocsps: bytes.embedded.ocsps,
    source: 'cms',
    proofs: [],
  }
}

/** The report once the whole file is known: `more` are findings about the file; a part alone is in doubt. */
export function finishReport(
  judged: JudgedSignature,
  restIsCovered: boolean,
  more: readonly Finding[],
): SignatureReport {
  // What concerns the content comes before trust: it is what a reader must know first.
  const findings = [...more, ...judged.findings]
  const { report, uncovered } = judged
  if (uncovered === null || report.integrity === 'broken') return { ...report, ...conclude(findings) }
  if (uncovered !== '') {
    findings.unshift(restIsCovered ? xmlFinding('XML_PART_ONLY') : xmlFinding('XML_PARTLY_COVERED', uncovered))
  }
  return { ...report, ...conclude(findings), coverage: restIsCovered ? 'prefix' : 'unclear' }
}
