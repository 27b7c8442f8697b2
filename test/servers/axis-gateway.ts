/**
 * An axis on loopback that speaks both interfaces as the known clients call them, checks what real ones check, and
 * fails on demand. Written from shared/domain-connectors.md §2 and samples/edxml/README.md; no live axis was seen.
 */
import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { breaking, formOf, inBase64, inJsonString, readBody, send, sendJson, write } from './axis-wire.ts'

export interface QueuedTestMessage {
  docId: string
  messageType?: 'edoc' | 'status'
  from?: string
  to?: string
  /** The edXML message; a function where it is too large to hold. */
  content: Uint8Array | (() => AsyncIterable<Uint8Array>)
  /** `yyyy/MM/dd`; the day lists are cut by. */
  day?: string
  /** Lạng Sơn hands these over beside the message. */
  besides?: readonly { fileName: string; content: Uint8Array }[]
  /** Lạng Sơn: how `edxml` is written. */
  edxmlAs?: 'base64' | 'plain'
}

export type Fault =
  | { kind: 'http'; status: number; body?: string }
  /** HTTP 200 with something that is no answer. */
  | { kind: 'text'; body: string }
  | { kind: 'axis error'; code: string }
  /** The head never comes. */
  | { kind: 'silence' }
  /** The body stops, and nothing more comes. */
  | { kind: 'stall'; afterBytes: number }
  /** The connection is torn down in the middle of the body. */
  | { kind: 'cut'; afterBytes: number }
  /** Everything is done, the answer is lost. */
  | { kind: 'lost answer' }

export interface SentTestMessage {
  messageType: string
  from: string | null
  to: readonly string[]
  fileName: string
  content: string
}

export interface TestAxis {
  url: string
  queue(message: QueuedTestMessage): void
  /** The next `times` calls of that name fail so. */
  fail(call: string, fault: Fault, times?: number): void
  /** Each message is listed that often. */
  listTimes: number
  /** Lạng Sơn: what the list says of its length, where it should lie. */
  claimedCount: number | null
  readonly sent: SentTestMessage[]
  /** Queue states set, in order, by docId. */
  readonly states: Map<string, string[]>
  /** Names of all calls, in order. */
  readonly calls: string[]
  close(): Promise<void>
}

export interface TestAxisSettings {
  systemId: string
  secret: string
  username: string
  password: string
  fileHash: 'sdk' | 'plain'
  /** The axis's own clock: tokens end by it, timestamps are judged by it. */
  now(): Temporal.Instant
}

const tokenMs = 30 * 60 * 1000

