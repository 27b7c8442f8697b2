/**
 * A fetcher that asks only whom it may, and never makes one file wait long: addresses stand in files that anybody may
 * send us, and five signatures with a dead server each must not cost a minute.
 */
import type { Fetcher } from '../context.ts'
import { LIMITS } from '../limits.ts'

export interface Care {
  /** Host names that may be asked, their subdomains included; `any`: every host the inner fetcher lets through. */
  hosts: readonly string[] | 'any'
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  /** Hosts that lately did not answer, and until when they are left alone; share one over many files. */
  down: Map<string, number>
}

/** One for each file: the time it may spend waiting is counted from here on. */
export function carefulFetcher(inner: Fetcher, { hosts, now, down }: Care): Fetcher {
  let waited = 0
  return async (request) => {
    const host = hostOf(request.url)
    if (host === null || !isAllowed(host, hosts)) return { kind: 'failed', why: 'refused' }
    if (waited >= LIMITS.fetchTimePerFile || (down.get(host) ?? 0) > now()) return { kind: 'failed', why: 'timeout' }
    const started = now()
    const outcome = await inner(request)
    waited += now() - started
    if (outcome.kind === 'failed' && (outcome.why === 'timeout' || outcome.why === 'network')) {
      if (down.size >= LIMITS.hostsRemembered) down.clear()
      down.set(host, now() + LIMITS.hostLeftAlone)
    }
    return outcome
  }
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : null
}

function isAllowed(host: string, hosts: Care['hosts']): boolean {
  return hosts === 'any' || hosts.some((allowed) => host === allowed || host.endsWith(`.${allowed}`))
}
