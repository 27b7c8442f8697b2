/** Watches a file go by: its hash, its head, and whether someone once read its bytes as text and ruined them. */
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { StoredBytes } from '../../intake.ts'
import { typeHeadBytes } from '../limits.ts'
import { type DetectedType, detectType, isBinary } from './detect-type.ts'

/**
 * Bytes decoded as UTF-8 with replacement and written again are valid UTF-8 throughout, with EF BF BD for every byte
 * that was none. A sound binary file is never valid UTF-8 from end to end; a few U+FFFD in plain text are no fault.
 */
const replacementsThatProveRuin = 4
const replacement = Buffer.from([0xef, 0xbf, 0xbd])

export interface ContentProbe {
  see(chunk: Uint8Array): void
  bytes(): number
  head(): Uint8Array
  /** Call once, at the end. */
  finish(): { stored: StoredBytes; detected: DetectedType; replacements: number }
}

export function openProbe(): ContentProbe {
  const hash = createHash('sha256')
  let bytes = 0
  let head = Buffer.alloc(0)
  let carry = Buffer.alloc(0)
  let utf8 = true
  let replacements = 0

  const watchText = (chunk: Uint8Array, last: boolean) => {
    if (!utf8) return
    const text =
      carry.length > 0 ? Buffer.concat([carry, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const whole = last ? text.length : lastCharacterStart(text)
    const checked = text.subarray(0, whole)
    if (!isUtf8(checked)) {
      utf8 = false
      return
    }
    for (let at = checked.indexOf(replacement); at >= 0; at = checked.indexOf(replacement, at + 3)) replacements++
    carry = Buffer.from(text.subarray(whole))
  }
  return {
    see(chunk) {
      bytes += chunk.byteLength
      hash.update(chunk)
      if (head.length < typeHeadBytes) {
        head = Buffer.concat([head, chunk.subarray(0, typeHeadBytes - head.length)])
      }
      watchText(chunk, false)
    },
    bytes: () => bytes,
    head: () => head,
    finish() {
      watchText(new Uint8Array(0), true)
      return {
        stored: { sha256: hash.digest('hex'), bytes },
        detected: detectType(head),
        replacements: utf8 ? replacements : 0,
      }
    },
  }
}

/** Where the last, perhaps unfinished, character begins. */
function lastCharacterStart(text: Buffer): number {
  for (let back = 1; back <= Math.min(4, text.length); back++) {
    const byte = text[text.length - back] ?? 0
    if (byte < 0x80) return text.length - back + 1
    if (byte >= 0xc0) return text.length - back
  }
  return text.length
}

export function isRuined(seen: { detected: DetectedType; replacements: number }, name: string | null): boolean {
  return seen.replacements >= replacementsThatProveRuin && isBinary(seen.detected, name)
}
