/**
 * Runs stages again on the stored bytes: after the program learnt to read better, after the trust list grew, or after a
 * fault was mended. Never makes a second document, and never changes what is published without an editor: a published
 * document whose findings changed goes back to review, its published version staying until then.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from 'kysely'
import { appendToJournal } from '../storage/audit.ts'
import { awaitDocument } from '../storage/database/documents/find-document.ts'
import { moveDocument, updateFindings } from '../storage/database/documents/update-document.ts'
import { allowLongWork } from '../storage/database/long-work.ts'
import { isPublic } from '../storage/database/publications/is-public.ts'
import type { Database } from '../storage/database/schema.ts'
import type { MetadataReport } from '../validators/metadata/metadata.ts'
import { tellSenders } from './acknowledge/tell-senders.ts'
import type { Document, DocumentState, StageOutcome, StateReason, StateWithWork } from './document.ts'
import { applyCorrections, type CorrectableField, correctableFields } from './review/correct.ts'
import type { Person } from './review/decide.ts'
import { deadlineOf } from './stages/4-describe.ts'
import { hasWork, stages } from './stages/index.ts'
import type { System } from './system.ts'

export const reprocessableStages = ['inspect', 'read', 'verify', 'describe'] as const
export type ReprocessableStage = (typeof reprocessableStages)[number]

export interface FieldChange {
  field: string
  before: unknown
  after: unknown
}

export type ReprocessResult =
  | { kind: 'unchanged'; documentId: string; state: DocumentState }
  | { kind: 'changed'; documentId: string; from: DocumentState; to: DocumentState; changes: readonly FieldChange[] }
  | { kind: 'broke'; documentId: string; message: string }
  | { kind: 'unknown'; documentId: string }

/** Runs one document through the stages from `from` to review, compares, and keeps what changed. */
export async function reprocess(
  system: System,
  documentId: string,
  person: Person,
  from: ReprocessableStage = 'inspect',
): Promise<ReprocessResult> {
  try {
    return await system.db.transaction().execute(async (trx) => {
      const document = await awaitDocument(trx, documentId)
      if (!document) return { kind: 'unknown', documentId }
      await allowLongWork(trx)
      const { document: anew, to, reason } = await walk(system, document, from)
      return keep(system, trx, person, document, anew, to, reason)
    })
  } catch (error) {
    return { kind: 'broke', documentId, message: String(error) }
  }
}

const startingState: Readonly<Record<ReprocessableStage, StateWithWork>> = {
  inspect: 'received',
  read: 'inspected',
  verify: 'read',
  describe: 'verified',
}

/** The stages up to and with review, on a copy of the document; nothing is written. */
async function walk(
  system: System,
  document: Document,
  from: ReprocessableStage,
): Promise<{ document: Document; to: DocumentState; reason: StateReason | null }> {
  let anew: Document = { ...document, state: firstPossible(document, startingState[from]) }
  let reason: StateReason | null = null
  while (hasWork(anew.state) && anew.state !== 'approved') {
    const outcome = (await stages[anew.state].run(anew, system)) as StageOutcome<StateWithWork>
    anew = { ...anew, ...outcome.findings, state: outcome.to }
    reason = outcome.reason
    if (outcome.findings.description) anew = withClerksValues(document, anew, outcome.findings.description)
  }
  return { document: anew, to: anew.state, reason }
}

/** A document that was never read cannot start at `describe`: it starts where its findings end. */
function firstPossible(document: Document, wanted: StateWithWork): StateWithWork {
  if (!document.inspection) return 'received'
  if (!document.reading && wanted !== 'received') return 'inspected'
  if (!document.signature && wanted === 'verified') return 'read'
  return wanted
}

/** What a clerk corrected stays: a machine does not overrule a person. */
function withClerksValues(before: Document, anew: Document, description: MetadataReport): Document {
  const old = before.description
  if (!old) return anew
  const fields = correctableFields.filter((field) => old.evidence[field]?.source === 'clerk')
  if (fields.length === 0) return anew
  const values = Object.fromEntries(fields.map((field: CorrectableField) => [field, old.metadata[field]]))
  const kept = applyCorrections(description, values, fields)
  return { ...anew, description: kept, deadline: deadlineOf(anew, kept) }
}

