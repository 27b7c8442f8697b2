/** How each door fares, and which has gone silent: a door that fails quietly loses what is not noticed in time. */
import type { Channel, Connector, ConnectorHealth } from '../../connectors/intake.ts'
import { readDoorHealth, recordDoorHealth } from '../../storage/database/doors/door-health.ts'
import type { System } from '../system.ts'

export interface DoorState extends ConnectorHealth {
  /** Since when it gave no sign; `null` for a door that works, or of which nothing can be expected. */
  silentSince: Temporal.Instant | null
}

/** Looks in a row without success after which a door counts as silent. */
const silentAfterLooks = 3
/** No sooner than this, however often it looks: a server that restarts is no alarm. */
const shortestSilenceMs = 10 * 60_000

/**
 * The doors that are configured, with what any process saw of them.
 * @param connectors what this process has; fresh ones, never started, will do.
 */
export async function doorStates(
  system: Pick<System, 'db' | 'now' | 'config'>,
  connectors: ReadonlyMap<Channel, Connector>,
): Promise<readonly DoorState[]> {
  const now = system.now()
  const recorded = await readDoorHealth(system.db)
  return [...connectors].map(([channel, connector]) => {
    const known = recorded.get(channel)
    if (!known) return { ...connector.health(), silentSince: null }
    const { watchedSince } = known
    const health = joined(known, connector.health())
    const lastSign = later(watchedSince, health.lastSuccessAt)
    const patience = patienceOf(connector, system.config.silentAfterHours[channel])
    const silent = patience !== null && now.since(lastSign).total('milliseconds') > patience
    return { ...health, silentSince: silent ? (health.lastSuccessAt ?? watchedSince) : null }
  })
}

/** What the database knows and what this process saw since. */
function joined(known: ConnectorHealth, seen: ConnectorHealth): ConnectorHealth {
  const seenLast = seen.lastSuccessAt !== null && later(seen.lastSuccessAt, known.lastSuccessAt) === seen.lastSuccessAt
  const failedLast = seen.lastErrorAt !== null && later(seen.lastErrorAt, known.lastErrorAt) === seen.lastErrorAt
  return {
    channel: known.channel,
    lastSuccessAt: seenLast ? seen.lastSuccessAt : known.lastSuccessAt,
    backlog: seenLast ? seen.backlog : known.backlog,
    lastErrorAt: failedLast ? seen.lastErrorAt : known.lastErrorAt,
    lastError: failedLast ? seen.lastError : known.lastError,
  }
}

/** Writes down what this process sees of its doors, whenever that changes. */
export function openDoorRecorder(
  system: Pick<System, 'db' | 'now'>,
): (connectors: ReadonlyMap<Channel, Connector>) => Promise<void> {
  const written = new Map<Channel, string>()
  return async (connectors) => {
    for (const [channel, connector] of connectors) {
      const health = connector.health()
      const words = JSON.stringify(health)
      if (written.get(channel) === words) continue
      await recordDoorHealth(system.db, health, system.now())
      written.set(channel, words)
    }
  }
}

/** Milliseconds without a sign; `null` where silence means nothing: nobody need write to a door that waits. */
function patienceOf({ pollEveryMs }: Connector, configuredHours: number | undefined): number | null {
  if (configuredHours !== undefined) return configuredHours * 3_600_000
  return pollEveryMs === undefined ? null : Math.max(silentAfterLooks * pollEveryMs, shortestSilenceMs)
}

/** The first where both are the same. */
function later(one: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other && Temporal.Instant.compare(other, one) > 0 ? other : one
}

/** Says once in the log that a door fell silent, and once that it works again. */
export function openDoorAlarm(log: System['log']): (states: readonly DoorState[]) => void {
  const silent = new Set<Channel>()
  return (states) => {
    for (const { channel, silentSince, lastError } of states) {
      if (silentSince && !silent.has(channel)) {
        silent.add(channel)
        log.error({ channel, silentSince: silentSince.toString(), lastError }, 'door silent')
      } else if (!silentSince && silent.delete(channel)) log.info({ channel }, 'door works again')
    }
  }
}
