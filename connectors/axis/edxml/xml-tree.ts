/**
 * Reads XML into a small tree while the content of chosen elements flows past it as bytes. A message of 100 MB is a few
 * kilobytes of markup around attachments; only the markup is parsed and kept.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { EdxmlLimits } from '../limits.ts'
import { type Refusal, refusal } from './refusals.ts'
import { readProlog } from './xml-bytes.ts'
import { refusalOf } from './xml-fault.ts'

export interface XmlElement {
  /** Local name. */
  name: string
  uri: string
  attributes: readonly { name: string; uri: string; value: string }[]
  children: XmlElement[]
  /** All character data directly inside. */
  text: string
  /** Number of the diverted content, counted from 0; `null` for an ordinary element. */
  content: number | null
}

/** Takes the characters of one diverted element as they come. */
export interface ContentSink {
  write(piece: Uint8Array): Promise<void>
  /** Met something that cannot stand in such content: a child element, an entity. */
  spoil(): void
  end(): Promise<void>
}

export interface XmlTree {
  /** As far as it was read. */
  root: XmlElement | null
  refusal: Refusal | null
}

/** Carries a refusal out of the parser's callbacks. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(reason: Refusal) {
    super(reason.message)
    this.refusal = reason
  }
}

const less = 0x3c
const greater = 0x3e
const ampersand = 0x26
const semicolon = 0x3b
const closeBracket = 0x5d
const cdataStart = Buffer.from('<![CDATA[')
/** White space by reference: XML writers put it at line ends inside base64. */
const whiteSpaceReferences = /&#(?:0*(?:9|10|13|32)|x0*(?:9|a|d|20));/gi
const longestReference = 12

/**
 * @param divert called for every element as it opens; a sink makes its content flow there. Sinks are always ended.
 * Errors of `source` and of sinks pass through.
 */
export async function readXmlTree(
  source: AsyncIterable<Uint8Array>,
  limits: EdxmlLimits,
  divert: (element: XmlElement, ancestors: readonly XmlElement[]) => ContentSink | null,
): Promise<XmlTree> {
  const prolog = await readProlog(source)
  if (prolog.before === 'no bytes at all') return { root: null, refusal: refusal('EMPTY_MESSAGE') }
  if (prolog.before === 'no tag at all') return { root: null, refusal: refusal('NOT_XML') }
  const junk = prolog.before === 'junk' ? refusal('JUNK_BEFORE_DECLARATION') : null
  const reader = new XmlReader(limits, divert, prolog.transcoded)
  try {
    await reader.read(prolog.content)
    return { root: reader.root, refusal: junk }
  } catch (error) {
    await reader.stop()
    if (error instanceof Refused) return { root: reader.root, refusal: junk ?? error.refusal }
    throw error
  }
}

class XmlReader {
  root: XmlElement | null = null
  readonly #limits: EdxmlLimits
  readonly #divert: (element: XmlElement, ancestors: readonly XmlElement[]) => ContentSink | null
  readonly #transcoded: boolean
  readonly #parser = new SaxesParser({ xmlns: true })
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  readonly #open: XmlElement[] = []
  #elements = 0
  #diverted = 0
  #bytes = 0
  #markupBytes = 0
  /** The element whose content flows past, and where to. */
  #sink: ContentSink | null = null
  /** Closed by the parser, to be ended before anything else is read. */
  #ended: ContentSink | null = null
  /** Where in the message the next bytes belong. */
  #place: 'markup' | 'content' | 'cdata' = 'markup'
  #expectedCdataEnd = 0

