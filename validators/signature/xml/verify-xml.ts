/** The signatures of an XML file: XML-DSig and XAdES, those of edXML messages among them. */
import type { FormatJudgement } from '../file-verdict.ts'
import { fileVerdict } from '../file-verdict.ts'
import type { Reason } from '../report.ts'
import type { VerifyOptions } from '../verify-options.ts'
import { attachmentContent, isEdxml } from './edxml.ts'
import { indexIds } from './ids.ts'
import { finishReport, type JudgedSignature, judgeSignature } from './judge-signature.ts'
import { XML_LIMITS } from './limits.ts'
import { NS } from './names.ts'
import { parseXml } from './parse-xml.ts'
import { xmlFinding } from './reason-list.ts'
import { firstSplitValue } from './stray-comments.ts'
import { childElement, descendants, type XmlDocument, type XmlElement } from './tree.ts'
import { Work, WorkExhausted } from './work.ts'
import type { OutsideContent, World } from './world.ts'

export interface XmlVerifyOptions extends VerifyOptions {
  /** Detached contents by the URI (or file name) the signature names them with; beside the one nameless `content`. */
  contents?: ReadonlyMap<string, Uint8Array>
}

/** Refusals that do not happen to honest files; the others leave the question open. */
const HOSTILE: ReadonlySet<string> = new Set(['XML_DOCUMENT_TYPE', 'XML_TOO_DEEP', 'XML_TOO_MANY_NODES'])

/** Judges every signature of an XML file. Never rejects for bad input; fetches nothing by itself. */
export async function verifyXml(bytes: Uint8Array, options: XmlVerifyOptions): Promise<FormatJudgement> {
  const parsed = parseXml(bytes)
  if (parsed.kind === 'refused') {
    const { code, detail } = parsed.refusal
    return refused(HOSTILE.has(code) ? 'failed' : 'indeterminate', code, detail)
  }
  const { document } = parsed
  const elements = topSignatures(document)
  if (elements.length === 0) {
    const foreign = foreignSignature(document)
    if (foreign === null) return { verdict: 'unsigned', signatures: [], error: null }
    return refused('unsigned', 'XML_SIGNATURE_WRONG_NAMESPACE', foreign)
  }
  if (elements.length > XML_LIMITS.signatures) {
    return refused('failed', 'XML_TOO_MANY_SIGNATURES', String(elements.length), String(XML_LIMITS.signatures))
  }
  const world: World = {
    document,
    ids: indexIds(document),
    work: new Work(bytes.length),
    outside: (uri) => outside(uri, document, options),
  }
  try {
    const judged: JudgedSignature[] = []
    for (const [index, element] of elements.entries()) {
      judged.push(await judgeSignature(element, `signature-${index + 1}`, world, options.context))
    }
    const split = firstSplitValue(document)
    const aboutFile = split === null ? [] : [xmlFinding('XML_COMMENT_IN_VALUE', split)]
    const signatures = judged.map((one) => finishReport(one, isCoveredByAnother(one, judged), aboutFile))
    return { verdict: fileVerdict(signatures), signatures, error: null }
  } catch (error) {
    if (error instanceof WorkExhausted) return refused('failed', 'XML_TOO_MUCH_WORK')
    throw error
  }
}

function refused(
  verdict: FormatJudgement['verdict'],
  ...[code, ...details]: Parameters<typeof xmlFinding>
): FormatJudgement {
  const { message } = xmlFinding(code, ...details)
  const error: Reason = { code, message }
  return { verdict, signatures: [], error }
}

function isCoveredByAnother(one: JudgedSignature, all: readonly JudgedSignature[]): boolean {
  return all.some((other) => other !== one && other.uncovered === null && other.report.integrity === 'intact')
}

/** Signature elements but for counter-signatures, which are judged with the signature they stand in. */
function topSignatures(document: XmlDocument): XmlElement[] {
  const found: XmlElement[] = []
  for (const node of descendants(document)) {
    if (node.kind !== 'element' || node.uri !== NS.dsig || node.local !== 'Signature') continue
    const { parent } = node
    const counter = parent.kind === 'element' && parent.local === 'CounterSignature' && isInSignature(parent, found)
    if (!counter) found.push(node)
  }
  return found
}

function isInSignature(element: XmlElement, signatures: readonly XmlElement[]): boolean {
  return signatures.some(({ order, last }) => element.order > order && element.order <= last)
}

/** A Signature built like XML-DSig's, in some other namespace; gives that namespace. */
function foreignSignature(document: XmlDocument): string | null {
  for (const node of descendants(document)) {
    if (node.kind !== 'element' || node.local !== 'Signature') continue
    if (
      childElement(node, node.uri, 'SignedInfo') !== null &&
      childElement(node, node.uri, 'SignatureValue') !== null
    ) {
      return node.uri
    }
  }
  return null
}

function outside(uri: string | null, document: XmlDocument, options: XmlVerifyOptions): readonly OutsideContent[] {
  const { contents, content } = options
  const name = decoded(uri ?? '')
  const named = contents?.get(uri ?? '') ?? contents?.get(name) ?? contents?.get(name.slice(name.lastIndexOf('/') + 1))
  if (named !== undefined) return [{ bytes: named, holder: null, named: true }]
  if (uri?.startsWith('cid:') && isEdxml(document)) return attachmentContent(uri, document)
  return content === null ? [] : [{ bytes: content, holder: null, named: false }]
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}
