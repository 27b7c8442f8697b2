/** The bytes of a message as UTF-8, whatever came before its first tag. */
import { prologBytes } from '../limits.ts'

export interface Prolog {
  /** The message from its first tag on, in UTF-8. */
  content: AsyncIterable<Uint8Array>
  /** What stands before the first tag. White space counts only before an XML declaration (XML 1.0 §2.8). */
  before: 'nothing' | 'junk' | 'no tag at all' | 'no bytes at all'
  transcoded: boolean
}

const utf8Bom = Buffer.from([0xef, 0xbb, 0xbf])

export async function readProlog(source: AsyncIterable<Uint8Array>): Promise<Prolog> {
  const chunks = source[Symbol.asyncIterator]()
  let start = Buffer.alloc(0)
  while (start.length < prologBytes) {
    const { done, value } = await chunks.next()
    if (done) break
    start = Buffer.concat([start, value])
  }
  const rest = chain(start, chunks)
  const utf16 =
    start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null
  if (utf16) return { content: transcode(rest, utf16), before: 'nothing', transcoded: true }

  const bom = start.subarray(0, 3).equals(utf8Bom) ? 3 : 0
  const tag = start.indexOf('<')
  if (tag < 0) {
    return { content: rest, before: start.length === bom ? 'no bytes at all' : 'no tag at all', transcoded: false }
  }
  const lead = start.toString('latin1', bom, tag)
  const declaration = start.toString('latin1').search(/<\?xml\s/)
  const junk = lead.trim() !== '' || (lead !== '' && declaration === tag)
  const skip = junk && declaration >= 0 ? declaration : tag
  return { content: chain(start.subarray(skip), chunks), before: junk ? 'junk' : 'nothing', transcoded: false }
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield first
    for (;;) {
      const { done, value } = await rest.next()
      if (done) return
      yield value
    }
  } finally {
    await rest.return?.()
  }
}

async function* transcode(source: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
