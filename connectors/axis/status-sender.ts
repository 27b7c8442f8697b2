/** Sends statuses through the outbox: planned first, then sent, each code once, in the order of QĐ 28. */
import type { AxisGateway } from './gateway.ts'
import { GatewayFault } from './gateway.ts'
import type { AxisLog } from './log.ts'
import type { AxisSettings } from './settings.ts'
import type { PlannedStatus, ReplyAddress, SentStatusLog } from './status-log.ts'
import { statusMessage } from './status-message.ts'
import { judgeNext, type NextStatus, type StatusCode, statusMeanings } from './status-plan.ts'

export interface StatusSender {
  /** Durable when it resolves; nothing is sent yet. */
  plan(docId: string, reply: ReplyAddress, code: StatusCode, description: string | null): Promise<NextStatus>
  /** Sends what waits. A status the axis cannot take now waits on; never rejects for a fault of the axis. */
  flush(): Promise<GatewayFault | null>
}

export function openStatusSender(
  gateway: AxisGateway,
  statusLog: SentStatusLog,
  settings: Pick<AxisSettings, 'organization' | 'staff'>,
  now: () => Temporal.Instant,
  log: AxisLog,
): StatusSender {
  let flushing: Promise<unknown> = Promise.resolve()

  const flushOnce = async (): Promise<GatewayFault | null> => {
    const waiting = await statusLog.claimWaiting(now())
    let blocked: GatewayFault | null = null
    for (const status of waiting) {
      // After a fault that may pass the rest waits too: statuses of one message must not overtake each other.
      if (blocked) await statusLog.release(status.docId, status.code)
      else blocked = await sendOne(status)
    }
    return blocked
  }
  const sendOne = async (status: PlannedStatus): Promise<GatewayFault | null> => {
    const { docId, code } = status
    try {
      const sent = await gateway.send(statusMessage(status, settings.organization, settings.staff))
      await statusLog.markSent(docId, code, now(), sent.docId)
      log({ event: 'axis status sent', docId, code })
      return null
    } catch (error) {
      if (error instanceof GatewayFault && error.kind === 'refused') {
        await statusLog.markRefused(docId, code, now(), error.message)
        log({ event: 'axis status refused', docId, code, error: error.message })
        return null
      }
      await statusLog.release(docId, code)
      if (!(error instanceof GatewayFault)) throw error
      log({ event: 'axis status waits', docId, code, error: error.message })
      return error
    }
  }

  return {
    async plan(docId, reply, code, description) {
      const next = judgeNext(await statusLog.codesOf(docId), code)
      if (next !== 'send') return next
      const planned = await statusLog.plan({
        docId,
        code,
        description: description ?? statusMeanings[code],
        plannedAt: now().toString(),
        reply,
      })
      return planned ? 'send' : 'already sent'
    },
    flush() {
      // One after another: two flushes side by side would send in any order.
      const mine = flushing.then(flushOnce)
      flushing = mine.catch(() => undefined)
      return mine
    },
  }
}
