import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpFetcher } from '../../network/http-fetcher.ts'

/** One server on this machine that behaves as its path says. */
let server: Server
let base = ''
const behaviours: Record<string, RequestListener> = {
  '/good': (_request, response) => void response.end('đây'),
  '/missing': (_request, response) => void response.writeHead(404).end(),
  '/moved': (_request, response) => void response.writeHead(302, { location: '/good' }).end(),
  '/silent': () => {},
  '/endless': (_request, response) => {
    const piece = Buffer.alloc(64 * 1024)
    const pour = () => {
      while (!response.destroyed && response.write(piece));
    }
    response.on('drain', pour)
    pour()
  },
  '/echo': (request, response) => {
    request.pipe(response.writeHead(200, { 'content-type': request.headers['content-type'] ?? '' }))
  },
}

beforeAll(async () => {
  server = createServer((request, response) => behaviours[request.url ?? '']?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const ask = (path: string, timeout = 5000) =>
  httpFetcher({ timeout, allowPrivateAddresses: true })({ what: 'certificate', url: base + path })

describe('the network', () => {
  it('brings what a server answers', async () => {
    const outcome = await ask('/good')
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.body).toString()).toBe('đây')
  })

  it('posts an OCSP request with its type', async () => {
    const fetcher = httpFetcher({ allowPrivateAddresses: true })
    const outcome = await fetcher({ what: 'ocsp', url: `${base}/echo`, body: Uint8Array.of(1, 2, 3) })
    expect(outcome).toMatchObject({ kind: 'fetched', contentType: 'application/ocsp-request' })
    expect(outcome.kind === 'fetched' && [...outcome.body]).toEqual([1, 2, 3])
  })

  it.each([
    ['/missing', 'refused'],
    ['/moved', 'refused'],
    ['/endless', 'too-large'],
  ])('%s ends as %s', async (path, why) => {
    expect(await ask(path)).toEqual({ kind: 'failed', why })
  })

  it('does not wait for a silent server', async () => {
    expect(await ask('/silent', 50)).toEqual({ kind: 'failed', why: 'timeout' })
  })

  it.each([
    ['file:///etc/passwd'],
    ['ldap://ca.example/'],
    ['http://127.0.0.1/'],
    ['http://[::1]/'],
    ['http://[::ffff:127.0.0.1]/'],
    ['http://localhost/'],
    ['http://10.1.2.3/'],
    ['http://169.254.169.254/'],
  ])('refuses %s from a hostile file', async (url) => {
    expect(await httpFetcher()({ what: 'crl', url })).toEqual({ kind: 'failed', why: 'refused' })
  })
})
