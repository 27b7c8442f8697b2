/** The door for chat messages: stores what the webhook brings, works on it, answers. Zalo and Facebook fill in the rest. */
import type { Acknowledgement, Connector, ConnectorHealth } from '../intake.ts'
import { flushReplies, type ReplySettings } from './answers/reply-sender.ts'
import { type Delivered, planReply, replyText } from './answers/reply-text.ts'
import type { SendOutcome } from './answers/send-outcome.ts'
import type { ChatEvent } from './event.ts'
import { type ChatHook, openHook, type SignatureCheck } from './hook.ts'
import { hookLimits, workLimits } from './limits.ts'
import type { ChatInbox, ChatThread, DueReply } from './memory.ts'
import type { MessageTools } from './take-message.ts'
import { type InboxCounts, type InboxTools, workInbox } from './work-inbox.ts'

export interface ChatPlatform {
  readonly channel: 'zalo' | 'facebook'
  check(header: (name: string) => string | null, body: Buffer): SignatureCheck
  greet: ChatHook['greet']
  readEvents(body: Buffer): readonly ChatEvent[]
  send(thread: ChatThread, reply: DueReply, now: Temporal.Instant): Promise<SendOutcome>
  /** Called once a minute: keeps keys fresh. A Vietnamese sentence when that fails. */
  keepUp(): Promise<string | null>
}

export interface ChatSettings {
  accountIds: readonly string[]
  /** Last line of every answer. */
  signature: string
  /** Bodies older than that are refused. */
  maxAge: Temporal.Duration
  replies: ReplySettings
}

export interface ChatSurroundings extends Omit<MessageTools, 'channel' | 'accountIds' | 'words'> {
  inbox: ChatInbox
  forgetPerson: InboxTools['forgetPerson']
  /** Resolves after that time, or at once when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  log: InboxTools['log']
}

export interface ChatPollReport extends InboxCounts {
  backlog: number
  /** Vietnamese sentences, empty when all went well. */
  problems: readonly string[]
}

export interface ChatConnector extends Connector {
  readonly hook: ChatHook
  /** Works on what waits and sends what is due, now. */
  poll(): Promise<ChatPollReport>
}

const keepUpEveryMinutes = 1

export function createChatConnector(
  platform: ChatPlatform,
  settings: ChatSettings,
  around: ChatSurroundings,
): ChatConnector {
  const { channel } = platform
  const { now, log, inbox } = around
  const words = { signature: settings.signature }
  const tools: InboxTools = {
    ...around,
    channel,
    accountIds: settings.accountIds,
    words,
    readEvents: platform.readEvents,
    giveWay,
    limits: workLimits,
  }
  let stop = new AbortController()
  let looping: Promise<void> | null = null
  let running: ReturnType<typeof round> | null = null
  let wakeUp = () => {}
  let upkeep: { at: Temporal.Instant; fault: string | null } | null = null
  let health: ConnectorHealth = { channel, lastSuccessAt: null, lastErrorAt: null, lastError: null, backlog: 0 }

  /** A platform waits two seconds for its answer; what it brought can wait longer. */
  async function giveWay(): Promise<void> {
    const pause = 10
    for (let waited = 0; waited < workLimits.giveWayMs && hook.pending() > workLimits.owedAnswers; waited += pause) {
      await around.wait(pause, stop.signal)
      if (stop.signal.aborted) return
    }
  }
  const note = (error: string) => {
    health = { ...health, lastErrorAt: now(), lastError: error }
  }
  const hook = openHook({
    ...platform,
    inbox,
    maxAge: settings.maxAge,
    answerWithinMs: hookLimits.answerWithinMs,
    now,
    wait: around.wait,
    stored() {
      health = { ...health, lastSuccessAt: now(), backlog: health.backlog + 1 }
      wakeUp()
    },
    refused: note,
    log,
  })

  const keepUp = async (): Promise<string | null> => {
    const due = !upkeep || Temporal.Instant.compare(upkeep.at.add({ minutes: keepUpEveryMinutes }), now()) <= 0
    if (due) {
      upkeep = { at: now(), fault: await platform.keepUp() }
      await inbox.forgetNotes(now().subtract({ hours: 24 * workLimits.keepNotesDays }))
    }
    return upkeep?.fault ?? null
  }
  const flush = () => flushReplies({ ...around, settings: settings.replies, send: platform.send }, stop.signal)
  /** A slice of what waits: under a flood the inbox and the answers take turns. */
  const round = async (): Promise<ChatPollReport & { more: boolean }> => {
    const { more: moreBodies, ...counts } = await workInbox(tools, stop.signal)
    const trouble = await keepUp()
    const { fault, more: moreReplies } = await flush()
    const { waiting, stuck } = await inbox.counts()
    const waits = stuck > 0 ? `${stuck} tin không đọc được, chờ bộ phận vận hành xem (bảng chat_inbox).` : null
    const problems = [...new Set([trouble, fault, waits].filter((problem) => problem !== null))]
    if (problems.length > 0) note(problems.join(' '))
    else if (counts.taken > 0) health = { ...health, lastSuccessAt: now() }
    health = { ...health, backlog: waiting }
    return { ...counts, backlog: waiting, problems, more: moreBodies || moreReplies }
  }
  const once = () => {
    running ??= round().finally(() => {
      running = null
    })
    return running
  }
  const all = async (): Promise<ChatPollReport> => {
    const sum: InboxCounts = { taken: 0, declined: 0, repeated: 0 }
    for (;;) {
      const { more, ...report } = await once()
      for (const key of ['taken', 'declined', 'repeated'] as const) sum[key] += report[key]
      if (!more || stop.signal.aborted) return { ...report, ...sum }
    }
  }
  const loop = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      const woken = new AbortController()
      wakeUp = () => woken.abort()
      const more = await once().then(
        (report) => report.more,
        (error) => {
          note(String(error))
          log({ event: 'chat round failed', channel, error: String(error) })
          return false
        },
      )
      if (!more) await around.wait(workLimits.lookEveryMs, AbortSignal.any([signal, woken.signal]))
    }
  }

  return {
    channel,
    hook,
    async poll() {
      // Asked for by a person: what was given up is tried once more.
      if (!looping) await inbox.retryStuck(now())
      return all()
    },
    async start() {
      stop = new AbortController()
      looping = loop(stop.signal)
    },
    async stop() {
      stop.abort()
      await looping
      looping = null
      await running?.catch(() => undefined)
    },
    health: () => health,

    async acknowledge({ channelData, event, externalId, document }: Acknowledgement) {
      const { threadId, delivered } = channelData
      if (typeof threadId !== 'string') {
        log({ event: 'chat acknowledgement without conversation', kind: event.kind })
        return
      }
      const what: Delivered = delivered === 'question' ? 'question' : 'documents'
      const text = replyText(event, what, document?.fileName ?? null, words)
      if (text === null) return
      const kind = event.kind === 'received' ? 'first' : 'result'
      await around.replies.plan(
        planReply(threadId, externalId, kind, `${event.kind} ${document?.id ?? ''}`, text),
        now(),
      )
      if (looping) return wakeUp()
      const { fault } = await flush()
      if (fault) note(fault)
    },
  }
}
