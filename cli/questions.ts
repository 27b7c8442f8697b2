/** `congbao questions list|show|answer|progress`: questions of citizens at the command line. */
import { readFile } from 'node:fs/promises'
import { tellAsker } from '../pipeline/review/questions/tell-asker.ts'
import type { System } from '../pipeline/system.ts'
import { excerpt, letterKinds, numberWords, questionStates } from '../portal/desk/question-words.ts'
import { lastDay } from '../portal/due-badge.ts'
import {
  type FoundQuestion,
  findQuestion,
  listQuestions,
  questionByNumber,
} from '../storage/database/questions/find-questions.ts'
import { countIn, dayIn, readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, cliActor, exitCode, type Run, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    options: {
      settled: { type: 'boolean', default: false },
      limit: { type: 'string', default: '100' },
      text: { type: 'string' },
      file: { type: 'string' },
      until: { type: 'string' },
    },
    words: 2,
  })
  const [verb = 'list', id] = positionals
  if (verb === 'list')
    return list(io, values.settled ? 'settled' : 'open', countIn(values.limit, '--limit'), values.json)
  if (!id) throw new CallError('Hãy nêu mã hoặc số đến của câu hỏi.')
  if (verb === 'show') return show(io, id, values.json)
  if (verb === 'answer' || verb === 'progress') return tell(io, verb, id, values)
  throw new CallError(`Không có việc “${verb}” với câu hỏi.`)
}

function list(io: CommandIo, state: 'open' | 'settled', limit: number, json: boolean): Promise<number> {
  return withApp(io, async ({ system }) => {
    const questions = await listQuestions(system.db, { state, limit })
    const late = (dueAt: string) => Temporal.Instant.compare(system.now(), Temporal.Instant.from(dueAt)) >= 0
    for (const question of questions) {
      const due = lastDay(Temporal.Instant.from(question.due_at))
      const overdue = question.state === 'open' && late(question.due_at)
      if (json) {
        const { id, channel, received_at: receivedAt, handed_to: handedTo, deadline } = question
        const facts = { id, number: numberWords(question), state: question.state, channel, receivedAt, due, overdue }
        io.out(JSON.stringify({ ...facts, legalDue: deadline.due, handedTo, question: question.question }))
      } else {
        const mark = overdue ? 'QUÁ HẠN' : question.state === 'open' ? `hạn ${due}` : questionStates[question.state]
        io.out(`${numberWords(question).padEnd(10)}  ${mark.padEnd(16)}  ${excerpt(question.question, 80)}`)
      }
    }
    if (!json) io.out(`${questions.length} câu hỏi.`)
    return exitCode.success
  })
}

function show(io: CommandIo, id: string, json: boolean): Promise<number> {
  return withApp(io, async ({ system }) => {
    const question = await find(system, id)
    if (!question) return unknown(io, id)
    if (json) io.out(JSON.stringify(question))
    else {
      const due = lastDay(Temporal.Instant.from(question.due_at))
      io.out(`${questionStates[question.state]}; hạn ${due}; thời hạn theo quy định ${question.deadline.due}`)
      for (const message of question.messages) {
        io.out(
          `\n${message.received_at}  số đến ${numberWords(message)}  ${message.sender.name ?? ''} ${message.sender.address ?? ''}`,
        )
        io.out(message.question ?? '')
      }
      for (const letter of question.letters) {
        io.out(`\n${letter.written_at}  ${letterKinds[letter.kind]}  ${letter.written_by}`)
        io.out(letter.text)
      }
    }
    return exitCode.success
  })
}

async function tell(
  io: CommandIo,
  verb: 'answer' | 'progress',
  id: string,
  options: { text?: string; file?: string; until?: string; json: boolean },
): Promise<number> {
  const text = options.file ? await fileText(io, options.file) : (options.text ?? '')
  const limitOn = options.until ? dayIn(options.until, '--until').toString() : null
  return withApp(io, async ({ system }) => {
    const question = await find(system, id)
    if (!question) return unknown(io, id)
    const draft = { kind: verb, text, limitOn, handedTo: null }
    const result = await tellAsker(system, question.id, { name: cliActor(io) }, draft)
    if (options.json) io.out(JSON.stringify({ id: question.id, ...result }))
    else if (result.kind === 'done')
      io.out(verb === 'answer' ? 'Đã trả lời; kênh sẽ gửi cho người hỏi.' : 'Đã báo tiến độ.')
    else io.err(result.message)
    return result.kind === 'done' ? exitCode.success : exitCode.negative
  })
}

/** By the intake's id, or by a number of the register like `12/2026`. */
async function find(system: System, id: string): Promise<FoundQuestion | null> {
  const [, number, year] = /^(\d{1,9})\/(\d{4})$/.exec(id) ?? []
  const found = number ? await questionByNumber(system.db, Number(number), Number(year)) : id
  return found && /^[0-9a-f-]{36}$/i.test(found) ? findQuestion(system.db, found) : null
}

function unknown(io: CommandIo, id: string): number {
  io.err(`Không có câu hỏi ${id}.`)
  return exitCode.negative
}

async function fileText(io: CommandIo, path: string): Promise<string> {
  try {
    return await readFile(absolute(io, path), 'utf8')
  } catch {
    throw new CallError(`Không đọc được tệp ${path}.`)
  }
}
