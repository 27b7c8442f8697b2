/**
 * Fetches a file a stranger's message points at, into the object store: allowed hosts only, public addresses only,
 * the connection pinned to the address that was checked, each redirect checked anew, size and time limited.
 */
import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { ByteStore, StoredBytes } from '../../intake.ts'
import type { FileLimits } from '../limits.ts'
import { type AddressRules, type CheckedAddress, checkAddress, type Resolve } from './check-address.ts'
import { FileFault } from './file-fault.ts'

export interface FileFetcherSettings {
  rules: AddressRules
  limits: FileLimits
  maxBytes: number
}

export interface FetchedFile extends StoredBytes {
  /** What the server called it; proves nothing. */
  declaredType: string | null
  /** As `Content-Disposition` names it. */
  name: string | null
  md5: string
}

/** @throws FileFault, and whatever the store throws when it is broken */
export type FetchFile = (address: string, signal: AbortSignal) => Promise<FetchedFile>

export const resolveByDns: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))

export function openFileFetcher(settings: FileFetcherSettings, store: ByteStore, resolve: Resolve): FetchFile {
  const { rules, limits, maxBytes } = settings
  return async (address, stop) => {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(limits.totalMs)])
    let next = address
    for (let hop = 0; hop <= limits.redirects; hop++) {
      const checked = await checkAddress(next, rules, resolve)
      const response = await ask(checked, limits, signal)
      const status = response.statusCode ?? 0
      const { location } = response.headers
      if (status >= 300 && status < 400 && location) {
        response.destroy()
        const target = URL.parse(location, checked.url)
        if (!target) throw new FileFault('bad address', 'redirect')
        next = target.href
        continue
      }
      return keep(response, store, maxBytes, limits)
    }
    throw new FileFault('too many redirects')
  }
}

function ask({ url, to }: CheckedAddress, limits: FileLimits, signal: AbortSignal): Promise<IncomingMessage> {
  // Whatever the name means by now, the connection goes where the check looked.
  const pinned: LookupFunction = (_hostname, options, done) => {
    if (options.all) done(null, [to])
    else done(null, to.address, to.family)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      lookup: pinned,
      signal,
      agent: false,
      headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'congbao' },
    })
    const late = setTimeout(() => asked.destroy(new FileFault('timeout', 'no answer')), limits.headWithinMs)
    asked.once('response', (response) => {
      clearTimeout(late)
      resolve(response)
    })
    asked.once('error', (error) => {
      clearTimeout(late)
      reject(faultOf(error, signal))
    })
    asked.end()
  })
}

async function keep(
  response: IncomingMessage,
  store: ByteStore,
  maxBytes: number,
  limits: FileLimits,
): Promise<FetchedFile> {
  try {
    const status = response.statusCode ?? 0
    if (status >= 500 || status === 429 || status === 408) throw new FileFault('server', String(status))
    if (status !== 200) throw new FileFault('refused', String(status))
    const encoding = response.headers['content-encoding']
    if (encoding && encoding !== 'identity') throw new FileFault('encoded', encoding)
    const announced = Number(response.headers['content-length'] ?? Number.NaN)
    if (announced > maxBytes) throw new FileFault('too large')
    const md5 = createHash('md5')
    const pieces = eachPiece(response, maxBytes, limits.idleMs, (piece) => md5.update(piece))
    const stored = await store.put(pieces)
    if (stored.bytes === 0) throw new FileFault('empty')
    return {
      ...stored,
      declaredType: response.headers['content-type'] ?? null,
      name: nameOf(response.headers['content-disposition']),
      md5: md5.digest('hex'),
    }
  } finally {
    response.destroy()
  }
}

async function* eachPiece(
  response: IncomingMessage,
  maxBytes: number,
  idleMs: number,
  see: (piece: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  let bytes = 0
  response.setTimeout(idleMs, () => response.destroy(new FileFault('timeout', 'body stopped')))
  try {
    for await (const piece of response) {
      bytes += (piece as Uint8Array).byteLength
      if (bytes > maxBytes) throw new FileFault('too large')
      see(piece)
      yield piece
    }
  } catch (error) {
    throw faultOf(error, null)
  }
  if (!response.complete) throw new FileFault('cut short')
}

function faultOf(error: unknown, signal: AbortSignal | null): FileFault {
  if (error instanceof FileFault) return error
  if (signal?.aborted || (error as Error).name === 'AbortError') return new FileFault('timeout')
  const code = (error as { code?: string }).code ?? (error as Error).message
  return new FileFault(code === 'ECONNRESET' || code === 'aborted' ? 'cut short' : 'network', code)
}

/** RFC 6266: `filename*` before `filename`. */
function nameOf(disposition: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition ?? '')?.[1]
  if (extended) {
    try {
      return decodeURIComponent(extended)
    } catch {
      return null
    }
  }
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '')
  // Headers are read as Latin-1; what was sent is nearly always UTF-8.
  const latin = plain?.[1] ?? plain?.[2]
  return latin ? Buffer.from(latin, 'latin1').toString('utf8') : null
}
