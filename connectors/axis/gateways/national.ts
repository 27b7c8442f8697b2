/** The national gateway (Trục liên thông văn bản quốc gia), called as the VXP SDK 2.0.1 calls it. */
import { z } from 'zod'
import type { ByteStore } from '../../intake.ts'
import {
  type AxisGateway,
  type AxisMessageType,
  type FetchedMessage,
  GatewayFault,
  type OutgoingEdoc,
  type QueueList,
  type QueueState,
} from '../gateway.ts'
import { edxmlLimits, maxAnswerBytes } from '../limits.ts'
import {
  callHttp,
  type Fetch,
  faultOfStatus,
  type HttpAnswer,
  type HttpSettings,
  httpDefaults,
  parseJson,
  readText,
} from './http.ts'
import { readJsonStream } from './json-stream.ts'
import { readList, text } from './list-answer.ts'
import { fileHash, type NationalIdentity, signedHeaders } from './national-signing.ts'
import { type RetrySettings, retryDefaults, withRetries } from './retry.ts'
import { type StoringSink, storeBody, storeText } from './store-message.ts'

export interface NationalSettings extends NationalIdentity {
  /** Without a slash at its end. */
  endpoint: string
  /** [U] How `hash-file` is written; the SDK leaves leading zeros out. */
  fileHash: 'sdk' | 'plain'
  /** [U] `downloadEdoc` streams the message; `getEdoc` gives it in base64 inside JSON. */
  fetchWith: 'downloadEdoc' | 'getEdoc'
  /** [U] One known client adds from, to, page and size to the list; the SDK does not. */
  listWithDays: boolean
  /** [U] The Content-Type that is signed for sendEdoc; the plain header names the multipart boundary. */
  signedSendType: string
  /** [U] Whether an answer OK without `data` means that nothing waits. Left off, it is unreadable. */
  emptyListWithoutData: boolean
  maxMessageBytes: number
  http: HttpSettings
  retry: RetrySettings
}

export const nationalDefaults = {
  fileHash: 'sdk',
  fetchWith: 'downloadEdoc',
  listWithDays: false,
  signedSendType: 'application/octet-stream',
  emptyListWithoutData: false,
  maxMessageBytes: edxmlLimits.maxMessageBytes,
  http: httpDefaults,
  retry: retryDefaults,
} as const satisfies Partial<NationalSettings>

/** What a gateway takes from its surroundings. */
export interface GatewaySurroundings {
  fetch: Fetch
  now(): Temporal.Instant
  random(): number
  wait(milliseconds: number): Promise<void>
}

const receipt = z.object({
  status: text,
  ErrorCode: text,
  ErrorDesc: text,
  DocId: text,
  data: z.unknown().optional(),
})
const json = 'application/json'

