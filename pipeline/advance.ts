/**
 * Runs the next stage of one document. The row stays locked while the stage works; its outcome, the journal entry and
 * what comes next are written in one transaction. A process that dies in between leaves the document as it was.
 */
import type { Transaction } from 'kysely'
import { appendToJournal, type JournalEntry } from '../storage/audit.ts'
import { countAttempt } from '../storage/database/documents/claim-due-documents.ts'
import { lockDocument } from '../storage/database/documents/find-document.ts'
import { moveDocument, postponeDocument } from '../storage/database/documents/update-document.ts'
import { allowLongWork } from '../storage/database/long-work.ts'
import type { Database } from '../storage/database/schema.ts'
import { ObjectMissing } from '../storage/objects/objects.ts'
import { tellSenders } from './acknowledge/tell-senders.ts'
import type { Document, DocumentState, StageOutcome, StateWithWork } from './document.ts'
import { putOnRecord } from './publish-document.ts'
import { hasWork, stages } from './stages/index.ts'
import type { System } from './system.ts'
import { TaskBroke, TaskEnded } from './workers/workers.ts'

/** Failed tries of one stage, where the document itself breaks it, before it waits for an operator. */
const maxFailures = 5
/** Where the database or the object store does not answer: about nine hours, for it is no fault of the document. */
const maxFaultsOfTheMachine = 60
/** Tries begun but never ended, because the process was killed or the document brought it down. */
const maxDeaths = 15
const longestPauseSeconds = 600

export type AdvanceResult =
  /** A stage ran; `more` says whether the next one is due at once. */
  | { kind: 'moved'; from: DocumentState; to: DocumentState; more: boolean }
  /** Nothing to do here: unknown, resting, or somebody else works on it. */
  | { kind: 'idle' }
  /** The stage broke; it will be tried again, or the document waits for an operator. */
  | { kind: 'broke'; message: string; failed: boolean }

export async function advance(system: System, documentId: string): Promise<AdvanceResult> {
  const tries = await countAttempt(system.db, documentId)
  if (tries === null) return { kind: 'idle' }
  if (tries.attempts - tries.failures > maxDeaths) {
    return giveUp(system, documentId, 'the process ended during every try')
  }
  try {
    return await system.db.transaction().execute((trx) => runStage(system, trx, documentId))
  } catch (error) {
    const failures = tries.failures + 1
    system.log.error({ documentId, failures, error: String(error) }, 'stage broke')
    return failures >= (isOfDocument(error) ? maxFailures : maxFaultsOfTheMachine)
      ? giveUp(system, documentId, String(error))
      : tryAgainLater(system, documentId, failures, String(error))
  }
}

/** Trying again helps little: its bytes break whoever works on them, or they are lost. */
function isOfDocument(error: unknown): boolean {
  return error instanceof TaskBroke || error instanceof TaskEnded || error instanceof ObjectMissing
}

async function runStage(system: System, trx: Transaction<Database>, documentId: string): Promise<AdvanceResult> {
  const document = await lockDocument(trx, documentId)
  if (!document || !hasWork(document.state)) return { kind: 'idle' }
  await allowLongWork(trx)
  const started = performance.now()
  const stage = stages[document.state]
  const outcome = (await stage.run(document, system)) as StageOutcome<StateWithWork>
  const ms = Math.round(performance.now() - started)
  await recordOutcome(system, trx, document, stage.name, outcome, ms)
  system.log.info({ documentId, stage: stage.name, to: outcome.to, ms }, 'stage')
  return { kind: 'moved', from: document.state, to: outcome.to, more: hasWork(outcome.to) }
}

async function recordOutcome(
  system: System,
  trx: Transaction<Database>,
  document: Document,
  stage: string,
  outcome: StageOutcome<StateWithWork>,
  ms: number,
): Promise<void> {
  const now = system.now()
  const published = outcome.to === 'published' ? await putOnRecord(system, trx, document) : null
  await moveDocument(trx, document.id, now, {
    state: outcome.to,
    reason: outcome.reason,
    findings: outcome.findings,
    nextAttemptAt: hasWork(outcome.to) ? now : null,
    ...(published ? { slug: published.slug } : {}),
  })
  const slug = published?.slug ?? document.slug
  await tellSenders(system, trx, { documentId: document.id, to: outcome.to, reason: outcome.reason, slug })
  const entry: JournalEntry = {
    actor: 'system',
    action: stage,
    subject: { kind: 'document', id: document.id },
    details: { from: document.state, to: outcome.to, ms, ...outcome.journal, ...(published ?? {}) },
  }
  await appendToJournal(trx, now, [entry])
}

/** Waits longer with each try: 2, 4, 8 … seconds. */
async function tryAgainLater(
  system: System,
  documentId: string,
  failures: number,
  message: string,
): Promise<AdvanceResult> {
  const now = system.now()
  const wait = { seconds: Math.min(2 ** failures, longestPauseSeconds) }
  await system.db.transaction().execute(async (trx) => {
    await postponeDocument(trx, documentId, now.add(wait))
    await appendToJournal(trx, now, [
      {
        actor: 'system',
        action: 'stage broke',
        subject: { kind: 'document', id: documentId },
        details: { failures, message },
      },
    ])
  })
  return { kind: 'broke', message, failed: false }
}

async function giveUp(system: System, documentId: string, message: string): Promise<AdvanceResult> {
  const now = system.now()
  return system.db.transaction().execute(async (trx) => {
    const document = await lockDocument(trx, documentId)
    if (!document || !hasWork(document.state)) return { kind: 'idle' }
    const stage = stages[document.state].name
    await moveDocument(trx, documentId, now, {
      state: 'failed',
      reason: {
        code: 'STAGE_FAILED',
        message: `Bước “${stage}” không chạy được sau nhiều lần thử. Cán bộ vận hành xem nhật ký rồi chạy lại: congbao reprocess ${documentId}`,
      },
      nextAttemptAt: null,
    })
    await appendToJournal(trx, now, [
      {
        actor: 'system',
        action: 'failed',
        subject: { kind: 'document', id: documentId },
        details: { stage, message },
      },
    ])
    return { kind: 'broke', message, failed: true }
  })
}

/** Runs stage after stage until the document rests or somebody else has it. */
export async function advanceUntilResting(system: System, documentId: string): Promise<AdvanceResult> {
  for (;;) {
    const result = await advance(system, documentId)
    if (result.kind !== 'moved' || !result.more) return result
  }
}