  constructor(
    limits: EdxmlLimits,
    divert: (element: XmlElement, ancestors: readonly XmlElement[]) => ContentSink | null,
    transcoded: boolean,
  ) {
    this.#limits = limits
    this.#divert = divert
    this.#transcoded = transcoded
    this.#parser.on('error', (error) => {
      throw new Refused(refusalOf(error.message))
    })
    this.#parser.on('xmldecl', ({ encoding }) => this.#checkEncoding(encoding))
    this.#parser.on('doctype', () => {
      throw new Refused(refusal('DTD_FORBIDDEN'))
    })
    this.#parser.on('opentag', (tag) => this.#openElement(tag))
    this.#parser.on('closetag', () => this.#closeElement())
    this.#parser.on('text', (text) => this.#addText(text))
    this.#parser.on('cdata', (text) => this.#addText(text))
    this.#parser.on('comment', () => this.#backToContent())
    this.#parser.on('processinginstruction', () => this.#backToContent())
  }

  async read(source: AsyncIterable<Uint8Array>): Promise<void> {
    let carry: Uint8Array | null = null
    try {
      for await (const chunk of source) {
        this.#bytes += chunk.byteLength
        if (this.#bytes > this.#limits.maxMessageBytes) throw new Refused(refusal('TOO_BIG'))
        carry = await this.#take(carry ? Buffer.concat([carry, chunk]) : asBuffer(chunk), false)
      }
    } catch (error) {
      if (isDecodingError(error)) throw new Refused(refusal('ENCODING_BROKEN'))
      throw error
    }
    if (carry) await this.#take(asBuffer(carry), true)
    this.#feed(new Uint8Array(0), true)
    if (this.#open.length > 0) throw new Refused(refusal('TRUNCATED'))
    this.#parser.close()
  }

  /** Ends a sink left open by an error. */
  async stop(): Promise<void> {
    const sink = this.#sink ?? this.#ended
    sink?.spoil()
    await sink?.end()
  }

  /** Uses up a chunk; what cannot be judged before more bytes come is given back. */
  async #take(chunk: Buffer, last: boolean): Promise<Uint8Array | null> {
    let at = 0
    while (at < chunk.length) {
      if (this.#place === 'markup') {
        // To the end of the tag and no further: what follows may be content.
        const end = chunk.indexOf(greater, at)
        const stop = end < 0 ? chunk.length : end + 1
        this.#feed(chunk.subarray(at, stop), false)
        await this.#endClosed()
        at = stop
      } else {
        const next = this.#place === 'content' ? await this.#content(chunk, at, last) : await this.#cdata(chunk, at)
        if (next === null) return chunk.subarray(at)
        at = next
      }
    }
    return null
  }

  #feed(bytes: Uint8Array, last: boolean): void {
    this.#markupBytes += bytes.byteLength
    if (this.#markupBytes > this.#limits.maxMarkupBytes)
      throw new Refused(refusal('TOO_BIG', 'phần ngoài tệp đính kèm'))
    try {
      const text = this.#decoder.decode(bytes, { stream: !last })
      if (text !== '') this.#parser.write(text)
    } catch (error) {
      if (isDecodingError(error)) throw new Refused(refusal('ENCODING_BROKEN'))
      throw error
    }
  }

  async #endClosed(): Promise<void> {
    const ended = this.#ended
    this.#ended = null
    await ended?.end()
  }

  /** Plain character data inside a diverted element. */
  async #content(chunk: Buffer, at: number, last: boolean): Promise<number | null> {
    const tag = chunk.indexOf(less, at)
    const stop = tag < 0 ? chunk.length : tag
    if (stop > at) return this.#characters(chunk, at, stop, last)
    if (!last && chunk.length - at < cdataStart.length) return null
    if (chunk.subarray(at, at + cdataStart.length).equals(cdataStart)) {
      this.#place = 'cdata'
      return at + cdataStart.length
    }
    this.#place = 'markup'
    return at
  }

  /** Characters up to the next tag, or to the end of the chunk; white space by reference becomes white space. */
  async #characters(chunk: Buffer, at: number, stop: number, last: boolean): Promise<number | null> {
    const piece = chunk.subarray(at, stop)
    if (!piece.includes(ampersand)) {
      await this.#sink?.write(piece)
      return stop
    }
    // A reference may be cut by the end of the chunk.
    const cut = piece.lastIndexOf(ampersand)
    const whole =
      last || stop < chunk.length || piece.length - cut >= longestReference || piece.includes(semicolon, cut)
    const text = piece.toString('latin1', 0, whole ? piece.length : cut).replace(whiteSpaceReferences, ' ')
    if (text.includes('&')) this.#sink?.spoil()
    await this.#sink?.write(Buffer.from(text, 'latin1'))
    return whole ? stop : cut > 0 ? at + cut : null
  }

  /** Base64 in a CDATA section: everything up to `]]>`. */
  async #cdata(chunk: Buffer, at: number): Promise<number> {
    if (this.#expectedCdataEnd > 0) {
      const expected = this.#expectedCdataEnd === 1 ? closeBracket : greater
      if (chunk[at] !== expected) this.#sink?.spoil()
      this.#expectedCdataEnd = chunk[at] !== expected ? 0 : (this.#expectedCdataEnd + 1) % 3
      if (this.#expectedCdataEnd === 0 && expected === greater) this.#place = 'content'
      return at + 1
    }
    const end = chunk.indexOf(closeBracket, at)
    const stop = end < 0 ? chunk.length : end
    await this.#sink?.write(chunk.subarray(at, stop))
    if (end < 0) return stop
    this.#expectedCdataEnd = 1
    return end + 1
  }

  #checkEncoding(encoding: string | undefined): void {
    const named = encoding?.toLowerCase() ?? 'utf-8'
    const known = this.#transcoded
      ? named.startsWith('utf-16') || named === 'utf-8'
      : /^(utf-?8|us-ascii|ascii)$/.test(named)
    if (!known) throw new Refused(refusal('ENCODING_UNSUPPORTED', encoding))
  }

  #openElement(tag: SaxesTagNS): void {
    if (this.#sink) {
      this.#sink.spoil()
      throw new Refused(refusal('NOT_TO_STANDARD', `thẻ ${tag.name} nằm trong nội dung tệp đính kèm`))
    }
    if (this.#open.length >= this.#limits.maxDepth) throw new Refused(refusal('TOO_DEEP'))
    if (++this.#elements > this.#limits.maxElements) throw new Refused(refusal('TOO_BIG', 'quá nhiều thẻ'))
    const element: XmlElement = {
      name: tag.local,
      uri: tag.uri,
      attributes: Object.values(tag.attributes)
        .filter(({ prefix, local }) => prefix !== 'xmlns' && !(prefix === '' && local === 'xmlns'))
        .map(({ local, uri, value }) => ({ name: local, uri, value })),
      children: [],
      text: '',
      content: null,
    }
    const parent = this.#open.at(-1)
    if (parent) parent.children.push(element)
    else this.root = element
    const sink = this.#divert(element, this.#open)
    this.#open.push(element)
    if (!sink) return
    if (this.#diverted >= this.#limits.maxAttachments) throw new Refused(refusal('TOO_MANY_ATTACHMENTS'))
    element.content = this.#diverted++
    this.#sink = sink
    this.#place = 'content'
  }

  #closeElement(): void {
    const element = this.#open.pop()
    if (!element || element.content === null) return
    this.#ended = this.#sink
    this.#sink = null
    this.#place = 'markup'
  }

  #addText(text: string): void {
    const element = this.#open.at(-1)
    if (element && !this.#sink) element.text += text
  }

  #backToContent(): void {
    if (this.#sink) this.#place = 'content'
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function isDecodingError(error: unknown): boolean {
  return (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
}
