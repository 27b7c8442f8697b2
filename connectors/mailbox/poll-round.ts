/** One round at the mailbox: list, fetch, store, read, hand in, answer, and only then move the mail away. */
import type { ByteStore, IntakeSink, StoredBytes } from '../intake.ts'
import { readAnswerTarget } from './answers/answer-plan.ts'
import type { AnswerSender } from './answers/answer-sender.ts'
import { batchBytes, batchMessages, handedInTogether, maxAttempts, streamedFromBytes } from './limits.ts'
import type { MailboxLog } from './log.ts'
import { MailFault } from './mail-fault.ts'
import type { ListedMail, MailSession, OpenFolder } from './mail-session.ts'
import { type MailIntake, mailIntake, oversizeMail, unreadMail } from './mailbox-intake.ts'
import type { MailboxMemory } from './memory.ts'
import type { DecodeLegacy } from './mime/charset.ts'
import type { MailMessage } from './mime/message.ts'
import { readMessage } from './mime/read-message.ts'
import { type DeclineCode, folderOf, isAnswered } from './reasons.ts'
import type { MailSettings } from './settings.ts'
import { handIn, type inTurn } from './take-mail.ts'

export interface RoundTools {
  session: MailSession
  store: ByteStore
  sink: IntakeSink
  memory: MailboxMemory
  answers: AnswerSender
  settings: MailSettings
  decodeLegacy: DecodeLegacy
  now(): Temporal.Instant
  log: MailboxLog
  /** Looked at between batches. */
  stopping(): boolean
  /** Mails this process moved itself, by folder: known when they turn up there. */
  movedHere: Map<string, Set<string>>
  inTurn: ReturnType<typeof inTurn>
}

export interface RoundCounts {
  taken: number
  declined: number
  /** Came before, or were read again after a crash. */
  repeated: number
  /** Still in the inbox after this round. */
  backlog: number
}

export interface RoundResult extends RoundCounts {
  /** Mail came in while the round ran: waiting for news of it would wait in vain. */
  moreCame: boolean
}

/**
 * @throws MailFault when the server or the way to it fails, and whatever store, sink or memory throw: what is not moved
 * is read again in the next round, and comes in once.
 */
export async function pollRound(tools: RoundTools): Promise<RoundResult> {
  const { session, settings } = tools
  const counts: RoundCounts = { taken: 0, declined: 0, repeated: 0, backlog: 0 }
  const before = await inbox(tools, counts)
  // People move mails too; what they moved past the inbox is taken where it lies.
  for (const folder of [settings.processedFolder, settings.problemFolder]) {
    if (tools.stopping()) break
    await besides(tools, folder, counts)
  }
  if (tools.stopping()) return { ...counts, moreCame: false }
  const after = await session.open(settings.inbox)
  const moreCame = after.uidValidity !== before.folder.uidValidity || after.uidNext > before.newest + 1
  return { ...counts, moreCame }
}

/** @returns what was listed, to be compared with what is there when the round ends. */
async function inbox(tools: RoundTools, counts: RoundCounts): Promise<{ folder: OpenFolder; newest: number }> {
  const { session, settings } = tools
  const folder = await session.open(settings.inbox)
  const listed = await session.list(0)
  const newest = Math.max(folder.uidNext - 1, listed.at(-1)?.uid ?? 0)
  counts.backlog = listed.length
  const failures: unknown[] = []
  for (const batch of batches(listed)) {
    if (tools.stopping()) break
    const { done, failed } = await takeBatch(tools, folder, batch, counts)
    failures.push(...failed)
    for (const place of ['processed', 'problem'] as const) {
      const uids = done.filter((mail) => mail.place === place).map(({ uid }) => uid)
      if (uids.length > 0) await moveAway(tools, uids, place)
    }
    counts.backlog -= done.length
  }
  // One mail that cannot be handed in keeps no other waiting; it is said, and tried again.
  if (failures.length > 0) throw failures[0]
  return { folder, newest }
}

