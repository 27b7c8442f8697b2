/** `congbao documents list|show|approve|reject|withdraw|reopen`. */
import { vietnameseDate } from '../pipeline/deadlines/working-days.ts'
import { type DocumentState, documentStates } from '../pipeline/document.ts'
import {
  approve,
  type DecisionResult,
  type Person,
  reject,
  reopen,
  stateNames,
  withdraw,
} from '../pipeline/review/decide.ts'
import type { System } from '../pipeline/system.ts'
import { actionName, actorName } from '../portal/desk/journal-words.ts'
import { shownMoment } from '../portal/html.ts'
import { metadataLines } from '../portal/metadata-words.ts'
import { journalOf } from '../storage/audit.ts'
import { findDocument, listDocuments } from '../storage/database/documents/find-document.ts'
import type { FileVerdict } from '../validators/signature/report.ts'
import { countIn, momentIn, readArguments } from './arguments.ts'
import { CallError, type CommandIo, cliActor, exitCode, type Run, UsageError, withApp } from './command.ts'
import { waitUntilResting } from './ingest.ts'

const verdictNames: Readonly<Record<FileVerdict, string>> = {
  passed: 'hợp lệ',
  indeterminate: 'chưa kết luận',
  failed: 'không hợp lệ',
  unsigned: 'không ký',
}

const decisions = {
  approve: (system: System, id: string, person: Person) => approve(system, id, person),
  reject,
  withdraw,
  reopen,
}

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      state: { type: 'string' },
      since: { type: 'string' },
      limit: { type: 'string', default: '100' },
      reason: { type: 'string' },
    },
  })
  const [verb = 'list', ...ids] = positionals
  if (verb === 'list') return list(io, values)
  if (verb === 'show') return show(io, ids, values.json)
  if (Object.hasOwn(decisions, verb)) return decideAll(io, verb as keyof typeof decisions, ids, values)
  throw new CallError(`Không có việc “${verb}”.`)
}

async function list(
  io: CommandIo,
  options: { json: boolean; state?: string; since?: string; limit: string },
): Promise<number> {
  const states = options.state ? [parseState(options.state)] : undefined
  const receivedSince = options.since ? momentIn(options.since, '--since').toInstant() : undefined
  const limit = countIn(options.limit, '--limit')
  return withApp(io, async ({ system }) => {
    const documents = await listDocuments(system.db, { states, receivedSince, limit })
    for (const document of documents) {
      const metadata = document.description?.metadata
      if (options.json) {
        io.out(
          JSON.stringify({
            id: document.id,
            state: document.state,
            reason: document.reason,
            file: document.fileName,
            sha256: document.sha256,
            receivedAt: document.receivedAt,
            reference: metadata?.reference ?? null,
            documentType: metadata?.documentType ?? null,
            issuer: metadata?.issuer ?? null,
            issuedOn: metadata?.issuedOn ?? null,
            effectiveOn: metadata?.effectiveOn ?? null,
            verdict: document.signature?.verdict ?? null,
            due: document.deadline?.due ?? null,
            slug: document.slug,
          }),
        )
      } else {
        const name = metadata?.reference ?? document.fileName
        io.out(`${document.id}  ${stateNames[document.state].padEnd(12)}  ${name}  ${document.reason?.message ?? ''}`)
      }
    }
    if (!options.json) io.out(`${documents.length} văn bản.`)
    return exitCode.success
  })
}

async function show(io: CommandIo, ids: readonly string[], json: boolean): Promise<number> {
  if (ids.length === 0) throw new CallError('Hãy nêu mã văn bản.')
  return withApp(io, async ({ system }) => {
    let missing = false
    for (const id of ids) {
      const document = await findDocument(system.db, id)
      if (!document) {
        io.err(`Không có văn bản ${id}.`)
        missing = true
        continue
      }
      const journal = await journalOf(system.db, 'document', id)
      if (json) io.out(JSON.stringify({ ...document, journal }))
      else {
        const { description, signature, deadline, reason } = document
        io.out(`${document.fileName} — ${stateNames[document.state]}${reason ? `: ${reason.message}` : ''}`)
        for (const line of description ? metadataLines(description.metadata) : []) io.out(`  ${line}`)
        io.out(`  chữ ký: ${signature ? verdictNames[signature.verdict] : 'chưa kiểm tra'}`)
        io.out(`  hạn: ${deadline ? vietnameseDate(deadline.due) : 'chưa tính được'}`)
        for (const { at, actor, action } of journal)
          io.out(`  ${shownMoment(Temporal.Instant.from(at))}  ${actorName(actor)}  ${actionName(action)}`)
      }
    }
    return missing ? exitCode.negative : exitCode.success
  })
}

async function decideAll(
  io: CommandIo,
  verb: keyof typeof decisions,
  ids: readonly string[],
  options: { reason?: string; json: boolean },
): Promise<number> {
  if (ids.length === 0) throw new CallError('Hãy nêu mã văn bản.')
  if (verb !== 'approve' && !options.reason)
    throw new CallError('Hãy ghi lý do bằng --reason; lý do được lưu vào nhật ký.')
  return withApp(io, async (app) => {
    let refused = 0
    for (const id of ids) {
      const result = await decideOne(app.system, verb, id, io, options.reason ?? '')
      if (result.kind === 'refused') refused++
      if (options.json) {
        io.out(JSON.stringify(result.kind === 'done' ? { id, to: result.to } : { id, error: result }))
      } else if (result.kind === 'done') io.out(`${id}: ${stateNames[result.to]}`)
      else io.err(`${id}: ${result.message}`)
    }
    // An approval means publication: see it through when no server does.
    if (verb === 'approve') await waitUntilResting(app, io, ids)
    return refused > 0 ? exitCode.negative : exitCode.success
  })
}

function decideOne(
  system: System,
  verb: keyof typeof decisions,
  id: string,
  io: CommandIo,
  reason: string,
): Promise<DecisionResult> {
  return decisions[verb](system, id, { name: cliActor(io) }, reason)
}

export function parseState(text: string): DocumentState {
  const state = documentStates.find((known) => known === text)
  if (!state) throw new UsageError(`--state nhận một trong: ${documentStates.join(', ')}`)
  return state
}
