/**
 * Zalo and Facebook on loopback: the calls a connector makes (tokens, messages), a host for files, and what each sends
 * to a webhook, signed. They check what the real ones check and fail on demand. Written from
 * shared/domain-connectors.md §3–4 and samples/webhooks/README.md; no live platform was seen.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SaidMessage {
  to: string
  text: string
  body: Record<string, unknown>
}

export type PlatformFault =
  /** HTTP 200 with Zalo's code, HTTP 400 with Facebook's (and subcode). */
  | { kind: 'error'; code: number; subcode?: number }
  | { kind: 'http'; status: number }
  | { kind: 'cut' }
  /** Everything is done, the answer is lost. */
  | { kind: 'lost answer' }

export type FileAnswer =
  | { content: Uint8Array; type?: string; headers?: Record<string, string> }
  | { redirect: string }
  | { status: number }
  /** The body stops before its announced end. */
  | { short: Uint8Array; announced: number }

export interface TestPlatforms {
  url: string
  /** Messages that were taken, in order. */
  readonly zalo: SaidMessage[]
  readonly facebook: SaidMessage[]
  readonly calls: string[]
  /** The next `times` calls whose path ends so fail. */
  fail(call: string, fault: PlatformFault, times?: number): void
  /** Puts a file on the host; the address to give to a webhook. Asked for more than once, the last answer stays. */
  offer(path: string, ...answers: FileAnswer[]): string
  /** The refresh token an administrator would get by consenting. */
  consent(): string
  /** Access tokens given out so far end now. */
  expireTokens(): void
  readonly usedRefreshTokens: ReadonlySet<string>
  close(): Promise<void>
}

export const zaloKeys = { appId: '1163843031413526746', appSecret: 'app-secret', oaSecret: 'test-oa-secret' }
export const facebookKeys = { appSecret: 'FAKE_SECRET', pageToken: 'page-token', verifyToken: 'verify-me' }

