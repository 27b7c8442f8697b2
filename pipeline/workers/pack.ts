/**
 * How a `ReadDocument` rests in the object store: JSON, gzipped, one page a line. Strings in JSON hold no line breaks, so
 * the lines are the pages.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gunzipSync } from 'node:zlib'
import type { Page, ReadDocument } from '../../validators/text/read-document.ts'

/** Page after page: the JSON of 5,000 pages as one string would take more memory than the pages themselves. */
export async function pack(read: ReadDocument): Promise<Uint8Array> {
  const parts: Buffer[] = []
  await pipeline(Readable.from(jsonOf(read)), createGzip({ level: 6 }), async (packed) => {
    for await (const part of packed) parts.push(part as Buffer)
  })
  return Buffer.concat(parts)
}

function* jsonOf({ pages, ...rest }: ReadDocument): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"pages":[`
  for (const [index, page] of pages.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(page)}`
  yield '\n]}'
}

/** Takes also what older versions stored: the same on one line. */
export function unpack(stored: Uint8Array): ReadDocument {
  const json = gunzipSync(stored)
  let from = json.indexOf(newLine)
  if (from < 0) return JSON.parse(json.toString('utf8')) as ReadDocument
  const read = JSON.parse(`${json.toString('utf8', 0, from)}]}`) as ReadDocument
  const pages: Page[] = []
  for (let to = json.indexOf(newLine, from + 1); to >= 0; to = json.indexOf(newLine, from + 1)) {
    const end = json[to - 1] === comma ? to - 1 : to
    pages.push(JSON.parse(json.toString('utf8', from + 1, end)) as Page)
    from = to
  }
  return { ...read, pages }
}

const newLine = 0x0a
const comma = 0x2c
