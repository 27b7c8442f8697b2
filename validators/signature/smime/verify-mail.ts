/**
 * S/MIME (RFC 8551): a mail's signature counts when it stands at the top of the mail, covers all of the body shown, and
 * its certificate names the one address the mail says it is from. Anything else is told apart and never passes.
 */

import type { CmsJudgement } from '../cms/judgement.ts'
import { reportSigner } from '../cms/report-signer.ts'
import { verifyCms } from '../cms/verify-cms.ts'
import { NO_MATERIAL, type ValidationContext } from '../context.ts'
import { contentOf } from '../crypto/digest.ts'
import { type FormatJudgement, fileVerdict } from '../file-verdict.ts'
import { conclude, type Finding } from '../reasons.ts'
import type { Reason, SignatureReport } from '../report.ts'
import type { VerifyOptions } from '../verify-options.ts'
import { findUnsigned } from './coverage.ts'
import { innerLayers, readSecured, type SecuredPart } from './find-signed.ts'
import { headerFindings } from './header-findings.ts'
import { MAIL_LIMITS } from './limits.ts'
import { type MimePart, parseMail } from './mime-tree.ts'
import { smimeFinding } from './reason-list.ts'
import { type ClaimedSender, readSender, tieToSender } from './sender.ts'
import { withCanonicalLineEnds } from './transfer-encoding.ts'

/** Judges the S/MIME signatures of a mail. Never rejects for bad input. */
export async function verifyMail(bytes: Uint8Array, options: VerifyOptions): Promise<FormatJudgement> {
  const mail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const parsed = parseMail(mail)
  if (parsed.kind === 'refused') {
    return { verdict: 'failed', signatures: [], error: asReason(smimeFinding(parsed.code)) }
  }
  const { root } = parsed
  const secured = outermost(root, mail)
  const sender = readSender(root.fields)
  const signatures: SignatureReport[] = []
  let encrypted = secured.some(({ kind }) => kind === 'encrypted')
  for (const one of secured) {
    if (one.kind === 'encrypted' || one.kind === 'foreign') continue
    const judged = await judgeEntity(one, { root, mail, sender, context: options.context, first: signatures.length })
    signatures.push(...judged.signatures)
    encrypted ||= judged.encryptedInside
  }
  const foreign = secured.find(({ kind }) => kind === 'foreign')
  const error = encrypted
    ? asReason(smimeFinding('SMIME_ENCRYPTED'))
    : foreign?.kind === 'foreign'
      ? asReason(smimeFinding('SMIME_OTHER_PROTOCOL', foreign.protocol))
      : null
  return { verdict: fileVerdict(signatures), signatures, error }
}

function asReason({ code, message }: Finding): Reason {
  return { code, message }
}

/** Secured entities that stand in no other one; what is inside a signed entity is content, a forwarded mail likewise. */
function outermost(root: MimePart, mail: Buffer): SecuredPart[] {
  const found: SecuredPart[] = []
  const visit = (part: MimePart): void => {
    const secured = readSecured(part, mail)
    if (secured !== null) {
      if (found.length < MAIL_LIMITS.signedEntities) found.push(secured)
    } else part.children.forEach(visit)
  }
  visit(root)
  return found
}

interface Surroundings {
  root: MimePart
  mail: Buffer
  sender: ClaimedSender
  context: ValidationContext
  /** Signatures reported before this entity's. */
  first: number
}

interface JudgedEntity {
  signatures: readonly SignatureReport[]
  encryptedInside: boolean
}

async function judgeEntity(
  secured: SecuredPart & { kind: 'signed' | 'malformed' },
  around: Surroundings,
): Promise<JudgedEntity> {
  const field = (index: number): string => `signature-${around.first + index + 1}`
  if (secured.kind === 'malformed') {
    const finding = smimeFinding('SMIME_STRUCTURE_WRONG', secured.children)
    return { signatures: [brokenSignature(field(0), [finding])], encryptedInside: false }
  }
  const { root, mail, sender, context } = around
  const findings: Finding[] = [...headerFindings(root, secured, mail)]
  const unsigned = findUnsigned(secured.part, root)
  if (unsigned !== null) findings.push(unsigned)

  const judged = await judgeContent(secured, context)
  if (judged.kind === 'unreadable') {
    return { signatures: [brokenSignature(field(0), [...judged.findings, ...findings])], encryptedInside: false }
  }
  const layers = innerLayers(secured, judged.embedded)
  if (layers.encrypted) findings.push(smimeFinding('SMIME_ENCRYPTED_INSIDE'))
  else if (layers.signed) findings.push(smimeFinding('SMIME_INNER_SIGNATURE'))
  const signatures = judged.signers.map((signer, index) =>
    reportSigner(signer, {
      field: field(index),
      format: 'SMIME',
      subFilter: null,
      coverage: unsigned === null ? 'whole' : 'unclear',
      laterChanges: 'none',
      findings: [
        ...judged.findings,
        ...sender.findings,
        ...tieToSender(sender, signer.signer, signer.emails),
        ...findings,
      ],
    }),
  )
  return { signatures, encryptedInside: layers.encrypted }
}

/**
 * The signed octets: the part as it stands, or – where the mail was stored with bare LF – with the CRLF it travelled
 * with. Whichever the signature fits; both say the same.
 */
async function judgeContent(
  { cms, content }: SecuredPart & { kind: 'signed' },
  context: ValidationContext,
): Promise<CmsJudgement> {
  const ask = (octets: Buffer | null): Promise<CmsJudgement> =>
    verifyCms(
      {
        cms,
        content: octets === null ? null : contentOf(octets),
        material: NO_MATERIAL,
        purpose: 'mail',
        mustBeDetached: octets !== null,
      },
      context,
    )
  if (content === null) return ask(null)
  const canonical = withCanonicalLineEnds(content)
  const judged = await ask(canonical)
  const intact = judged.kind === 'judged' && judged.signers.every(({ integrity }) => integrity === 'intact')
  if (intact || canonical === content) return judged
  const asItStands = await ask(content)
  const stands = asItStands.kind === 'judged' && asItStands.signers.every(({ integrity }) => integrity === 'intact')
  return stands ? asItStands : judged
}

/** A place where a signature should be and none can be read. */
function brokenSignature(field: string, findings: readonly Finding[]): SignatureReport {
  return {
    field,
    format: 'SMIME',
    subFilter: null,
    ...conclude(findings),
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
}
