/** Sends stored bytes as they are, piece by piece, with ranges and a validator that is the hash itself. */
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { type ByteRange, ObjectMissing, type Objects } from '../storage/objects/objects.ts'
import { publicCache } from './public-cache.ts'

export interface SentFile {
  sha256: string
  mediaType: string
  fileName: string
  /** Shown in the browser; otherwise offered for download. */
  inline: boolean
  /** Who may keep it, and how long; what the public reads may be kept by everybody. */
  cache?: string
}

/** However large the file and slow its reader, only a few pieces of it are in memory. */
export async function sendObject(c: Context, objects: Objects, file: SentFile): Promise<Response> {
  const etag = `"${file.sha256}"`
  c.header('ETag', etag)
  c.header('Cache-Control', file.cache ?? publicCache.files)
  c.header('Accept-Ranges', 'bytes')
  if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304)
  const bytes = await objects.bytesOf(file.sha256)
  if (bytes === null) throw new ObjectMissing(`Object ${file.sha256} is missing`)
  c.header('Content-Type', file.mediaType)
  c.header(
    'Content-Disposition',
    `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName.toWellFormed())}`,
  )
  const range = askedRange(c.req.header('Range'), bytes)
  if (range === 'beyond') {
    c.header('Content-Range', `bytes */${bytes}`)
    return c.body(null, 416)
  }
  if (range) c.header('Content-Range', `bytes ${range.first}-${range.last}/${bytes}`)
  c.header('Content-Length', String(range ? range.last - range.first + 1 : bytes))
  const status = range ? 206 : 200
  if (c.req.method === 'HEAD') return c.body(null, status)
  const pieces = Readable.from(objects.stream(file.sha256, range ?? undefined), { objectMode: false })
  return c.body(Readable.toWeb(pieces) as ReadableStream, status)
}

/** RFC 9110 §14: one range; `null` for all of it, also where the header is none that we know. */
function askedRange(header: string | undefined, bytes: number): ByteRange | 'beyond' | null {
  const [asked, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (!asked || (from === '' && to === '')) return null
  if (from === '')
    return to === '0' || bytes === 0 ? 'beyond' : { first: Math.max(0, bytes - Number(to)), last: bytes - 1 }
  const first = Number(from)
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < first) return null
  return first > last ? 'beyond' : { first, last }
}

/** Sends the searchable copy of a scan, named so that nobody takes it for the original. */
export function sendSearchable(
  c: Context,
  objects: Objects,
  sha256: string,
  name: string,
  cache?: string,
): Promise<Response> {
  const fileName = `${name.replace(/\.[^.]*$/, '')}.tra-cuu.pdf`
  return sendObject(c, objects, {
    sha256,
    mediaType: 'application/pdf',
    fileName,
    inline: true,
    ...(cache ? { cache } : {}),
  })
}
