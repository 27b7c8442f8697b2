/** Are two strings or streams the same once decrypted? Saving again encrypts the same text to other octets (AES). */

import type { Decryptor } from '../../../pdf/structure/object-store.ts'
import type { View } from '../../../pdf/structure/view.ts'
import { PdfStream, PdfString } from '../../../pdf/syntax/objects.ts'

/** A string or stream in the indirect object that holds it; `null`: held by no object. */
export interface Held<T> {
  view: View
  holder: number | null
  value: T
}

/** Octet by octet, or – in an encrypted file that was opened – as they read. */
export function samePlain(old: Held<PdfString | PdfStream>, now: Held<PdfString | PdfStream>): boolean {
  if (Buffer.compare(octetsOf(old.value), octetsOf(now.value)) === 0) return true
  const { decryptor } = now.view.store
  if (decryptor === null) return false
  const [before, after] = [plainOf(old, decryptor), plainOf(now, decryptor)]
  return before !== null && after !== null && Buffer.compare(before, after) === 0
}

function octetsOf(value: PdfString | PdfStream): Uint8Array {
  return value instanceof PdfStream ? value.raw : value.bytes
}

/** As the file means it, `null` where that cannot be told; what stands in an object stream was decrypted with it. */
function plainOf({ view, holder, value }: Held<PdfString | PdfStream>, decryptor: Decryptor): Uint8Array | null {
  const object = holder === null ? null : view.object(holder)
  if (object === null) return null
  if (object.compressed) return octetsOf(value)
  if (value instanceof PdfStream) return decryptor.stream(value.raw, value.dict, object.num, object.gen)
  return value instanceof PdfString && value.source === view.store.bytes
    ? decryptor.string(value.bytes, object.num, object.gen)
    : null
}
