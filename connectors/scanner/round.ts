/**
 * One look at the watched folder. Four steps, each safe to repeat, so that being killed anywhere loses and doubles
 * nothing: store what is whole, judge it, move the file away, and put it into the register while the office is open.
 */
import type { ByteStore, IntakeSink } from '../intake.ts'
import { contentOf, FolderFault, fileAt, hasItsEnd, keyOf, listScans, moveAway } from './folder.ts'
import { judgeScan, type PageTools } from './judge-scan.ts'
import type { ScannerLog } from './log.ts'
import type { Drop, FoundFile, JudgedDrop, Judgement, ScannerMemory } from './memory.ts'
import { refused } from './reasons.ts'
import { intakesOf } from './scanner-intake.ts'
import type { ScannerSettings } from './settings.ts'

/** The office's hours, as whoever composes the system knows them. */
export interface Office {
  /** The first instant from this one on at which it is open; the instant itself while it is. */
  nextOpening(instant: Temporal.Instant): Temporal.Instant
}

export interface RoundTools extends PageTools {
  settings: ScannerSettings
  store: ByteStore
  sink: IntakeSink
  memory: ScannerMemory
  office: Office
  now(): Temporal.Instant
  log: ScannerLog
  /** Given when the program is to end: nothing new is begun, and a long reading is left to the next start. */
  stopped: AbortSignal
  /** Files not taken yet and since when they are as they are; kept from look to look. */
  seen: Map<string, Temporal.Instant>
}

export interface RoundCounts {
  taken: number
  declined: number
  repeated: number
  /** Files and documents that still wait: to be whole, for the office to open. */
  backlog: number
  /** Vietnamese sentences. */
  problems: readonly string[]
}

export async function scanRound(tools: RoundTools): Promise<RoundCounts> {
  const problems = new Set<string>()
  // What waited for the office does not wait for a long batch to be read as well.
  const waited = await register(tools)
  const growing = await takeFiles(tools, problems)
  for (const drop of await tools.memory.unjudged()) {
    if (!tools.stopped.aborted) await judge(tools, drop, problems)
  }
  for (const drop of await tools.memory.unmoved()) {
    if (drop.judgement) await putAway(tools, drop, drop.judgement, problems)
  }
  const fresh = await register(tools)
  return {
    taken: waited.taken + fresh.taken,
    declined: waited.declined + fresh.declined,
    repeated: waited.repeated + fresh.repeated,
    backlog: fresh.backlog + growing,
    problems: [...problems],
  }
}

/** @returns how many are not whole yet */
async function takeFiles(tools: RoundTools, problems: Set<string>): Promise<number> {
  const { settings, memory, seen, now } = tools
  const { files, faults } = await listScans(settings.folder)
  for (const fault of faults) problems.add(fault.message)
  // Stored already, but not to be moved yet.
  const known = new Set((await memory.unmoved()).map(keyOf))
  const waiting = files.filter((file) => !known.has(keyOf(file)))
  const still = new Set(waiting.map(keyOf))
  for (const key of seen.keys()) if (!still.has(key)) seen.delete(key)
  let growing = 0
  for (const file of waiting) {
    if (tools.stopped.aborted) break
    const since = seen.get(keyOf(file))
    if (since === undefined) seen.set(keyOf(file), now())
    if (since === undefined || !(await isWhole(tools, file, since))) growing++
    else if (await take(tools, file, since, problems)) seen.delete(keyOf(file))
  }
  return growing
}

/** Unchanged since the last look, and with its end; without, unchanged for long. */
async function isWhole({ settings, now }: RoundTools, file: FoundFile, since: Temporal.Instant): Promise<boolean> {
  const patience = now().epochMilliseconds - since.epochMilliseconds >= settings.patienceMs
  if (patience || file.bytes > settings.maxFileBytes) return true
  return file.bytes > 0 && (await hasItsEnd(settings.folder, file).catch(() => false))
}

/** @returns false where the file changed or could not be read: the next look begins again */
async function take(
  { settings, memory, store, log }: RoundTools,
  file: FoundFile,
  firstSeenAt: Temporal.Instant,
  problems: Set<string>,
): Promise<boolean> {
  if (file.bytes > settings.maxFileBytes) {
    const judgement: Judgement = { kind: 'refused', reason: refused('TOO_LARGE') }
    await memory.remember(file, { sha256: '', bytes: 0 }, firstSeenAt, judgement)
    return true
  }
  const raw = await store.put(readable(contentOf(settings.folder, file))).catch((error: unknown) => {
    if (!(error instanceof ReadFault)) throw error
    problems.add(`Không đọc được tệp “${file.fileName}” trong thư mục quét; hệ thống sẽ thử lại.`)
    log({ event: 'scan unreadable', error: error.message })
    return null
  })
  if (!raw) return false
  const after = await fileAt(settings.folder, file.scanner, file.fileName)
  // Written to while it was read: what was stored is nobody's scan.
  if (raw.bytes !== file.bytes || !after || keyOf(after) !== keyOf(file)) return false
  const empty: Judgement = { kind: 'refused', reason: refused('EMPTY_FILE') }
  await memory.remember(file, raw, firstSeenAt, raw.bytes === 0 ? empty : null)
  return true
}

