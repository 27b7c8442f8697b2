/** `congbao reprocess [ID…|--state S|--since D|--all] [--from STAGE]`: stages again on stored bytes, and what changed. */
import { type ReprocessableStage, type ReprocessResult, reprocess, reprocessableStages } from '../pipeline/reprocess.ts'
import { stateNames } from '../pipeline/review/decide.ts'
import { listDocuments } from '../storage/database/documents/find-document.ts'
import { momentIn, readArguments } from './arguments.ts'
import { CallError, cliActor, exitCode, type Run, UsageError, withApp } from './command.ts'
import { parseState } from './documents.ts'
import { waitUntilResting } from './ingest.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      state: { type: 'string' },
      since: { type: 'string' },
      all: { type: 'boolean', default: false },
      from: { type: 'string', default: 'inspect' },
    },
  })
  const from = parseStage(values.from)
  if (positionals.length === 0 && !values.state && !values.since && !values.all) {
    throw new CallError('Hãy nêu mã văn bản, --state TRẠNG_THÁI, --since NGÀY, hoặc --all.')
  }
  return withApp(io, async (app) => {
    const { system } = app
    const ids =
      positionals.length > 0
        ? positionals
        : (
            await listDocuments(system.db, {
              ...(values.state ? { states: [parseState(values.state)] } : {}),
              ...(values.since ? { receivedSince: momentIn(values.since, '--since').toInstant() } : {}),
            })
          ).map((document) => document.id)
    const results: ReprocessResult[] = []
    for (const id of ids) {
      io.progress(`Xử lý lại ${results.length + 1}/${ids.length}`)
      const result = await reprocess(system, id, { name: cliActor(io) }, from)
      io.progress(null)
      results.push(result)
      if (values.json) io.out(JSON.stringify(result))
      else for (const line of describe(result)) io.out(line)
    }
    await waitUntilResting(app, io, ids)
    const count = (kind: ReprocessResult['kind']) => results.filter((result) => result.kind === kind).length
    if (!values.json) {
      io.out(
        `${results.length} văn bản: ${count('changed')} thay đổi, ${count('unchanged')} giữ nguyên, ${count('broke')} lỗi.`,
      )
    }
    return count('broke') + count('unknown') > 0 ? exitCode.negative : exitCode.success
  })
}

function describe(result: ReprocessResult): string[] {
  switch (result.kind) {
    case 'unchanged':
      return []
    case 'unknown':
      return [`${result.documentId}: không có văn bản này.`]
    case 'broke':
      return [`${result.documentId}: xử lý lại bị lỗi: ${result.message}`]
    case 'changed': {
      const move = result.from === result.to ? '' : ` (${stateNames[result.from]} → ${stateNames[result.to]})`
      return [
        `${result.documentId}${move}`,
        ...result.changes.map(
          (change) => `  ${change.field}: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`,
        ),
      ]
    }
  }
}

function parseStage(text: string): ReprocessableStage {
  const stage = reprocessableStages.find((known) => known === text)
  if (!stage) throw new UsageError(`--from nhận một trong: ${reprocessableStages.join(', ')}`)
  return stage
}
