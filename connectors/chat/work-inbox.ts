/** Works on what the webhook stored: body by body, event by event, each once whatever happens in between. */
import { type ChatEvent, UnreadableBody } from './event.ts'
import type { WorkLimits } from './limits.ts'
import type { ChatLog } from './log.ts'
import { TryLater } from './look-at-message.ts'
import type { ChatInbox, InboxBody } from './memory.ts'
import { type MessageTools, takeMessage } from './take-message.ts'

export interface InboxTools extends MessageTools {
  inbox: ChatInbox
  /** In the order they happened. @throws UnreadableBody */
  readEvents(body: Buffer): readonly ChatEvent[]
  /** Deletes a person's data, as far as the law lets us; journalled. */
  forgetPerson(personIds: readonly string[]): Promise<{ threads: number; intakes: number }>
  /** Resolves when the webhook can spare the time. */
  giveWay(): Promise<void>
  limits: WorkLimits
  log: ChatLog
}

export interface InboxCounts {
  taken: number
  declined: number
  repeated: number
}

/** One batch of what is due, or less when the signal is given. `more`: there was enough for another. */
export async function workInbox(tools: InboxTools, signal: AbortSignal): Promise<InboxCounts & { more: boolean }> {
  const counts: InboxCounts = { taken: 0, declined: 0, repeated: 0 }
  const bodies = await tools.inbox.claim(tools.now(), tools.limits.batch)
  const waiting = [...bodies]
  const worker = async () => {
    while (!signal.aborted) {
      await tools.giveWay()
      const body = waiting.shift()
      if (!body) return
      await workBody(body, tools, counts, signal)
    }
  }
  await Promise.all(Array.from({ length: tools.limits.atOnce }, worker))
  // Told to stop: whoever comes next need not wait until our hold lapses.
  for (const { id } of waiting) await tools.inbox.later(id, tools.now(), 'stopped')
  return { ...counts, more: bodies.length === tools.limits.batch }
}

async function workBody(from: InboxBody, tools: InboxTools, counts: InboxCounts, signal: AbortSignal): Promise<void> {
  const { inbox, log, limits } = tools
  const body = from.body
  if (!body) return inbox.done(from.id, [], false)
  // A body that takes the process down with it each time must not do so for ever.
  if (from.attempt > limits.mostAttempts) return inbox.stuck(from.id, 'too many attempts')
  try {
    const events = tools.readEvents(body)
    let gaveIntake = false
    for (const [place, event] of events.entries()) {
      gaveIntake = (await workEvent(event, { ...from, body }, place, tools, counts, signal)) || gaveIntake
    }
    await inbox.done(from.id, [...new Set(events.map(({ name }) => name))], gaveIntake)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (error instanceof UnreadableBody) {
      log({ event: 'chat body unreadable', inboxId: from.id, why })
      return inbox.stuck(from.id, why)
    }
    const pauses = error instanceof TryLater ? limits.pausesMs : limits.breakPausesMs
    const pause = pauses[from.attempt - 1]
    log({ event: 'chat body not worked on', inboxId: from.id, attempt: from.attempt, why })
    if (pause === undefined) return inbox.stuck(from.id, why)
    await inbox.later(from.id, tools.now().add({ milliseconds: pause }), why)
  }
}

/** Says whether the event is kept as an intake. */
async function workEvent(
  event: ChatEvent,
  from: InboxBody & { body: Buffer },
  place: number,
  tools: InboxTools,
  counts: InboxCounts,
  signal: AbortSignal,
): Promise<boolean> {
  const { threads, replies, log } = tools
  switch (event.kind) {
    case 'message': {
      const lastTry = from.attempt > tools.limits.pausesMs.length
      counts[await takeMessage(event, from, place, lastTry, tools, signal)]++
      return true
    }
    case 'act': {
      const thread = await threads.open(event.person, event.at ?? from.receivedAt, from.receivedAt)
      await replies.windowOpened(thread.id, tools.now())
      return false
    }
    case 'echo': {
      // What we sent ourselves is in the reply log; what a person sent at the platform's page is not.
      if (!event.messageId || (await replies.isOurs(event.messageId))) return false
      const thread = await threads.open(event.person, null, from.receivedAt)
      const sentAt = event.at ?? from.receivedAt
      const said = { direction: 'out', externalId: event.messageId, intakeId: null, sentAt } as const
      await threads.append(thread.id, { ...said, text: event.text, attachments: [] })
      return false
    }
    case 'withdrawal': {
      const { threads: found, intakes } = await tools.forgetPerson(event.personIds)
      log({ event: 'personal data deleted', inboxId: from.id, threads: found, intakes })
      return false
    }
    case 'note':
      log({
        event: event.known ? 'chat event noted' : 'chat event unknown',
        name: event.name.slice(0, 60),
        inboxId: from.id,
      })
      return false
  }
}
