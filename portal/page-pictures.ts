/** Pages as pictures: drawn by a worker thread, kept a while, and never so many at once that the desk has to wait. */
import type { Context } from 'hono'
import type { System } from '../pipeline/system.ts'

/** Pixels across that may be asked for: a screen, and a sharp or enlarged one. */
export const pictureWidths = [800, 1600] as const

const keptBytes = 48 * 1024 * 1024

export interface PagePictures {
  /**
   * One page as WebP. `null` where it cannot be drawn; `busy` when more than `patience` pictures are being drawn already.
   */
  find(page: { sha256: string; number: number; width: number }, patience: number): Promise<Uint8Array | null | 'busy'>
}

export function openPagePictures({ objects, viewers, log }: System): PagePictures {
  /** The least recently asked for first. */
  const kept = new Map<string, Uint8Array>()
  const underway = new Map<string, Promise<Uint8Array | null>>()
  let bytes = 0

  function keep(key: string, picture: Uint8Array): void {
    kept.set(key, picture)
    bytes += picture.length
    for (const [oldest, old] of kept) {
      if (bytes <= keptBytes) break
      kept.delete(oldest)
      bytes -= old.length
    }
  }

  async function draw(key: string, sha256: string, number: number, width: number): Promise<Uint8Array | null> {
    try {
      const picture = await viewers.run('picture', await objects.get(sha256), number, width)
      if (picture) keep(key, picture.webp)
      return picture?.webp ?? null
    } catch (error) {
      log.warn({ sha256, page: number, error: String(error) }, 'page not drawn')
      return null
    } finally {
      underway.delete(key)
    }
  }

  return {
    async find({ sha256, number, width }, patience) {
      const key = `${sha256}/${number}/${width}`
      const known = kept.get(key)
      if (known) {
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const begun = underway.get(key)
      if (begun) return begun
      if (underway.size >= patience) return 'busy'
      const drawing = draw(key, sha256, number, width)
      underway.set(key, drawing)
      return drawing
    },
  }
}

interface SentPicture {
  sha256: string
  /** As in the address: `3.webp`. */
  name: string
  /** Pages there are. */
  pages: number
  patience: number
  cache: string
}

/** Answers a request for a page; the wanted width stands in `?rong=`. */
export async function sendPicture(c: Context, pictures: PagePictures, sent: SentPicture): Promise<Response> {
  const number = Number(/^(\d{1,5})\.webp$/.exec(sent.name)?.[1])
  const asked = Number(c.req.query('rong') ?? pictureWidths[0])
  const width = pictureWidths.find((known) => known === asked)
  if (!(number >= 1 && number <= sent.pages) || !width) return c.notFound()
  const etag = `"${sent.sha256}-${number}-${width}"`
  c.header('ETag', etag)
  c.header('Cache-Control', sent.cache)
  if (c.req.header('If-None-Match')?.includes(etag)) return c.body(null, 304)
  const picture = await pictures.find({ sha256: sent.sha256, number, width }, sent.patience)
  if (picture instanceof Uint8Array) {
    return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/webp' })
  }
  c.header('ETag', undefined)
  c.header('Cache-Control', 'no-store')
  if (picture === 'busy')
    return c.text('Máy chủ đang bận vẽ trang. Hãy thử lại sau giây lát.', 503, { 'Retry-After': '5' })
  return c.notFound()
}
