/** Stands for the system around the connector: everything in one folder, durable against `kill -9`, read again at start. */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ByteStore, Intake, IntakeSink, Receipt, StoredBytes } from '../../../connectors/intake.ts'
import type { AnswerLog, PlannedAnswer } from '../../../connectors/mailbox/answers/answer-log.ts'
import type { FolderMark, MailboxMemory, TakenMail } from '../../../connectors/mailbox/memory.ts'

export interface JournalIntegrator {
  store: ByteStore
  sink: IntakeSink
  memory: MailboxMemory
  answerLog: AnswerLog
  intakes: ReadonlyMap<string, RecordedIntake>
  /** Submissions of a name that was there before. */
  repeats(): number
}

export interface RecordedIntake {
  intake: Omit<Intake, 'receivedAt'>
  registerNumber: number | null
  fileNames: readonly string[]
}

type Line =
  | { kind: 'intake'; externalId: string; recorded: RecordedIntake }
  | { kind: 'repeat'; externalId: string }
  | { kind: 'mark'; folder: string; mark: FolderMark }
  | { kind: 'begin' | 'take back'; keys: readonly string[] }
  | { kind: 'planned'; answer: PlannedAnswer }
  | { kind: 'sent' | 'refused'; key: string; at: string; to: string }

export function openJournal(folder: string): JournalIntegrator {
  mkdirSync(join(folder, 'objects'), { recursive: true })
  const journal = join(folder, 'journal.jsonl')
  const intakes = new Map<string, RecordedIntake>()
  const marks = new Map<string, FolderMark>()
  const tries = new Map<string, number>()
  const answers = new Map<
    string,
    { answer: PlannedAnswer; state: 'waiting' | 'held' | 'sent' | 'refused'; at: string }
  >()
  let repeats = 0
  let registerNumber = 0

  const apply = (line: Line) => {
    switch (line.kind) {
      case 'intake':
        if (intakes.has(line.externalId)) throw new Error(`two intakes under ${line.externalId}`)
        intakes.set(line.externalId, line.recorded)
        registerNumber = Math.max(registerNumber, line.recorded.registerNumber ?? 0)
        break
      case 'repeat':
        repeats++
        break
      case 'mark':
        marks.set(line.folder, line.mark)
        break
      case 'begin':
        for (const key of line.keys) tries.set(key, (tries.get(key) ?? 0) + 1)
        break
      case 'take back':
        for (const key of line.keys) tries.set(key, (tries.get(key) ?? 1) - 1)
        break
      case 'planned':
        answers.set(answerKey(line.answer.externalId, line.answer.key), {
          answer: line.answer,
          state: 'waiting',
          at: '',
        })
        break
      default: {
        const known = answers.get(line.key)
        if (known) answers.set(line.key, { ...known, state: line.kind, at: line.at })
      }
    }
  }
  const record = (line: Line) => {
    apply(line)
    appendFileSync(journal, `${JSON.stringify(line)}\n`)
  }
  if (existsSync(journal)) {
    const written = readFileSync(journal)
    // kill -9 may cut the last line short; what is appended must not stand behind half a line.
    const whole = written.subarray(0, written.lastIndexOf('\n') + 1)
    if (whole.length < written.length) truncateSync(journal, whole.length)
    for (const line of whole.toString().split('\n').slice(0, -1)) apply(JSON.parse(line))
  }
  const settle = (kind: 'sent' | 'refused') => async (externalId: string, of: string, at: Temporal.Instant) => {
    const key = answerKey(externalId, of)
    record({ kind, key, at: at.toString(), to: answers.get(key)?.answer.target.answerTo ?? '' })
  }
  const receipt = (externalId: string, repeat: boolean): Receipt => {
    const number = intakes.get(externalId)?.registerNumber ?? null
    return { intakeId: externalId, registerNumber: number, registerYear: number && 2026, repeat, documentIds: [] }
  }

  return {
    store: folderStore(join(folder, 'objects')),
    intakes,
    repeats: () => repeats,
    sink: {
      async submit(intake) {
        const { receivedAt: _, ...kept } = intake
        const repeat = intakes.has(intake.externalId)
        const declined = intake.content.kind === 'declined'
        const recorded = {
          intake: kept,
          registerNumber: declined ? null : registerNumber + 1,
          fileNames: intake.parts.map((part) => part.fileName),
        }
        if (repeat) record({ kind: 'repeat', externalId: intake.externalId })
        else record({ kind: 'intake', externalId: intake.externalId, recorded })
        return receipt(intake.externalId, repeat)
      },
    },
    memory: {
      async taken(externalIds) {
        return new Map(
          externalIds.flatMap((id) => {
            const found = intakes.get(id)
            return found ? [[id, takenMail(id, found)] as const] : []
          }),
        )
      },
      readUpTo: async (folder) => marks.get(folder) ?? null,
      setReadUpTo: async (folder, mark) => record({ kind: 'mark', folder, mark }),
      async begin(keys) {
        record({ kind: 'begin', keys })
        return new Map(keys.map((key) => [key, tries.get(key) ?? 0]))
      },
      takeBack: async (keys) => record({ kind: 'take back', keys }),
    },
    answerLog: {
      async plan(answer) {
        if (answers.has(answerKey(answer.externalId, answer.key))) return false
        record({ kind: 'planned', answer })
        return true
      },
      async claimWaiting() {
        const waiting = [...answers.values()].filter(({ state }) => state === 'waiting')
        for (const found of waiting) found.state = 'held'
        return waiting.map(({ answer }) => answer)
      },
      markSent: settle('sent'),
      markRefused: settle('refused'),
      async release(externalId, key) {
        const found = answers.get(answerKey(externalId, key))
        if (found) found.state = 'waiting'
      },
      async sentSince(address, since) {
        return [...answers.values()].filter(
          ({ answer, state, at }) =>
            answer.target.answerTo === address &&
            state === 'sent' &&
            Temporal.Instant.compare(Temporal.Instant.from(at), since) >= 0,
        ).length
      },
    },
  }
}

function answerKey(externalId: string, key: string): string {
  return `${key} ${externalId}`
}

function takenMail(intakeId: string, { intake, registerNumber }: RecordedIntake): TakenMail {
  return {
    intakeId,
    raw: intake.raw,
    contentDigest: String(intake.channelData.contentDigest),
    registerNumber,
    registerYear: registerNumber && 2026,
    declinedCode: intake.content.kind === 'declined' ? intake.content.reason.code : null,
  }
}

function folderStore(folder: string): ByteStore {
  let temporary = 0
  return {
    async put(content): Promise<StoredBytes> {
      const chunks: Uint8Array[] = []
      for await (const chunk of content instanceof Uint8Array ? [content] : content) chunks.push(Uint8Array.from(chunk))
      const bytes = Buffer.concat(chunks)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const unfinished = join(folder, `.${process.pid}-${temporary++}`)
      writeFileSync(unfinished, bytes)
      renameSync(unfinished, join(folder, sha256))
      return { sha256, bytes: bytes.length }
    },
    get: async (sha256) => readFileSync(join(folder, sha256)),
    async *stream(sha256) {
      yield readFileSync(join(folder, sha256))
    },
  }
}
