/**
 * What the signature check may ask of authorities: time-out, size cap, http(s) only, public addresses only, no redirects.
 */
import { lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Fetcher, FetchOutcome, FetchRequest } from '../validators/signature/context.ts'
import { LIMITS } from '../validators/signature/limits.ts'
import { isPublicAddress } from './public-address.ts'

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

/** A name is no address yet: it is looked at when it is resolved. */
function isPrivate(host: string): boolean {
  return isIP(host) !== 0 && !isPublicAddress(host)
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