async function moveAway(tools: RoundTools, uids: readonly number[], place: 'processed' | 'problem'): Promise<void> {
  const folder = place === 'processed' ? tools.settings.processedFolder : tools.settings.problemFolder
  const moved = await tools.session.move(uids, folder)
  const here = tools.movedHere.get(folder) ?? new Set()
  for (const uid of moved.uids.values()) here.add(`${moved.uidValidity}/${uid}`)
  tools.movedHere.set(folder, here)
}

/** Mails in that folder which this connector did not put there itself, or does not know any more that it did. */
async function besides(tools: RoundTools, path: string, counts: RoundCounts): Promise<void> {
  const { session, memory } = tools
  const status = await session.status(path)
  if (!status) return
  const mark = await memory.readUpTo(path)
  const from = mark?.uidValidity === status.uidValidity ? mark.uid : 0
  if (status.uidNext <= from + 1) return
  const here = tools.movedHere.get(path) ?? new Set<string>()
  const newest = status.uidNext - 1
  const ours = (uid: number) => here.has(`${status.uidValidity}/${uid}`)
  const allOurs = here.size >= newest - from && range(from + 1, newest).every(ours)
  if (!allOurs) {
    const folder = await session.open(path)
    if (folder.uidValidity !== status.uidValidity) return
    const listed = (await session.list(from)).filter(({ uid }) => uid <= newest && !ours(uid))
    for (const batch of batches(listed)) {
      if (tools.stopping()) return
      const { failed } = await takeBatch(tools, folder, batch, counts)
      if (failed.length > 0) throw failed[0]
    }
  }
  await memory.setReadUpTo(path, { uidValidity: status.uidValidity, uid: newest })
  tools.movedHere.delete(path)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** By number and by size; a large mail stands alone. */
function* batches(listed: readonly ListedMail[]): Iterable<ListedMail[]> {
  let batch: ListedMail[] = []
  let bytes = 0
  for (const mail of listed) {
    const full = batch.length >= batchMessages || bytes + mail.size > batchBytes
    if (batch.length > 0 && full) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(mail)
    bytes += mail.size
  }
  if (batch.length > 0) yield batch
}

interface DoneMail {
  uid: number
  place: 'processed' | 'problem'
}

interface BatchResult {
  /** Mails that are safe now and may be moved. */
  done: readonly DoneMail[]
  /** Why others are not: they stay where they are. */
  failed: readonly unknown[]
}

/** @throws MailFault, and whatever fails where no mail of the batch came through: then it is no fault of the mails. */
async function takeBatch(
  tools: RoundTools,
  folder: OpenFolder,
  batch: readonly ListedMail[],
  counts: RoundCounts,
): Promise<BatchResult> {
  const keyOf = ({ uid }: ListedMail) => `${folder.path}/${folder.uidValidity}/${uid}`
  const tries = await tools.memory.begin(batch.map(keyOf))
  const done: DoneMail[] = []
  const failed: unknown[] = []
  try {
    const small = batch.filter(({ size }) => size < streamedFromBytes)
    const sources =
      small.length > 0 ? await tools.session.sources(small.map(({ uid }) => uid)) : new Map<number, Buffer>()
    const waiting = [...batch]
    const work = async () => {
      for (let mail = waiting.shift(); mail; mail = waiting.shift()) {
        try {
          const stored = await storeRaw(tools, mail, sources)
          sources.delete(mail.uid)
          if (stored === null) continue
          const tooOften = (tries.get(keyOf(mail)) ?? 0) > maxAttempts
          const code = await takeOne(tools, stored, keyOf(mail), tooOften, counts)
          done.push({ uid: mail.uid, place: code === null ? 'processed' : folderOf(code) })
        } catch (error) {
          if (error instanceof MailFault) throw error
          tools.log({ event: 'mail not handed in', key: keyOf(mail), error: String(error) })
          failed.push(error)
        }
      }
    }
    const workers = await Promise.allSettled(Array.from({ length: handedInTogether }, work))
    // Only after all have come to rest: nothing of this batch may go on in the background.
    for (const worker of workers) if (worker.status === 'rejected') throw worker.reason
    if (failed.length > 0 && done.length === 0) throw failed[0]
    return { done, failed }
  } catch (error) {
    // Where even this cannot be noted, the mails come one try closer to being laid before a person: no harm.
    await tools.memory.takeBack(batch.map(keyOf)).catch(() => undefined)
    throw error
  }
}

interface StoredMail {
  raw: StoredBytes
  /** `null` for a mail too large to read. */
  source: Buffer | null
  /** Of a mail too large to read, enough to answer it. */
  header?: Buffer
}

/** `null` where the mail vanished meanwhile. Raw bytes rest in the store before anything looks into them. */
async function storeRaw(
  { session, store, settings }: RoundTools,
  mail: ListedMail,
  sources: ReadonlyMap<number, Buffer>,
): Promise<StoredMail | null> {
  const fetched = sources.get(mail.uid)
  if (fetched) return { raw: await store.put(fetched), source: fetched }
  if (mail.size < streamedFromBytes) return null
  if (mail.size > settings.limits.maxMessageBytes) {
    // Nothing of it is kept: it stays in the folder for problem mails.
    const header = await session.header(mail.uid)
    return header && { raw: { sha256: '', bytes: mail.size }, source: null, header }
  }
  const content = await session.stream(mail.uid)
  if (!content) return null
  const raw = await store.put(content)
  // A line that breaks ends a download early.
  if (!session.usable || raw.bytes < mail.size) {
    throw new MailFault('connection', `Thư ${mail.uid} tải về chưa đủ: ${raw.bytes} trên ${mail.size} byte.`)
  }
  return { raw, source: Buffer.from(await store.get(raw.sha256)) }
}

/** @returns the reason when it was declined. */
async function takeOne(
  tools: RoundTools,
  { raw, source, header }: StoredMail,
  key: string,
  tooOften: boolean,
  counts: RoundCounts,
): Promise<DeclineCode | null> {
  const mail = header
    ? oversizeMail(raw.bytes, header, tools.now(), tools)
    : source && !tooOften
      ? await readOrGiveUp(tools, source, raw, key)
      : unreadMail(raw, key, tools.now())
  const { outcome, externalId, receipt } = await tools.inTurn(mail.messageId ?? raw.sha256, () =>
    handIn(mail, tools.sink, tools.memory),
  )
  await answerFirst(tools, mail, externalId, receipt)
  counts[outcome]++
  tools.log({ event: 'mail', outcome, intakeId: receipt.intakeId, declined: mail.declinedCode, bytes: raw.bytes })
  return mail.declinedCode
}

/** A mail that breaks its reader is our fault, not a reason to stop at it for ever. */
async function readOrGiveUp(tools: RoundTools, source: Buffer, raw: StoredBytes, key: string): Promise<MailIntake> {
  const reading = readMail(source, tools)
  if (reading instanceof Error) {
    tools.log({ event: 'mail reader failed', sha256: raw.sha256, error: String(reading) })
    return unreadMail(raw, key, tools.now())
  }
  return await mailIntake(reading, source, raw, tools.now(), tools)
}

async function answerFirst(
  { answers, now }: RoundTools,
  mail: MailIntake,
  externalId: string,
  receipt: { registerNumber: number | null; registerYear: number | null },
): Promise<void> {
  const target = readAnswerTarget(mail.intake.channelData)
  if (!target) return
  const { content } = mail.intake
  if (content.kind === 'declined') {
    if (mail.declinedCode && isAnswered(mail.declinedCode)) {
      await answers.plan(externalId, target, { kind: 'refused', reason: content.reason }, now())
    }
  } else if (receipt.registerNumber !== null && receipt.registerYear !== null) {
    const { registerNumber, registerYear } = receipt
    await answers.plan(externalId, target, { kind: 'received', registerNumber, registerYear }, now())
  }
}

function readMail(source: Buffer, { settings, decodeLegacy }: RoundTools): MailMessage | Error {
  try {
    return readMessage(source, settings.limits, decodeLegacy)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
