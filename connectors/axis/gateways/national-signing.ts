/** How a call to the national gateway proves who makes it (VXP SDK 2.0.1): its headers, signed with our secret. */
import { createHash, createHmac } from 'node:crypto'
import { vietnamTime } from '../vietnam-time.ts'

export interface NationalIdentity {
  systemId: string
  secret: string
}

/** `ddMMyyyy'T'HHmmss+SSSS`: local time, and the milliseconds in four digits where a zone would stand. */
export function sdkTimestamp(now: Temporal.Instant): string {
  const local = now.toZonedDateTimeISO(vietnamTime)
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${two(local.day)}${two(local.month)}${String(local.year).padStart(4, '0')}`
  const time = `${two(local.hour)}${two(local.minute)}${two(local.second)}`
  return `${date}T${time}+${String(local.millisecond).padStart(4, '0')}`
}

/**
 * Every parameter becomes a header `XroadVnpt-<name>`; the JSON object of all of them is the signed text. Its bytes are
 * what the HMAC covers, so it is sent exactly as signed; characters beyond ASCII are escaped, which JSON allows.
 */
export function signedHeaders(
  identity: NationalIdentity,
  parameters: Readonly<Record<string, string>>,
  now: Temporal.Instant,
): Record<string, string> {
  const all = { systemid: identity.systemId, timestamp: sdkTimestamp(now), ...parameters }
  const prefixed = Object.fromEntries(Object.entries(all).map(([name, value]) => [`XroadVnpt-${name}`, value]))
  const signed = asciiJson(prefixed)
  return {
    ...Object.fromEntries(Object.entries(prefixed).map(([name, value]) => [name, asciiText(value)])),
    'XroadVnpt-sign-header-key': Object.keys(all).join(';'),
    'XroadVnpt-sign-header': signed,
    'XroadVnpt-hash-header': createHmac('sha256', identity.secret).update(signed, 'utf8').digest('hex'),
    'XroadVnpt-version': '3.0.201608',
    'User-Agent': 'JAVASDKAgent/1.0.0 XRoad/VPCP',
  }
}

/** The SDK writes each byte without its leading zero (0a as `a`); whether the server relies on it is not known. */
export function fileHash(content: Uint8Array, style: 'sdk' | 'plain'): string {
  const digest = createHash('sha256').update(content).digest()
  return style === 'plain' ? digest.toString('hex') : [...digest].map((byte) => byte.toString(16)).join('')
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u0080-\uffff]/g, escapeUnit)
}

/** Headers carry ASCII; our own codes and ids are, but a setting may not be. */
function asciiText(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, escapeUnit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