/** The folder's fault, not the store's. */
class ReadFault extends Error {}

async function* readable(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* content
  } catch (error) {
    throw new ReadFault(String(error), { cause: error })
  }
}

async function judge(tools: RoundTools, drop: Drop, problems: Set<string>): Promise<void> {
  const { memory, settings, store, log } = tools
  if (drop.failures >= settings.maxFailures || drop.tries >= settings.maxTries) {
    await memory.judge(drop.id, { kind: 'refused', reason: refused('BREAKS_READER') })
    return
  }
  await memory.begin(drop.id)
  const pageTools: PageTools = {
    inspectPages: (file) => reading(tools.inspectPages(file), tools.stopped),
    cutPages: (file, fileType, pages) => reading(tools.cutPages(file, fileType, pages), tools.stopped),
  }
  try {
    await memory.judge(drop.id, await judgeScan(drop, pageTools, store, settings))
  } catch (error) {
    if (!(error instanceof ReaderBroke)) throw error
    // Told to stop, nobody waits for the reader any more.
    if (tools.stopped.aborted) return
    await memory.broke(drop.id)
    problems.add(`Chương trình đọc bị dừng ở tệp “${drop.fileName}”; hệ thống sẽ thử lại.`)
    log({ event: 'scan reader broke', drop: drop.id, failures: drop.failures + 1, error: error.message })
  }
}

/** The reader died of this file: that may be the file's doing, unlike a store that does not answer. */
class ReaderBroke extends Error {}

async function reading<Answer>(answer: Promise<Answer>, stopped: AbortSignal): Promise<Answer> {
  const interrupted = Promise.withResolvers<never>()
  const interrupt = () => interrupted.reject(new Error('told to stop'))
  stopped.addEventListener('abort', interrupt)
  try {
    return await Promise.race([answer, interrupted.promise])
  } catch (error) {
    throw new ReaderBroke(String(error), { cause: error })
  } finally {
    stopped.removeEventListener('abort', interrupt)
  }
}

async function putAway(
  { settings, memory, now }: RoundTools,
  drop: Drop,
  judgement: Judgement,
  problems: Set<string>,
): Promise<void> {
  const found = await fileAt(settings.folder, drop.scanner, drop.fileName)
  try {
    const lies = found !== null && keyOf(found) === keyOf(drop)
    const refusal = judgement.kind === 'refused' ? judgement.reason.message : null
    const month = now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toPlainYearMonth().toString()
    const place = lies ? await moveAway(settings.folder, drop, month, refusal) : null
    await memory.moved(drop.id, place, now())
  } catch (error) {
    if (!(error instanceof FolderFault)) throw error
    problems.add(error.message)
  }
}

async function register(tools: RoundTools): Promise<Omit<RoundCounts, 'problems'>> {
  const { memory, sink, log, now } = tools
  const counts = { taken: 0, declined: 0, repeated: 0, backlog: 0 }
  for (const drop of await memory.unregistered()) {
    const at = drop.judgement.kind === 'refused' ? now() : await arrivalOf(tools, drop)
    if (at === null || tools.stopped.aborted) {
      counts.backlog += drop.judgement.kind === 'refused' ? 1 : drop.judgement.documents.length
      continue
    }
    const intakes = intakesOf(drop, at)
    const takenBy = await memory.takenBy(intakes.map((intake) => intake.externalId))
    for (const intake of intakes) {
      // Handed in before a crash.
      if (takenBy.get(intake.externalId) === drop.id) continue
      const { repeat, intakeId } = await sink.submit(intake)
      const outcome = repeat ? 'repeated' : intake.content.kind === 'declined' ? 'declined' : 'taken'
      counts[outcome]++
      log({ event: 'scan', outcome, intakeId, drop: drop.id })
    }
    await memory.registered(drop.id, now())
  }
  return counts
}

/**
 * What the register says of its arrival: the opening after it was found, but never before what already has a number,
 * for numbers follow arrivals. `null` while the office is closed.
 */
async function arrivalOf({ office, memory, now }: RoundTools, drop: JudgedDrop): Promise<Temporal.Instant | null> {
  const present = now()
  if (!office.nextOpening(present).equals(present)) return null
  const last = await memory.lastArrival()
  const earliest = last && Temporal.Instant.compare(last, drop.firstSeenAt) > 0 ? last : drop.firstSeenAt
  const opening = office.nextOpening(earliest)
  return Temporal.Instant.compare(opening, present) < 0 ? opening : present
}
