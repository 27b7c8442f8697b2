/** `adbe.x509.rsa_sha1`: a bare PKCS#1 value in an OCTET STRING, the certificate beside it (ISO 32000-1 §12.8.3.2). */

import type { View } from '../../../pdf/structure/view.ts'
import { type PdfDict, PdfString } from '../../../pdf/syntax/objects.ts'
import { attempt, readElement } from '../../asn1/element.ts'
import { octetString } from '../../asn1/values.ts'
import { parseCertificate } from '../../certificate/certificate.ts'
import { judgeSigner } from '../../certificate/judge-signer.ts'
import type { ValidationContext, ValidationMaterial } from '../../context.ts'
import type { Content } from '../../crypto/digest.ts'
import { verifyValue } from '../../crypto/verify-value.ts'
import { type Finding, finding } from '../../reasons.ts'
import { pdfFinding } from '../reason-list.ts'
import { dictionaryTime, type ValueJudgement } from './value-judgement.ts'

/** Judges such a signature: SHA-1 with RSA over the signed bytes, whatever the digest of its name promises. */
export async function judgeRawRsa(
  view: View,
  signature: PdfDict,
  value: Uint8Array,
  content: Content,
  material: ValidationMaterial,
  context: ValidationContext,
): Promise<ValueJudgement> {
  const octets = attempt(() => octetString(readElement(value)))
  const stated = view.get(signature, 'Cert')
  const listed = (Array.isArray(stated) ? stated : [stated]).map((item) => view.resolve(item))
  const certificates = listed.filter((item) => item instanceof PdfString).map((item) => item.bytes)
  const leaf = certificates[0] === undefined ? null : parseCertificate(certificates[0], context.memory)
  const claimedTime = dictionaryTime(view, signature)
  const findings: Finding[] = []
  const judgement: ValueJudgement = {
    integrity: 'broken',
    signer: leaf?.identity ?? null,
    claimedTime,
    timestamp: null,
    digestAlgorithm: 'SHA-1',
    signatureAlgorithm: 'RSA',
    revocation: { status: 'unknown', source: null, checkedAt: null },
    findings,
    proof: null,
  }
  if (octets === null) findings.push(pdfFinding('CMS_UNREADABLE'))
  if (leaf === null) findings.push(finding('CERTIFICATE_UNREADABLE'))
  if (octets === null || leaf === null) return judgement
  const outcome = verifyValue({ kind: 'rsa-pkcs1', digest: 'SHA-1' }, leaf.spki, content.chunks, octets)
  if (outcome.kind === 'verified') judgement.integrity = 'intact'
  else findings.push(finding('CONTENT_CHANGED'))
  const trust = await judgeSigner(
    {
      certificate: leaf.der,
      purpose: 'document-signing',
      material: { ...material, certificates: [...certificates, ...material.certificates] },
      claimedTime: claimedTime === null ? null : Temporal.Instant.from(claimedTime),
      digests: ['SHA-1'],
    },
    context,
  )
  findings.push(...trust.findings)
  return { ...judgement, signer: trust.signer ?? judgement.signer, revocation: trust.revocation }
}
