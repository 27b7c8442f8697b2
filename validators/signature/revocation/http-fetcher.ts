/** The network, for those who ask for it: time-out, size cap, http(s) only, no private addresses, no redirects. */
import { lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
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
    const signal = AbortSignal.timeout(timeout)
    try {
      const url = new URL(request.url)
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'failed', why: 'refused' }
      // Names are looked at when they are resolved, so that no second answer can lead elsewhere.
      if (!allowPrivateAddresses && isPrivate(url.hostname.replace(/^\[|\]$/g, ''))) {
        return { kind: 'failed', why: 'refused' }
      }
      const response = await ask(url, request, signal, allowPrivateAddresses ? undefined : publicLookup)
      return await take(response, LIMITS.fetchBytes[request.what])
    } catch (error) {
      if (error instanceof PrivateAddress) return { kind: 'failed', why: 'refused' }
      return { kind: 'failed', why: signal.aborted ? 'timeout' : 'network' }
    }
  }
}

/** The name in a hostile file leads into our own network. */
class PrivateAddress extends Error {}

function isPrivate(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '')
    if (addresses.some(({ address }) => isPrivate(address))) return callback(new PrivateAddress(hostname), '')
    if (options.all) return callback(null, addresses)
    return callback(null, addresses[0]?.address ?? '', addresses[0]?.family)
  })
}

function ask(
  url: URL,
  { body }: FetchRequest,
  signal: AbortSignal,
  lookupOf: LookupFunction | undefined,
): Promise<IncomingMessage> {
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  const headers = body ? { 'content-type': 'application/ocsp-request', 'content-length': body.length } : {}
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET'
    const outgoing = start(url, { method, headers, signal, ...(lookupOf ? { lookup: lookupOf } : {}) }, resolve)
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

async function take(response: IncomingMessage, most: number): Promise<FetchOutcome> {
  try {
    if (response.statusCode !== 200) return { kind: 'failed', why: 'refused' }
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      length += piece.length
      if (length > most) return { kind: 'failed', why: 'too-large' }
      pieces.push(piece)
    }
    return { kind: 'fetched', body: Buffer.concat(pieces), contentType: response.headers['content-type'] ?? null }
  } finally {
    response.destroy()
  }
}
