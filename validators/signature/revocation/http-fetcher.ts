/** The network, for those who ask for it: time-out, size cap, http(s) only, no private addresses, few redirects. */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { Fetcher, FetchOutcome, FetchRequest } from '../context.ts'
import { LIMITS } from '../limits.ts'

const PRIVATE = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(address, prefix, 'ipv4')
}
for (const [address, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(address, prefix, 'ipv6')
}

export interface HttpFetcherOptions {
  /** Milliseconds for one answer. */
  timeout?: number
  /** For tests with a server on this machine: the address comes from a hostile file and must not reach inside. */
  allowPrivateAddresses?: boolean
}

/** A fetcher over HTTP. Never rejects. */
export function httpFetcher({
  timeout = LIMITS.fetchTimeout,
  allowPrivateAddresses = false,
}: HttpFetcherOptions = {}): Fetcher {
  return async (request) => {
    try {
      const url = new URL(request.url)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'failed', why: 'refused' }
      if (!allowPrivateAddresses && (await isPrivate(url.hostname))) return { kind: 'failed', why: 'refused' }
      return await ask(url, request, AbortSignal.timeout(timeout))
    } catch (error) {
      const slow = error instanceof DOMException && error.name === 'TimeoutError'
      return { kind: 'failed', why: slow ? 'timeout' : 'network' }
    }
  }
}

async function isPrivate(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true })
  return addresses.some(({ address, family }) => PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4'))
}

async function ask(url: URL, request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
  const headers: Record<string, string> = request.body ? { 'content-type': 'application/ocsp-request' } : {}
  const response = await fetch(url, {
    method: request.body ? 'POST' : 'GET',
    body: request.body ? Buffer.from(request.body) : null,
    headers,
    redirect: 'error',
    signal,
  })
  if (!response.ok || response.body === null) return { kind: 'failed', why: 'refused' }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body) {
    length += piece.length
    if (length > LIMITS.fetchBytes[request.what]) return { kind: 'failed', why: 'too-large' }
    pieces.push(piece)
  }
  return { kind: 'fetched', body: Buffer.concat(pieces), contentType: response.headers.get('content-type') }
}
