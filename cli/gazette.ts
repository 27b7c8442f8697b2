/** `congbao gazette list|compose|recompose|sign|publish|export`: the road of one issue. */
import { writeFile } from 'node:fs/promises'
import type { App } from '../app.ts'
import { vietnameseDate } from '../pipeline/deadlines/working-days.ts'
import { openGazetteKey } from '../pipeline/gazette/gazette-key.ts'
import {
  composeIssue,
  type GazetteResult,
  publishIssue,
  recomposeIssue,
  signIssue,
} from '../pipeline/gazette/issues.ts'
import { findGazetteIssue, type GazetteIssue, listGazetteIssues } from '../storage/database/gazette/find-issues.ts'
import { dayIn, readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, cliActor, exitCode, type Run, withApp } from './command.ts'

const verbs: readonly string[] = ['list', 'compose', 'recompose', 'sign', 'publish', 'export']

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: { date: { type: 'string' }, to: { type: 'string' } },
    words: 2,
  })
  const [verb = 'list', which] = positionals
  if (!verbs.includes(verb)) throw new CallError(`Không có việc “${verb}”.`)
  const dated = values.date === undefined ? undefined : dayIn(values.date, '--date')
  return withApp(io, async (app) => {
    const { system } = app
    const person = { name: cliActor(io) }
    switch (verb) {
      case 'list':
        for (const issue of await listGazetteIssues(system.db, { publishedOnly: false })) {
          io.out(values.json ? JSON.stringify(issue) : describe(issue))
        }
        return exitCode.success
      case 'compose':
        return answer(io, values.json, await composeIssue(system, person, dated))
      case 'recompose': {
        const { year, number } = parseIssue(which)
        return answer(io, values.json, await recomposeIssue(system, person, year, number))
      }
      case 'sign': {
        const { year, number } = parseIssue(which)
        return answer(io, values.json, await signIssue(system, person, year, number, await openGazetteKey(system)))
      }
      case 'publish': {
        const { year, number } = parseIssue(which)
        return answer(io, values.json, await publishIssue(system, person, year, number))
      }
      case 'export':
        return exportIssue(app, io, parseIssue(which), values.to)
      default:
        throw new CallError(`Không có việc “${verb}”.`)
    }
  })
}

async function exportIssue(
  { system }: App,
  io: CommandIo,
  { year, number }: { year: number; number: number },
  to: string | undefined,
): Promise<number> {
  if (!to) throw new CallError('Hãy nêu tệp đích bằng --to.')
  const issue = await findGazetteIssue(system.db, year, number)
  if (!issue) {
    io.err(`Không có Công báo số ${number}/${year}.`)
    return exitCode.negative
  }
  await writeFile(absolute(io, to), await system.objects.get(issue.signedSha256 ?? issue.pdfSha256))
  io.out(`Đã ghi ${to}${issue.signedSha256 ? '' : ' (chưa ký số)'}.`)
  return exitCode.success
}

function answer(io: CommandIo, json: boolean, result: GazetteResult): number {
  if (result.kind === 'refused') {
    if (json) io.out(JSON.stringify({ error: { code: result.code, message: result.message } }))
    else io.err(result.message)
    return exitCode.negative
  }
  const { entries, ...issue } = result.issue
  io.out(json ? JSON.stringify({ ...issue, entries: entries.length }) : describe(issue))
  return exitCode.success
}

const states = {
  composed: 'đã dàn trang, chưa ký',
  signed: 'đã ký, chưa phát hành',
  published: 'đã phát hành',
} as const

function describe(issue: GazetteIssue): string {
  return `Công báo số ${issue.number}/${issue.year}, ngày ${vietnameseDate(issue.dated)}: ${states[issue.state]}`
}

function parseIssue(text: string | undefined): { year: number; number: number } {
  const match = /^(\d{4})\/(\d{1,4})$/.exec(text ?? '')
  if (!match) throw new CallError('Hãy nêu số Công báo theo dạng NĂM/SỐ, vd. 2026/1.')
  return { year: Number(match[1]), number: Number(match[2]) }
}