export function openNationalGateway(settings: NationalSettings, around: GatewaySurroundings): AxisGateway {
  const patience = { ...settings.retry, wait: around.wait, random: around.random }

  /** One attempt: the timestamp is signed, so each has its own. */
  const request = (
    call: string,
    method: 'GET' | 'POST',
    parameters: Readonly<Record<string, string>>,
    body?: string | FormData,
  ): Promise<HttpAnswer> => {
    const { 'Content-Type': signedType = json, ...own } = parameters
    const headers = signedHeaders(settings, { 'Content-Type': signedType, ...own }, around.now())
    return callHttp(around.fetch, settings.http, {
      url: `${settings.endpoint}/${call}`,
      method,
      // A form sets its own Content-Type: it alone knows the boundary.
      headers: body instanceof FormData ? headers : { 'Content-Type': signedType, ...headers },
      ...(body === undefined ? {} : { body }),
    })
  }
  const ask = async (call: string, parameters: Readonly<Record<string, string>>, body: string | FormData) => {
    const answer = await request(call, 'POST', parameters, body)
    return judge(call, answer.status, await readText(answer.body))
  }

  return {
    list: (messageType, from, to) =>
      withRetries(patience, async () => {
        const days: Record<string, string> = settings.listWithDays ? { fromDate: String(from), toDate: String(to) } : {}
        const answer = await ask(
          'getReceivedEdocList',
          { servicetype: 'eDoc', messagetype: messageType, ...days },
          '{}',
        )
        return listOf(answer.data, settings)
      }),

    fetch: (docId, store) =>
      withRetries(patience, () =>
        settings.fetchWith === 'downloadEdoc' ? download(docId, store) : fetchInJson(docId, store),
      ),

    send: (message) =>
      withRetries(patience, async () => {
        const answer = await ask('sendEdoc', sendParameters(message, settings), formOf(message))
        return { docId: answer.DocId }
      }),

    updateStatus: (docId: string, state: QueueState) =>
      withRetries(patience, async () => {
        await ask('updateStatus', { docid: docId, status: state }, '{}')
      }),
  }

  async function download(docId: string, store: ByteStore): Promise<FetchedMessage> {
    const answer = await request('downloadEdoc', 'GET', { docId })
    // Faults come as JSON with HTTP 200 too: a message begins with a tag.
    const { start, whole } = await peek(answer.body)
    if (answer.status !== 200 || !start.includes('<') || answer.contentType.startsWith(json)) {
      judge('downloadEdoc', answer.status, await readText(whole))
      throw new GatewayFault('unreadable', `Trục liên thông không trả về thông điệp ${docId}.`)
    }
    return { raw: await storeBody(store, whole, settings.maxMessageBytes), besides: [] }
  }

  async function fetchInJson(docId: string, store: ByteStore): Promise<FetchedMessage> {
    const answer = await request('getEdoc', 'POST', { docId }, '{}')
    let message: StoringSink | null = null
    try {
      if (answer.status !== 200) judge('getEdoc', answer.status, await readText(answer.body))
      const said = await readJsonStream(answer.body, maxAnswerBytes, (path) => {
        if (path.length !== 1 || path[0] !== 'data' || message) return null
        message = storeText(store, settings.maxMessageBytes, 'base64')
        return message
      })
      accept('getEdoc', said)
      const sink = message as StoringSink | null
      if (!sink) throw new GatewayFault('unreadable', `Trục liên thông không trả về nội dung thông điệp ${docId}.`)
      return { raw: await sink.stored(), besides: [] }
    } catch (error) {
      await (message as StoringSink | null)?.drop()
      throw error
    }
  }
}

function judge(call: string, status: number, body: string) {
  const fault = faultOfStatus(status, body)
  if (fault) throw fault
  return accept(call, parseJson(body, call))
}

/** `status` OK and `ErrorCode` 0 together mean yes; anything unclear is unreadable. */
function accept(call: string, said: unknown): z.infer<typeof receipt> {
  const answer = receipt.safeParse(said)
  if (!answer.success || (answer.data.status === null && answer.data.ErrorCode === null)) {
    throw new GatewayFault('unreadable', `Câu trả lời ${call} của trục liên thông không có trạng thái.`)
  }
  const { status, ErrorCode, ErrorDesc } = answer.data
  const good = (status === null || /^(ok|success)$/i.test(status)) && (ErrorCode === null || Number(ErrorCode) === 0)
  if (good) return answer.data
  const kind = ErrorCode === '20' ? 'server' : ErrorCode === '15' ? 'credentials' : 'refused'
  throw new GatewayFault(
    kind,
    `Trục liên thông từ chối ${call}: ${ErrorDesc ?? status ?? ''} (mã ${ErrorCode}).`,
    ErrorCode,
  )
}

function listOf(data: unknown, settings: NationalSettings): QueueList {
  if ((data === undefined || data === null) && settings.emptyListWithoutData) return { items: [], unreadable: 0 }
  return readList(data, null, 'getReceivedEdocList')
}

function sendParameters(message: OutgoingEdoc, settings: NationalSettings): Record<string, string> {
  return {
    'Content-Type': settings.signedSendType,
    from: message.from,
    servicetype: 'eDoc',
    messagetype: message.messageType satisfies AxisMessageType,
    ...(message.to.length > 0 ? { to: JSON.stringify(message.to) } : {}),
    'hash-file': fileHash(message.content, settings.fileHash),
  }
}

function formOf(message: OutgoingEdoc): FormData {
  const form = new FormData()
  form.append('file_doc', new Blob([Uint8Array.from(message.content)], { type: 'application/xml' }), message.fileName)
  return form
}

/** The first bytes of a body, and the body as if nothing had been read. */
async function peek(body: AsyncIterable<Uint8Array>): Promise<{ start: string; whole: AsyncIterable<Uint8Array> }> {
  const chunks = body[Symbol.asyncIterator]()
  let first = Buffer.alloc(0)
  while (first.length < 64) {
    const { done, value } = await chunks.next()
    if (done) break
    first = Buffer.concat([first, value])
  }
  async function* whole(): AsyncIterable<Uint8Array> {
    try {
      yield first
      yield* { [Symbol.asyncIterator]: () => chunks }
    } finally {
      await chunks.return?.()
    }
  }
  return { start: first.toString('latin1'), whole: whole() }
}
