/** The door for paper: watches a folder that scanners write to, hands in what they bring. */
import type { Connector, ConnectorHealth } from '../intake.ts'
import { FolderFault } from './folder.ts'
import { type RoundCounts, type RoundTools, scanRound } from './round.ts'
import type { ScannerSettings } from './settings.ts'

export interface ScannerSurroundings extends Omit<RoundTools, 'settings' | 'seen' | 'stopped'> {
  /** Resolves after that time, or at once when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface ScannerConnector extends Connector {
  readonly channel: 'scanner'
  /** A look now; the first of a process takes as long as two lie apart, for one look cannot tell what still grows. */
  poll(): Promise<RoundCounts>
}

export function createScannerConnector(settings: ScannerSettings, around: ScannerSurroundings): ScannerConnector {
  const { memory, now, log } = around
  const seen = new Map<string, Temporal.Instant>()
  let stop = new AbortController()
  let looping: Promise<void> | null = null
  let running: Promise<RoundCounts> | null = null
  let looked = false
  let health: ConnectorHealth = {
    channel: 'scanner',
    lastSuccessAt: null,
    lastErrorAt: null,
    lastError: null,
    backlog: 0,
  }
  const note = (error: string) => {
    health = { ...health, lastErrorAt: now(), lastError: error }
  }

  const round = async (): Promise<RoundCounts> => {
    try {
      const tools: RoundTools = { ...around, settings, seen, stopped: stop.signal }
      const counts = await memory.alone(() => scanRound(tools))
      looked = true
      // Another process is at it: what it does is not ours to tell.
      if (!counts) return { taken: 0, declined: 0, repeated: 0, backlog: health.backlog, problems: [] }
      const [problem] = counts.problems
      health = { ...health, backlog: counts.backlog, ...(problem ? {} : { lastSuccessAt: now() }) }
      if (problem) note(problem)
      const news = counts.taken + counts.declined + counts.repeated + counts.problems.length
      if (news > 0) log({ event: 'scan folder polled', ...counts, problems: counts.problems.length })
      return counts
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      note(message)
      log({ event: 'scan folder poll failed', error: String(error) })
      if (!(error instanceof FolderFault)) throw error
      return { taken: 0, declined: 0, repeated: 0, backlog: health.backlog, problems: [message] }
    }
  }
  const once = () => {
    running ??= round().finally(() => {
      running = null
    })
    return running
  }
  const loop = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      // Noted and logged; the next round starts from what is safe.
      await once().catch(() => undefined)
      if (!signal.aborted) await around.wait(settings.pollEveryMs, signal)
    }
  }

  return {
    channel: 'scanner',
    pollEveryMs: settings.pollEveryMs,
    async poll() {
      if (looked || looping) return once()
      const first = await once()
      if (first.problems.length > 0) return first
      await around.wait(settings.pollEveryMs, stop.signal)
      const second = await once()
      return {
        ...second,
        taken: first.taken + second.taken,
        declined: first.declined + second.declined,
        repeated: first.repeated + second.repeated,
      }
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
    /** Whoever put the paper into the scanner sees on the desk how it fares. */
    async acknowledge() {},
  }
}