export async function startAxis(settings: TestAxisSettings): Promise<TestAxis> {
  const messages: QueuedTestMessage[] = []
  const faults = new Map<string, Fault[]>()
  let token: { value: string; until: number } | null = null
  let logins = 0

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.statusCode = 500
      response.end(`test axis: ${error}`)
    })
  })
  const axis: TestAxis = {
    url: '',
    queue: (message) => void messages.push(message),
    fail(call, fault, times = 1) {
      faults.set(call, [...(faults.get(call) ?? []), ...Array.from({ length: times }, () => fault)])
    },
    listTimes: 1,
    claimedCount: null,
    sent: [],
    states: new Map(),
    calls: [],
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://axis')
    const body = await readBody(request)
    const local = url.pathname.startsWith('/v1/')
    const call = url.pathname.replace(/^\/(v1\/)?/, '')
    axis.calls.push(call)
    const fault = faults.get(call)?.shift()
    if (fault?.kind === 'silence') return
    if (fault?.kind === 'http') return send(response, fault.status, fault.body ?? 'fault on demand', 'text/plain')
    if (fault?.kind === 'text') return send(response, 200, fault.body, 'text/html')
    if (fault?.kind === 'axis error') return sendJson(response, local ? localNo(fault.code) : nationalNo(fault.code))
    const broken = fault ? breaking(response, fault) : response
    await (local ? answerLocal(call, url, request, body, broken) : answerNational(call, request, body, broken))
  }

  // --- the national gateway -------------------------------------------------------------------------------------

  async function answerNational(call: string, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    const wrong = wrongSignature(request, settings)
    if (wrong) return sendJson(response, { ...nationalNo('15'), ErrorDesc: wrong })
    const parameter = (name: string) => String(request.headers[`xroadvnpt-${name}`.toLowerCase()] ?? '')
    const wanted = messages.find(({ docId }) => docId === parameter('docId'))
    if (call === 'getReceivedEdocList') {
      const waiting = messages.filter(
        (message) => typeOf(message) === parameter('messagetype') && !axis.states.has(message.docId),
      )
      const data = waiting.map((message) => ({
        docId: message.docId,
        serviceType: 'eDoc',
        messageType: typeOf(message),
        from: message.from ?? '000.00.00.G22',
        to: message.to ?? 'H37',
        status: 'initial',
        status_desc: '',
        created_time: `${message.day ?? '2026/11/24'} 08:00:00`,
      }))
      return sendJson(response, { ...nationalYes, data: Array.from({ length: axis.listTimes }, () => data).flat() })
    }
    if (call === 'downloadEdoc' && wanted) {
      response.writeHead(200, { 'Content-Type': 'application/xml' })
      for await (const chunk of contentOf(wanted)) await write(response, chunk)
      return void response.end()
    }
    if (call === 'getEdoc' && wanted) {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      await write(response, '{"status":"OK","ErrorCode":"0","ErrorDesc":"Success","data":"')
      for await (const text of inBase64(contentOf(wanted))) await write(response, text)
      return void response.end('"}')
    }
    if (call === 'sendEdoc') {
      const form = await formOf(request, body)
      const file = form.get('file_doc') as File
      const content = Buffer.from(await file.arrayBuffer())
      if (parameter('hash-file') !== hashOf(content, settings.fileHash)) return sendJson(response, nationalNo('10'))
      axis.sent.push({
        messageType: parameter('messagetype'),
        from: parameter('from'),
        to: parameter('to') ? JSON.parse(parameter('to')) : [],
        fileName: file.name,
        content: content.toString('utf8'),
      })
      return sendJson(response, { ...nationalYes, DocId: `sent-${axis.sent.length}` })
    }
    if (call === 'updateStatus') {
      setState(parameter('docid'), parameter('status'))
      return sendJson(response, nationalYes)
    }
    return sendJson(response, nationalNo('10'))
  }

  // --- Lạng Sơn's axis ------------------------------------------------------------------------------------------

  async function answerLocal(call: string, url: URL, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    if (call === 'auth/login') {
      const asked = JSON.parse(body.toString('utf8'))
      const complete = asked.otp === null && asked.twoFactorProvider === null && Array.isArray(asked.typeObjs)
      const known = asked.username === settings.username && asked.password === settings.password
      if (!known || !complete || url.searchParams.get('allow_anonymous') !== 'true') {
        return send(response, 401, 'Unauthorized', 'text/plain')
      }
      // One login at a time: a new one ends the old.
      token = { value: `token-${++logins}`, until: settings.now().epochMilliseconds + tokenMs }
      return sendJson(response, { code: 200, message: 'OK', data: { token: token.value, username: asked.username } })
    }
    const holds = token && settings.now().epochMilliseconds < token.until
    if (!holds || request.headers.authorization !== `Bearer ${token?.value}`) {
      return send(response, 401, '{"message":"licenseInfo:invalid"}', 'application/json')
    }
    if (request.headers['x-systemid'] !== settings.systemId || request.headers['x-secretkey'] !== settings.secret) {
      return sendJson(response, localNo('15'))
    }
    if (call === 'syncReceivedEdocList') {
      const [from, to] = [url.searchParams.get('fromDate') ?? '', url.searchParams.get('toDate') ?? '']
      if (!/^\d{4}\/\d\d\/\d\d$/.test(from) || !/^\d{4}\/\d\d\/\d\d$/.test(to)) return sendJson(response, localNo('10'))
      const listed = messages.filter((message) => {
        const day = message.day ?? '2026/11/24'
        return typeOf(message) === url.searchParams.get('messageType') && day >= from && day <= to
      })
      const data = listed.map((message) => ({
        docId: message.docId,
        serviceType: 'eDoc',
        messageType: typeOf(message),
        createdTime: `${message.day ?? '2026/11/24'} 08:00:00`,
        from: message.from ?? '000.00.00.G22',
        to: message.to ?? 'H37',
        status: axis.states.get(message.docId)?.at(-1) ?? 'initial',
      }))
      const all = Array.from({ length: axis.listTimes }, () => data).flat()
      return sendJson(response, { success: true, message: 'OK', count: axis.claimedCount ?? all.length, data: all })
    }
    const wanted = messages.find(({ docId }) => docId === url.searchParams.get('docId'))
    if (call === 'getEdoc' && wanted) {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      const head = JSON.stringify({ docId: wanted.docId, from: wanted.from ?? '000.00.00.G22' }).slice(0, -1)
      await write(response, `{"success":true,"message":"OK","data":${head},"edxml":"`)
      const plain = wanted.edxmlAs === 'plain'
      const text = plain ? inJsonString(contentOf(wanted)) : inBase64(contentOf(wanted))
      for await (const piece of text) await write(response, piece)
      const besides = (wanted.besides ?? []).map(({ fileName, content }) => ({
        fileName,
        fileContent: Buffer.from(content).toString('base64'),
      }))
      return void response.end(`","attachments":${JSON.stringify(besides)}}}`)
    }
    if (call === 'sendEdoc') {
      // A chunked body was refused by the real one.
      if (!request.headers['content-length']) return sendJson(response, localNo('21'))
      const form = await formOf(request, body)
      const file = form.get('edocFile') as File
      axis.sent.push({
        messageType: String(form.get('messageType')),
        from: null,
        to: [],
        fileName: file.name,
        content: await file.text(),
      })
      return sendJson(response, { success: true, message: 'OK', docId: `sent-${axis.sent.length}` })
    }
    if (call === 'updateStatus') {
      const asked = JSON.parse(body.toString('utf8'))
      setState(asked.docId, asked.status)
      return sendJson(response, { success: true, message: 'OK' })
    }
    return sendJson(response, localNo('10'))
  }

  function setState(docId: string, state: string) {
    axis.states.set(docId, [...(axis.states.get(docId) ?? []), state])
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  axis.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return axis
}

