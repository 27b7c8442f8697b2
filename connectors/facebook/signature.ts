/** Facebook's two proofs: the handshake's verify token, and HMAC-SHA-256 with the app secret over the bytes as received. */
import { createHmac } from 'node:crypto'
import { sameDigest, sameSecret } from '../chat/compare.ts'
import type { HookAnswer, SignatureCheck } from '../chat/hook.ts'
import { bodyTime } from './read-events.ts'

export function checkFacebookSignature(
  { appSecret }: { appSecret: string },
  header: (name: string) => string | null,
  body: Buffer,
): SignatureCheck {
  const given = header('x-hub-signature-256')
  if (!given) return { ok: false, why: 'signature missing' }
  const hex = /^\s*sha256=([0-9a-f]{64})\s*$/i.exec(given)?.[1]
  if (!hex) return { ok: false, why: 'signature malformed' }
  if (!sameDigest(hex, createHmac('sha256', appSecret).update(body).digest())) {
    return { ok: false, why: 'signature wrong' }
  }
  return { ok: true, by: 'app secret', at: bodyTime(body) }
}

/** What Facebook calls a challenge: digits so far; nothing long, nothing a browser could read as a page. */
const challenge = /^[\w.-]{1,200}$/

export function shakeHands(verifyToken: string, query: URLSearchParams): HookAnswer {
  const asked = query.get('hub.challenge') ?? ''
  const right =
    query.get('hub.mode') === 'subscribe' &&
    sameSecret(query.get('hub.verify_token') ?? '', verifyToken) &&
    challenge.test(asked)
  return right ? { status: 200, text: asked } : { status: 403, text: 'forbidden' }
}
