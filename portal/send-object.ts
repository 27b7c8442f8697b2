/** Sends stored bytes as they are, with ranges and a validator that is the hash itself. */
import type { Context } from 'hono'
import type { Objects } from '../storage/objects/objects.ts'

export interface SentFile {
  sha256: string
  mediaType: string
  fileName: string
  /** Shown in the browser; otherwise offered for download. */
  inline: boolean
  /** Who may keep it, and how long; what the public reads may be kept by everybody. */
  cache?: string
}

export async function sendObject(c: Context, objects: Objects, file: SentFile): Promise<Response> {
  const etag = `"${file.sha256}"`
  c.header('ETag', etag)
  c.header('Cache-Control', file.cache ?? 'public, max-age=3600')
  c.header('Accept-Ranges', 'bytes')
  if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304)
  const bytes = await objects.get(file.sha256)
  c.header('Content-Type', file.mediaType)
  c.header(
    'Content-Disposition',
    `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  )
  const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('Range') ?? '')
  if (!range) return c.body(new Uint8Array(bytes))
  const start = Number(range[1])
  const end = range[2] ? Math.min(Number(range[2]), bytes.length - 1) : bytes.length - 1
  if (start > end) {
    c.header('Content-Range', `bytes */${bytes.length}`)
    return c.body(null, 416)
  }
  c.header('Content-Range', `bytes ${start}-${end}/${bytes.length}`)
  return c.body(new Uint8Array(bytes.subarray(start, end + 1)), 206)
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
