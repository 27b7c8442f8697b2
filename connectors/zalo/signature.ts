/**
 * `X-ZEvent-Signature: mac=<hex>` with mac = SHA-256(appId + raw body + timestamp + OA secret key): a plain hash, no
 * HMAC. App id and OA secret come from the settings; the app id in the body may differ (seen in an SDK's own vectors).
 */
import { createHash } from 'node:crypto'
import { sameDigest } from '../chat/compare.ts'
import type { SignatureCheck } from '../chat/hook.ts'
import { instantOf } from './instant.ts'

/** Whichever of the two timestamps makes the signature right is believed [U: clients differ]. */
export function checkZaloSignature(
  { appId, oaSecret }: { appId: string; oaSecret: string },
  header: (name: string) => string | null,
  body: Buffer,
): SignatureCheck {
  const given = header('x-zevent-signature')
  if (!given) return { ok: false, why: 'signature missing' }
  const mac = /^\s*(?:mac\s*=\s*)?([0-9a-f]{64})\s*$/i.exec(given)?.[1]
  if (!mac) return { ok: false, why: 'signature malformed' }
  const candidates = [
    { by: 'body timestamp', timestamp: bodyTimestamp(body) },
    { by: 'header timestamp', timestamp: header('x-zevent-timestamp')?.trim() },
  ]
  for (const { by, timestamp } of candidates) {
    if (timestamp && sameDigest(mac, zaloMac(appId, body, timestamp, oaSecret))) {
      return { ok: true, by, at: instantOf(timestamp) }
    }
  }
  return { ok: false, why: 'signature wrong' }
}

export function zaloMac(appId: string, body: Uint8Array, timestamp: string, oaSecret: string): Buffer {
  return createHash('sha256').update(appId).update(body).update(timestamp).update(oaSecret).digest()
}

/** The text as it stands in the body, digit for digit. */
function bodyTimestamp(body: Buffer): string | null {
  try {
    const { timestamp } = JSON.parse(body.toString('utf8')) as { timestamp?: unknown }
    return typeof timestamp === 'string' || typeof timestamp === 'number' ? String(timestamp) : null
  } catch {
    return null
  }
}
