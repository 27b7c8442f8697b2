/** What happened to a document after each of its signatures, and whether that was permitted. */

import { openView, type View } from '../../../pdf/structure/view.ts'
import { isWhite } from '../../../pdf/syntax/characters.ts'
import { type Finding, findingsOf, type ReasonDefinition } from '../../reasons.ts'
import type { SignatureReport } from '../../report.ts'
import { PDF_LIMITS } from '../limits.ts'
import type { SignedField } from '../open-pdf.ts'
import { pdfFinding } from '../reason-list.ts'
import type { SignedBytes } from '../signatures/byte-range.ts'
import { formSignatureFields, type SignatureField, signatureFields } from '../signatures/signature-fields.ts'
import { CHANGE_SENTENCES, type Change, type ChangeCode } from './change.ts'
import { compareRevisions } from './compare-revisions.ts'
import { objectionTo, type Permissions, permissionsOf, strictest } from './permissions.ts'

export interface LaterChanges {
  verdict: SignatureReport['laterChanges']
  findings: Finding[]
}

interface Candidate {
  field: SignedField
  signed: SignedBytes
}

/** What no permission covers and yet need not be an attack: an editor decides, told why. */
const DOUBTFUL: Partial<Record<ChangeCode, string>> = {
  TRAILING_JUNK: 'phần mềm đọc PDF bỏ qua chúng và không trang nào thay đổi, nhưng chúng nằm ngoài phần được ký',
  VISIBLE_TIMESTAMP: 'ai cũng xin được dấu thời gian, hình đi kèm có thể che chữ của trang; hãy xem lại trang đó',
}

/** Each code of a change is a failure when it was not permitted. `{0}` is the sentence with object and rule. */
const CHANGE_REASONS = Object.fromEntries(
  Object.keys(CHANGE_SENTENCES).map((code) => [
    code,
    {
      weight: code in DOUBTFUL ? 'doubt' : 'failure',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
      sentence: '{0}',
    },
  ]),
) as Record<ChangeCode, ReasonDefinition>

const changeFinding = findingsOf(CHANGE_REASONS)

const UNTOUCHED: LaterChanges = { verdict: 'none', findings: [] }

const UNRELATED: LaterChanges = { verdict: 'forbidden', findings: [] }

/** For each signature what followed it. Each revision is compared once, however many signatures precede it. */
export function laterChanges(view: View, candidates: readonly Candidate[]): LaterChanges[] {
  const sane = candidates.filter(({ signed }) => signed.kind === 'readable' && signed.coverage !== 'unclear')
  const ends = [...new Set(sane.map(endOf))].sort((a, b) => a - b)
  const moments = ends.filter((end) => !isOnlySpace(view, end)).map((end) => ({ end, view: openView(view.store, end) }))
  const steps = moments.map((moment, index) => ({
    from: moment.end,
    changes: compareRevisions(moment.view, moments[index + 1]?.view ?? view),
  }))
  return candidates.map((candidate) => {
    const end = endOf(candidate)
    // Where the signed part is no sane part of the file, nothing can be said but that the file is not what was signed.
    if (candidate.signed.kind === 'readable' && candidate.signed.coverage === 'unclear') return UNRELATED
    if (end === 0 || isOnlySpace(view, end)) return UNTOUCHED
    const moment = moments.find((other) => other.end === end)
    const displaced = moment === undefined ? [] : displacement(moment.view, candidate)
    const permissions = permissionsAt(view, candidates, candidate)
    const changes = steps.filter(({ from }) => from >= end).flatMap((step) => step.changes)
    return judged(changes, permissions, displaced)
  })
}

/** Nothing but white space follows: no revision. */
function isOnlySpace({ store: { bytes } }: View, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (!isWhite(bytes[at])) return false
  return true
}

/** The signed part must hold the very field and value that claim to have signed it. */
function displacement(moment: View, { field, signed }: Candidate): Finding[] {
  if (signed.kind !== 'readable') return []
  const isIt = (other: SignatureField): boolean =>
    other.name === field.name && other.value !== null && sameValue(moment, other.value, field.value)
  // The form first: walking all pages for each of many signatures would take long.
  const there = formSignatureFields(moment).some(isIt) || signatureFields(moment).some(isIt)
  return there ? [] : [pdfFinding('SIGNATURE_NOT_IN_ITS_REVISION', field.name)]
}

function sameValue(moment: View, a: SignedField['value'], b: SignedField['value']): boolean {
  const [left, right] = [moment.get(a.dict, 'Contents'), moment.get(b.dict, 'Contents')]
  return left !== null &&
    right !== null &&
    typeof left === 'object' &&
    typeof right === 'object' &&
    'start' in left &&
    'start' in right
    ? left.start === right.start && left.source === right.source
    : false
}

function endOf({ signed }: Candidate): number {
  return signed.kind === 'readable' ? signed.end : 0
}

/**
 * In force after a signature: its own certification and locks, and those of every earlier signature. A signature that
 * certifies later binds what follows it, not what preceded it.
 */
function permissionsAt(view: View, candidates: readonly Candidate[], candidate: Candidate): Permissions {
  const permissions: Permissions = { level: null, locks: [] }
  for (const other of candidates) {
    if (endOf(other) > endOf(candidate) || endOf(other) === 0) continue
    const own = permissionsOf(view, other.field)
    permissions.level = strictest(permissions.level, own.level)
    permissions.locks.push(...own.locks)
  }
  return permissions
}

function judged(changes: readonly Change[], permissions: Permissions, displaced: Finding[]): LaterChanges {
  const findings: Finding[] = []
  const seen = new Set<string>()
  let forbidden = 0
  for (const change of changes) {
    const objection = objectionTo(change, permissions)
    if (objection === null) continue
    const finding = changeFinding(change.code, sentenceOf(change, DOUBTFUL[change.code] ?? objection))
    if (seen.has(finding.message)) continue
    seen.add(finding.message)
    if (!(change.code in DOUBTFUL)) forbidden += 1
    if (forbidden <= PDF_LIMITS.toldChanges) findings.push(finding)
  }
  if (forbidden > PDF_LIMITS.toldChanges) findings.push(pdfFinding('MORE_CHANGES', forbidden - PDF_LIMITS.toldChanges))
  if (forbidden > 0 || displaced.length > 0) return { verdict: 'forbidden', findings: [...findings, ...displaced] }
  return { verdict: 'permitted', findings: [...findings, ...permittedSummary(changes)] }
}

function sentenceOf(change: Change, objection: string): string {
  const what = whatHappened(change)
  const where = change.object === null ? '' : ` (đối tượng ${change.object})`
  return `Sau khi ký, ${what}${where}: ${objection}.`
}

function whatHappened(change: Change): string {
  return CHANGE_SENTENCES[change.code].replace('{0}', change.what)
}

function permittedSummary(changes: readonly Change[]): Finding[] {
  const told = [...new Set(changes.filter(({ code }) => !(code in DOUBTFUL)).map(whatHappened))].slice(0, 6)
  return told.length === 0 ? [] : [pdfFinding('LATER_CHANGES_PERMITTED', told.join('; '))]
}