export async function startPlatforms(): Promise<TestPlatforms> {
  const faults = new Map<string, PlatformFault[]>()
  const files = new Map<string, FileAnswer[]>()
  const access = new Set<string>()
  const refresh = new Set<string>()
  const used = new Set<string>()

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.statusCode = 500
      response.end(`test platform: ${error}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const platforms: TestPlatforms = {
    url,
    zalo: [],
    facebook: [],
    calls: [],
    usedRefreshTokens: used,
    fail(call, fault, times = 1) {
      faults.set(call, [...(faults.get(call) ?? []), ...Array.from({ length: times }, () => fault)])
    },
    offer(path, ...answers) {
      files.set(path, answers)
      return `${url}/files/${path}`
    },
    consent() {
      const token = `refresh-${randomBytes(8).toString('hex')}`
      refresh.add(token)
      return token
    },
    expireTokens: () => access.clear(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url)
    if (pathname.startsWith('/files/')) return sendFile(response, files.get(decodeURIComponent(pathname.slice(7))))
    const body = await readText(request)
    const call = pathname.split('/').at(-1) ?? ''
    platforms.calls.push(pathname)
    const isGraph = pathname.startsWith('/graph/')
    const fault = faults.get(call)?.shift()
    if (fault?.kind === 'cut') return void request.socket.destroy()
    if (fault?.kind === 'http') return sendJson(response, fault.status, 'fault on demand')
    if (fault?.kind === 'error') {
      const { code, subcode } = fault
      if (isGraph) return sendJson(response, 400, { error: { message: 'no', type: 'X', code, error_subcode: subcode } })
      return sendJson(response, 200, { error: code, message: 'no' })
    }
    const [status, said] = isGraph ? sayOnFacebook(request, pathname, body) : answerZalo(request, pathname, body)
    if (fault?.kind === 'lost answer') return void request.socket.destroy()
    sendJson(response, status, said)
  }

  function answerZalo(request: IncomingMessage, pathname: string, body: string): [number, unknown] {
    if (request.method !== 'POST') return [405, { error: -201 }]
    if (pathname === '/v4/oa/access_token') {
      const form = new URLSearchParams(body)
      if (request.headers.secret_key !== zaloKeys.appSecret) return [200, { error: -14004, error_name: 'secret' }]
      const token = form.get('refresh_token') ?? ''
      if (form.get('grant_type') !== 'refresh_token' || form.get('app_id') !== zaloKeys.appId) {
        return [200, { error: -14002, error_name: 'parameter' }]
      }
      if (used.has(token)) return [200, { error: -14020, error_name: 'used before' }]
      if (!refresh.delete(token)) return [200, { error: -14014, error_name: 'unknown refresh token' }]
      used.add(token)
      const pair = { access_token: `access-${randomBytes(8).toString('hex')}`, refresh_token: platforms.consent() }
      access.add(pair.access_token)
      return [200, { ...pair, expires_in: '90000' }]
    }
    if (!access.has(String(request.headers.access_token ?? ''))) return [200, { error: -216, message: 'token' }]
    const { recipient, message } = JSON.parse(body)
    const anonymous = pathname === '/v2.0/oa/message'
    if (!anonymous && pathname !== '/v3.0/oa/message/cs') return [404, { error: -201 }]
    const to = anonymous ? recipient?.anonymous_id : recipient?.user_id
    if (!to || (anonymous && !recipient?.conversation_id)) return [200, { error: -201, message: 'recipient' }]
    if (typeof message?.text !== 'string' || message.text.length > 2000) return [200, { error: -210, message: 'long' }]
    platforms.zalo.push({ to, text: message.text, body: { recipient, message } })
    return [200, { error: 0, message: 'Success', data: { message_id: randomBytes(10).toString('hex'), user_id: to } }]
  }

  function sayOnFacebook(request: IncomingMessage, pathname: string, body: string): [number, unknown] {
    if (request.headers.authorization !== `Bearer ${facebookKeys.pageToken}`) {
      return [400, { error: { message: 'Invalid OAuth access token', type: 'OAuthException', code: 190 } }]
    }
    const { recipient, message, messaging_type: type, tag } = JSON.parse(body)
    const right = /^\/graph\/v\d+\.\d+\/\d+\/messages$/.test(pathname) && recipient?.id && message?.text
    if (!right || (type !== 'RESPONSE' && tag !== 'HUMAN_AGENT') || message.text.length > 2000) {
      return [400, { error: { message: 'Invalid parameter', type: 'OAuthException', code: 100 } }]
    }
    platforms.facebook.push({ to: recipient.id, text: message.text, body: { recipient, message, type, tag } })
    return [200, { recipient_id: recipient.id, message_id: `m_${randomBytes(10).toString('hex')}` }]
  }
  return platforms
}

function sendFile(response: ServerResponse, answers: FileAnswer[] | undefined): void {
  const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0]
  if (!answer) return void response.writeHead(404).end()
  if ('redirect' in answer) return void response.writeHead(302, { Location: answer.redirect }).end()
  if ('status' in answer) return void response.writeHead(answer.status).end()
  if ('short' in answer) {
    response.writeHead(200, { 'Content-Length': answer.announced })
    response.write(answer.short, () => response.destroy())
    return
  }
  response.writeHead(200, { 'Content-Type': answer.type ?? 'application/octet-stream', ...answer.headers })
  response.end(answer.content)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(value))
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

export interface HookRequest {
  path: string
  body: string
  headers: Record<string, string>
}

/** A body as Zalo sends it; the signature is over these very bytes. */
export function zaloRequest(event: Record<string, unknown> & { timestamp: string }): HookRequest {
  const body = JSON.stringify({ app_id: zaloKeys.appId, ...event })
  const mac = createHash('sha256')
    .update(zaloKeys.appId + body + event.timestamp + zaloKeys.oaSecret)
    .digest('hex')
  return { path: '/hooks/zalo', body, headers: { 'X-ZEvent-Signature': `mac=${mac}` } }
}

/** A body as Facebook sends it: letters beyond ASCII as `\u00e4`. */
export function facebookRequest(value: unknown): HookRequest {
  const body = JSON.stringify(value).replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const hex = createHmac('sha256', facebookKeys.appSecret).update(body).digest('hex')
  return { path: '/hooks/facebook', body, headers: { 'X-Hub-Signature-256': `sha256=${hex}` } }
}

/** Settings of a system whose doors lead here. */
export function chatEnvironment(platforms: TestPlatforms): Record<string, string> {
  return {
    CONGBAO_ZALO_OA_SECRET: zaloKeys.oaSecret,
    CONGBAO_ZALO_APP_ID: zaloKeys.appId,
    CONGBAO_ZALO_APP_SECRET: zaloKeys.appSecret,
    CONGBAO_ZALO_REFRESH_TOKEN: platforms.consent(),
    CONGBAO_ZALO_API_URL: platforms.url,
    CONGBAO_ZALO_OAUTH_URL: platforms.url,
    CONGBAO_FACEBOOK_APP_SECRET: facebookKeys.appSecret,
    CONGBAO_FACEBOOK_VERIFY_TOKEN: facebookKeys.verifyToken,
    CONGBAO_FACEBOOK_PAGE_TOKEN: facebookKeys.pageToken,
    CONGBAO_FACEBOOK_API_URL: `${platforms.url}/graph/v23.0`,
    CONGBAO_CHAT_FILE_HOSTS: '127.0.0.1',
    CONGBAO_CHAT_PRIVATE_ADDRESSES: '127.0.0.1',
  }
}
