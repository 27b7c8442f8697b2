/** Lạng Sơn's own axis: REST under /v1, a login of 30 minutes, the organisation's keys on every call. */
import { z } from 'zod'
import type { ByteStore } from '../../intake.ts'
import { type AxisGateway, type FetchedMessage, GatewayFault, type OutgoingEdoc, type QueueState } from '../gateway.ts'
import { edxmlLimits, maxAnswerBytes } from '../limits.ts'
import { edxmlDay } from '../vietnam-time.ts'
import {
  callHttp,
  faultOfStatus,
  type HttpAnswer,
  type HttpRequest,
  type HttpSettings,
  httpDefaults,
  parseJson,
  quote,
  readText,
} from './http.ts'
import { readJsonStream } from './json-stream.ts'
import { readList, text } from './list-answer.ts'
import type { GatewaySurroundings } from './national.ts'
import { type RetrySettings, retryDefaults, withRetries } from './retry.ts'
import { type StoringSink, storeText, type TextEncoding } from './store-message.ts'
import { holdToken } from './token.ts'

export interface LangSonSettings {
  /** Without `/v1` and without a slash at its end. */
  endpoint: string
  username: string
  password: string
  applicationCode: string
  systemId: string
  secretKey: string
  /** The axis's tokens hold 30 minutes; we take a new one a little earlier. */
  tokenLifetimeMs: number
  /** [U] How `data.edxml` is written. */
  edxmlEncoding: TextEncoding
  /** [U] The guide's sample says `done`; one client sends QĐ 28 codes here. */
  queueStates: Readonly<Record<QueueState, string>>
  maxMessageBytes: number
  http: HttpSettings
  retry: RetrySettings
}

export const langSonDefaults = {
  tokenLifetimeMs: 28 * 60 * 1000,
  edxmlEncoding: 'detect',
  queueStates: { done: 'done', fail: 'fail' },
  maxMessageBytes: edxmlLimits.maxMessageBytes,
  http: httpDefaults,
  retry: retryDefaults,
} as const satisfies Partial<LangSonSettings>

const detail = z.object({ docId: text, errorCode: text, errorDesc: text, token: text })
const receipt = z.object({
  success: z.boolean().nullish(),
  code: text,
  message: text,
  docId: text,
  errorCode: text,
  errorDesc: text,
  token: text,
  count: z.number().nullish(),
  data: z.unknown().optional(),
})
type Receipt = z.infer<typeof receipt>

export function openLangSonGateway(settings: LangSonSettings, around: GatewaySurroundings): AxisGateway {
  const patience = { ...settings.retry, wait: around.wait, random: around.random }
  const token = holdToken(logIn, around.now, settings.tokenLifetimeMs)

  async function logIn(): Promise<string> {
    const { username, password, applicationCode } = settings
    const call = { username, password, applicationCode, otp: null, twoFactorProvider: null, typeObjs: [0, 1] }
    const answer = await callHttp(around.fetch, settings.http, {
      url: `${settings.endpoint}/v1/auth/login?allow_anonymous=true`,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(call),
    })
    const said = judge('auth/login', answer.status, await readText(answer.body))
    const granted = detail.safeParse(said.data).data?.token ?? said.token
    if (!granted)
      throw new GatewayFault('credentials', `Trục liên thông không cấp phiên đăng nhập${quote(said.message ?? '')}.`)
    return granted
  }

  /** One attempt, with a second one under a new login when the axis no longer knows the first. */
  async function request(call: Omit<HttpRequest, 'headers'>, contentType?: string): Promise<HttpAnswer> {
    for (const last of [false, true]) {
      const bearer = await token.get()
      const answer = await callHttp(around.fetch, settings.http, {
        ...call,
        url: `${settings.endpoint}/v1/${call.url}`,
        headers: {
          Authorization: `Bearer ${bearer}`,
          'X-SystemId': settings.systemId,
          'X-SecretKey': settings.secretKey,
          Accept: 'application/json',
          ...(contentType ? { 'Content-Type': contentType } : {}),
        },
      })
      if (answer.status !== 401) return answer
      token.spoil(bearer)
      const said = await readText(answer.body)
      if (last)
        throw new GatewayFault('credentials', `Trục liên thông không nhận thông tin đăng nhập${quote(said)}.`, '401')
    }
    throw new Error('unreachable')
  }
  const ask = async (call: Omit<HttpRequest, 'headers'>, contentType?: string) => {
    const answer = await request(call, contentType)
    return judge(call.url.replace(/\?.*/, ''), answer.status, await readText(answer.body))
  }

  return {
    list: (messageType, from, to) =>
      withRetries(patience, async () => {
        const days = `fromDate=${encodeURIComponent(edxmlDay(from))}&toDate=${encodeURIComponent(edxmlDay(to))}`
        const answer = await ask({ url: `syncReceivedEdocList?messageType=${messageType}&${days}`, method: 'GET' })
        // No list is an empty one only when the axis itself counts none.
        const data = (answer.data === null || answer.data === undefined) && answer.count === 0 ? [] : answer.data
        return readList(data, answer.count ?? null, 'syncReceivedEdocList')
      }),

    fetch: (docId, store) => withRetries(patience, () => fetchMessage(docId, store)),

    send: (message) =>
      withRetries(patience, async () => {
        const answer = await ask({ url: 'sendEdoc', method: 'POST', body: formOf(message) })
        return { docId: answer.docId ?? detail.safeParse(answer.data).data?.docId ?? null }
      }),

    updateStatus: (docId, state) =>
      withRetries(patience, async () => {
        const body = JSON.stringify({ docId, status: settings.queueStates[state] })
        await ask({ url: 'updateStatus', method: 'POST', body }, 'application/json')
      }),
  }

  async function fetchMessage(docId: string, store: ByteStore): Promise<FetchedMessage> {
    const answer = await request({ url: `getEdoc?docId=${encodeURIComponent(docId)}`, method: 'GET' })
    let message: StoringSink | null = null
    const files = new Map<number, StoringSink>()
    try {
      if (answer.status !== 200) judge('getEdoc', answer.status, await readText(answer.body))
      const said = await readJsonStream(answer.body, maxAnswerBytes, (path) => {
        const place = path.join('/')
        const index = /^data\/attachments\/(\d+)\/fileContent$/.exec(place)?.[1]
        if (place !== 'data/edxml' && index === undefined) return null
        const sink = storeText(store, settings.maxMessageBytes, index === undefined ? settings.edxmlEncoding : 'base64')
        if (index === undefined) message ??= sink
        else files.set(Number(index), sink)
        return sink
      })
      const accepted = accept('getEdoc', said)
      const sink = message as StoringSink | null
      if (!sink) throw new GatewayFault('unreadable', `Trục liên thông không trả về nội dung thông điệp ${docId}.`)
      const besides = []
      for (const [index, file] of files) {
        besides.push({ fileName: fileNameAt(accepted.data, index), stored: await file.stored() })
      }
      return { raw: await sink.stored(), besides }
    } catch (error) {
      await (message as StoringSink | null)?.drop()
      for (const file of files.values()) await file.drop()
      throw error
    }
  }
}