const nationalYes = { status: 'OK', ErrorCode: '0', ErrorDesc: 'Success' }
const nationalNo = (code: string) => ({ status: 'FAIL', ErrorCode: code, ErrorDesc: `error ${code}` })
const localNo = (errorCode: string) => ({
  success: false,
  message: 'Lỗi',
  data: { docId: null, status: 'error', errorCode, errorDesc: `error ${errorCode}` },
})

const typeOf = (message: QueuedTestMessage) => message.messageType ?? 'edoc'

/** What is wrong with the signature of a call; `null` when nothing is. */
function wrongSignature(request: IncomingMessage, { systemId, secret, now }: TestAxisSettings): string | null {
  const header = (name: string) => String(request.headers[name.toLowerCase()] ?? '')
  const signed = header('XroadVnpt-sign-header')
  const expected = createHmac('sha256', secret).update(signed, 'utf8').digest('hex')
  if (header('XroadVnpt-hash-header') !== expected) return 'hash-header'
  const fields = JSON.parse(signed) as Record<string, string>
  const names = Object.keys(fields).map((name) => name.replace(/^XroadVnpt-/, ''))
  if (header('XroadVnpt-sign-header-key') !== names.join(';')) return 'sign-header-key'
  if (Object.entries(fields).some(([name, value]) => header(name) !== value))
    return 'a header differs from its signature'
  if (!['systemid', 'timestamp', 'Content-Type'].every((name) => names.includes(name))) return 'a header is unsigned'
  if (fields['XroadVnpt-systemid'] !== systemId) return 'systemid'
  if (header('XroadVnpt-version') !== '3.0.201608') return 'version'
  if (!header('Content-Type')) return 'no plain Content-Type'
  const [, day, month, year, hour, minute, second] =
    /^(\d\d)(\d\d)(\d{4})T(\d\d)(\d\d)(\d\d)\+\d{4}$/.exec(fields['XroadVnpt-timestamp'] ?? '') ?? []
  if (!day) return 'timestamp'
  const said = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}:${second}`)
  const apart = said.toZonedDateTime('Asia/Ho_Chi_Minh').epochMilliseconds - now().epochMilliseconds
  return Math.abs(apart) < 60_000 ? null : 'timestamp too far away'
}

function hashOf(content: Uint8Array, style: 'sdk' | 'plain'): string {
  const hex = createHash('sha256').update(content).digest('hex')
  return style === 'plain' ? hex : hex.replace(/0([0-9a-f])|([1-9a-f][0-9a-f])/g, '$1$2')
}

async function* contentOf({ content }: QueuedTestMessage): AsyncIterable<Uint8Array> {
  if (typeof content === 'function') yield* content()
  else yield content
}
