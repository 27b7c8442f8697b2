/** Text made anew for each request, sent only where the asker does not have it yet (RFC 9110 §13). */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { publicCache } from './public-cache.ts'

/** Answers with an ETag over the content; an unchanged answer is a 304 without body. @param mediaType without charset */
export function sendConditionally(c: Context, body: string, mediaType: string): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  c.header('ETag', etag)
  c.header('Cache-Control', publicCache.pages)
  if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304)
  return c.body(body, 200, { 'Content-Type': `${mediaType}; charset=utf-8` })
}
