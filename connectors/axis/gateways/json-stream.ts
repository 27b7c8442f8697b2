/**
 * Reads a JSON answer whose long strings, a message of 100 MB in base64, flow past as bytes while the rest is parsed as
 * ever. A body that breaks off is a fault, whatever of it was read before.
 */
import { GatewayFault } from '../gateway.ts'

export interface TextSink {
  /** The string's text in UTF-8, unescaped. */
  write(bytes: Uint8Array): Promise<void>
  end(): Promise<void>
}

export type JsonPath = readonly (string | number)[]

const quoteMark = 0x22
const backslash = 0x5c
/** Deeper than any answer of an axis. */
const deepest = 50

interface Level {
  /** `null` in an object whose next string is a key. */
  key: string | number | null
  kind: 'object' | 'array'
}

/**
 * @param divert called where a string value begins; a sink makes it flow there, and its place in the result holds ''.
 * @returns the parsed answer.
 * @throws GatewayFault `unreadable` for anything but one whole JSON value; `too big` past `plainLimit` bytes elsewhere.
 */
export async function readJsonStream(
  source: AsyncIterable<Uint8Array>,
  plainLimit: number,
  divert: (path: JsonPath) => TextSink | null,
): Promise<unknown> {
  const scanner = new JsonScanner(plainLimit, divert)
  for await (const chunk of source) {
    await scanner.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }
  return scanner.finish()
}

class JsonScanner {
  readonly #plainLimit: number
  readonly #divert: (path: JsonPath) => TextSink | null
  readonly #plain: Buffer[] = []
  readonly #levels: Level[] = []
  #plainBytes = 0
  #place: 'structure' | 'string' | 'diverted' = 'structure'
  #isKey = false
  #escaped = false
  /** The string being read, for keys. */
  #text: Buffer[] = []
  #sink: TextSink | null = null
  /** An escape sequence of a diverted string, as far as it came. */
  #escape = ''
  #highSurrogate = 0

  constructor(plainLimit: number, divert: (path: JsonPath) => TextSink | null) {
    this.#plainLimit = plainLimit
    this.#divert = divert
  }

  async take(chunk: Buffer): Promise<void> {
    let at = 0
    while (at < chunk.length) {
      if (this.#place === 'structure') at = this.#structure(chunk, at)
      else if (this.#place === 'string') at = this.#string(chunk, at)
      else at = await this.#diverted(chunk, at)
    }
  }

  finish(): unknown {
    const text = Buffer.concat(this.#plain).toString('utf8')
    if (this.#place !== 'structure' || this.#levels.length > 0) throw unreadable('bị cắt cụt')
    try {
      return JSON.parse(text)
    } catch {
      throw unreadable(text)
    }
  }

  #keep(bytes: Buffer): void {
    this.#plainBytes += bytes.length
    if (this.#plainBytes > this.#plainLimit) {
      throw new GatewayFault('too big', 'Câu trả lời của trục liên thông quá lớn.')
    }
    // A copy: the chunk is the network's.
    this.#plain.push(Buffer.from(bytes))
  }

  #structure(chunk: Buffer, start: number): number {
    for (let at = start; at < chunk.length; at++) {
      if (this.#levels.length > deepest) throw unreadable('lồng nhau quá sâu')
      const character = String.fromCharCode(chunk[at] ?? 0)
      const level = this.#levels.at(-1)
      if (character === '{') this.#levels.push({ kind: 'object', key: null })
      else if (character === '[') this.#levels.push({ kind: 'array', key: 0 })
      else if (character === '}' || character === ']') this.#levels.pop()
      else if (character === ',' && level?.kind === 'array') level.key = Number(level.key) + 1
      else if (character === ',' && level) level.key = null
      else if (character === '"') {
        this.#keep(chunk.subarray(start, at + 1))
        this.#beginString(level)
        return at + 1
      }
    }
    this.#keep(chunk.subarray(start))
    return chunk.length
  }

  #beginString(level: Level | undefined): void {
    this.#isKey = level?.kind === 'object' && level.key === null
    this.#text = []
    this.#sink = this.#isKey ? null : this.#divert(this.#levels.map(({ key }) => key ?? ''))
    this.#place = this.#sink ? 'diverted' : 'string'
  }

  #string(chunk: Buffer, start: number): number {
    let at = start
    for (; at < chunk.length; at++) {
      if (this.#escaped) this.#escaped = false
      else if (chunk[at] === backslash) this.#escaped = true
      else if (chunk[at] === quoteMark) break
    }
    const piece = chunk.subarray(start, Math.min(at + 1, chunk.length))
    this.#keep(piece)
    if (this.#isKey) this.#text.push(Buffer.from(piece))
    if (at >= chunk.length) return chunk.length
    this.#place = 'structure'
    const level = this.#levels.at(-1)
    if (this.#isKey && level) level.key = keyOf(Buffer.concat(this.#text).toString('utf8'))
    return at + 1
  }

  async #diverted(chunk: Buffer, start: number): Promise<number> {
    if (this.#escape !== '') return this.#takeEscape(chunk, start)
    const quoteAt = chunk.indexOf(quoteMark, start)
    const end = quoteAt < 0 ? chunk.length : quoteAt
    const escapeAt = chunk.subarray(start, end).indexOf(backslash)
    const stop = escapeAt < 0 ? end : start + escapeAt
    if (stop > start) {
      await this.#writeLoneSurrogate()
      await this.#sink?.write(chunk.subarray(start, stop))
    }
    if (escapeAt >= 0) {
      this.#escape = '\\'
      return stop + 1
    }
    if (quoteAt < 0) return chunk.length
    await this.#writeLoneSurrogate()
    await this.#sink?.end()
    this.#sink = null
    this.#keep(chunk.subarray(quoteAt, quoteAt + 1))
    this.#place = 'structure'
    return quoteAt + 1
  }

  async #takeEscape(chunk: Buffer, start: number): Promise<number> {
    let at = start
    const whole = () => this.#escape.length >= (this.#escape[1] === 'u' ? 6 : 2)
    while (at < chunk.length && !whole()) this.#escape += String.fromCharCode(chunk[at++] ?? 0)
    if (!whole()) return at
    let unit: number
    try {
      unit = String(JSON.parse(`"${this.#escape}"`)).charCodeAt(0)
    } catch {
      throw unreadable(this.#escape)
    }
    this.#escape = ''
    if (unit >= 0xd800 && unit < 0xdc00) {
      await this.#writeLoneSurrogate()
      this.#highSurrogate = unit
      return at
    }
    const pair = this.#highSurrogate !== 0 && unit >= 0xdc00 && unit < 0xe000
    const text = pair ? String.fromCharCode(this.#highSurrogate, unit) : String.fromCharCode(unit)
    if (pair) this.#highSurrogate = 0
    else await this.#writeLoneSurrogate()
    await this.#sink?.write(Buffer.from(text, 'utf8'))
    return at
  }

  async #writeLoneSurrogate(): Promise<void> {
    if (this.#highSurrogate === 0) return
    this.#highSurrogate = 0
    await this.#sink?.write(Buffer.from('\uFFFD', 'utf8'))
  }
}

function keyOf(quoted: string): string {
  try {
    return String(JSON.parse(`"${quoted}`))
  } catch {
    throw unreadable(quoted)
  }
}

function unreadable(said: string): GatewayFault {
  return new GatewayFault('unreadable', `Không đọc được câu trả lời của trục liên thông: “${said.slice(0, 160)}”.`)
}
