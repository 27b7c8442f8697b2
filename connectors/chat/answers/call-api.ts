/** One call to a platform's API that answers in JSON. */
import { callWithinMs } from '../limits.ts'

export type Fetch = typeof globalThis.fetch

export type ApiAnswer =
  | { kind: 'answer'; status: number; json: unknown }
  /** No answer, or one that is no JSON; in Vietnamese. */
  | { kind: 'down'; why: string }

const largestAnswer = 256 * 1024

/** Never rejects. */
export async function callApi(fetch: Fetch, url: string, init: RequestInit, platform: string): Promise<ApiAnswer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(callWithinMs) })
    const said = await readText(response)
    try {
      return { kind: 'answer', status: response.status, json: JSON.parse(said) }
    } catch {
      return { kind: 'down', why: `${platform} trả lời HTTP ${response.status}, không đọc được.` }
    }
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name
    return { kind: 'down', why: `Không gọi được ${platform} (${cause}).` }
  }
}

async function readText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength
    if (bytes > largestAnswer) throw new Error('too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