async function keep(
  system: System,
  trx: Transaction<Database>,
  person: Person,
  before: Document,
  anew: Document,
  to: DocumentState,
  reason: StateReason | null,
): Promise<ReprocessResult> {
  const changes = differences(before, anew)
  const standing = await isPublic(trx, before.id)
  const target = standing ? targetOfPublic(before, changes) : targetState(before, to, changes)
  if (changes.length === 0 && target === before.state) {
    return { kind: 'unchanged', documentId: before.id, state: before.state }
  }
  const now = system.now()
  const { inspection, reading, signature, description, deadline } = anew
  const findings = { inspection, reading, signature, description, deadline }
  if (target === before.state) await updateFindings(trx, before.id, now, findings)
  else {
    const why = standing ? changedSincePublication : reason
    await moveDocument(trx, before.id, now, {
      state: target,
      reason: why,
      findings,
      nextAttemptAt: hasWork(target) ? now : null,
    })
    await tellSenders(system, trx, { documentId: before.id, to: target, reason: why, slug: before.slug })
  }
  await appendToJournal(trx, now, [
    {
      actor: person.name,
      action: 'reprocess',
      subject: { kind: 'document', id: before.id },
      details: { from: before.state, to: target, changes },
    },
  ])
  return { kind: 'changed', documentId: before.id, from: before.state, to: target, changes }
}

const changedSincePublication: StateReason = {
  code: 'CHANGED_AFTER_PUBLICATION',
  message:
    'Xử lý lại cho kết quả khác với bản đã đăng: hãy xem các thay đổi rồi duyệt lại. Bản đã đăng vẫn giữ nguyên.',
}

/** Decisions of people stand: only what the stages themselves decided may move. */
function targetState(before: Document, to: DocumentState, changes: readonly FieldChange[]): DocumentState {
  switch (before.state) {
    case 'approved':
      return changes.length > 0 ? to : 'approved'
    case 'withdrawn':
      return 'withdrawn'
    case 'rejected':
    case 'awaiting-review':
      return decidedByPerson(before) ? before.state : to
    default:
      return to
  }
}

/** What the public sees moves by an editor's decision alone: whatever is found of it anew waits for one. */
function targetOfPublic(before: Document, changes: readonly FieldChange[]): DocumentState {
  const settled = before.state === 'published' || before.state === 'approved'
  return settled && changes.length === 0 ? before.state : 'awaiting-review'
}

/** Codes of reasons that people gave, see `review/decide.ts`. */
const reasonsOfPeople: readonly string[] = ['REJECT', 'REOPEN', 'TAKE BACK']

function decidedByPerson({ reason }: Document): boolean {
  return reason !== null && reasonsOfPeople.includes(reason.code)
}

/** Field by field: what of the findings differs, named as `metadata.summary`, `signature.verdict` and so on. */
export function differences(before: Document, after: Document): FieldChange[] {
  const left = comparable(before)
  const right = comparable(after)
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((field) => !isDeepStrictEqual(left[field], right[field]))
    .map((field) => ({ field, before: left[field] ?? null, after: right[field] ?? null }))
}

/** As plain JSON, so that a value fresh from a stage and one read from the database compare alike. */
function comparable(document: Document): Record<string, unknown> {
  return JSON.parse(JSON.stringify(comparedFields(document))) as Record<string, unknown>
}

function comparedFields(document: Document): Record<string, unknown> {
  const { description, signature, deadline, reading, inspection } = document
  return {
    ...Object.fromEntries(
      Object.entries(description?.metadata ?? {}).map(([field, value]) => [`metadata.${field}`, value]),
    ),
    'metadata.warnings': description?.warnings.map((warning) => warning.code),
    secrecy: description?.secrecy ?? null,
    'signature.verdict': signature?.verdict,
    'signature.signatures': signature?.signatures.map((one) => [
      one.field,
      one.indication,
      one.integrity,
      one.laterChanges,
    ]),
    'deadline.due': deadline?.due ?? null,
    'reading.pages': reading?.pages,
    'reading.textSource': reading?.textSource,
    'inspection.fileType': inspection?.fileType,
  }
}