function judge(call: string, status: number, body: string): Receipt {
  // Wrong credentials may be answered in plain text, whatever the HTTP status.
  if (/^\s*"?unauthorized"?\s*$/i.test(body)) {
    throw new GatewayFault('credentials', `Trục liên thông từ chối ${call}: Unauthorized.`)
  }
  const fault = faultOfStatus(status, body)
  if (fault && fault.kind !== 'refused') throw fault
  const said = fault ? tryAccept(call, body) : parseJson(body, call)
  if (fault && said === null) throw fault
  return accept(call, said)
}

/** An HTTP 4xx may still carry the axis's own error code. */
function tryAccept(call: string, body: string): unknown {
  try {
    return parseJson(body, call)
  } catch {
    return null
  }
}

/** `success: true`, or `code` 0 or 200 where an answer knows no `success`; an error code always means no. */
function accept(call: string, said: unknown): Receipt {
  const answer = receipt.safeParse(said)
  if (!answer.success || ((answer.data.success ?? null) === null && answer.data.code === null)) {
    throw new GatewayFault('unreadable', `Câu trả lời ${call} của trục liên thông không có trạng thái.`)
  }
  const inside = detail.safeParse(answer.data.data).data
  const errorCode = answer.data.errorCode ?? inside?.errorCode ?? null
  const yes = answer.data.success ?? ['0', '200'].includes(answer.data.code ?? '')
  if (yes && (errorCode === null || Number(errorCode) === 0)) return answer.data
  const why = inside?.errorDesc ?? answer.data.errorDesc ?? answer.data.message ?? ''
  const kind = errorCode === '20' ? 'server' : errorCode === '15' ? 'credentials' : 'refused'
  throw new GatewayFault(
    kind,
    `Trục liên thông từ chối ${call}: ${errorMeanings[errorCode ?? ''] ?? why} (mã ${errorCode ?? 'không rõ'}).`,
    errorCode,
  )
}

/** The province's guide v2.2. */
const errorMeanings: Readonly<Record<string, string>> = {
  '10': 'tệp không hợp lệ',
  '15': 'sai SystemId hoặc SecretKey',
  '18': 'nơi nhận không tồn tại',
  '19': 'nơi gửi chưa đăng ký',
  '20': 'lỗi tại trục liên thông',
  '21': 'lỗi xử lý tệp',
  '22': 'edXML không đúng chuẩn',
  '23': 'nơi nhận bị khóa',
}

/** A form of blobs has a known length: the axis refuses a chunked body. */
function formOf(message: OutgoingEdoc): FormData {
  const form = new FormData()
  form.append('edocFile', new Blob([Uint8Array.from(message.content)], { type: 'application/xml' }), message.fileName)
  form.append('messageType', message.messageType)
  return form
}

function fileNameAt(data: unknown, index: number): string {
  const named = z.object({ attachments: z.array(z.object({ fileName: text }).nullable()) }).safeParse(data)
  return named.data?.attachments[index]?.fileName ?? `tep-${index + 1}`
}
