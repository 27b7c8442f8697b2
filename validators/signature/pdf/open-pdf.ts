/** From bytes to the final view of a PDF and the signatures it holds. */
import { type EncryptionState, unlock } from './encryption/decryptor.ts'
import { type SignatureField, type SignatureValue, signatureFields } from './signatures/signature-fields.ts'
import { ObjectStore } from './structure/object-store.ts'
import { openView, recoverView, type View } from './structure/view.ts'

/** A field that was signed. */
export type SignedField = SignatureField & { value: SignatureValue }

export interface OpenedPdf {
  view: View
  encryption: EncryptionState
  signed: SignedField[]
}

/** Opens a PDF with every tolerance; `null` when no catalog can be found at all. */
export function openPdf(bytes: Uint8Array, password: string | null): OpenedPdf | null {
  const store = new ObjectStore(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const view = openView(store, bytes.length)
  const opened = read(view, password)
  if (view.recovered || (opened !== null && view.misses() === 0)) return opened
  // An entry led nowhere: readers then look for the objects themselves, and may find more signatures.
  const recovered = read(recoverView(new ObjectStore(store.bytes), bytes.length), password)
  if (opened === null || recovered === null) return opened ?? recovered
  return recovered.signed.length > opened.signed.length ? recovered : opened
}

function read(view: View, password: string | null): OpenedPdf | null {
  if (!(view.get(view.trailer, 'Root') instanceof Map)) return null
  const encryption = unlock(view, password)
  return { view, encryption, signed: signatureFields(view).filter(isSigned) }
}

function isSigned(field: SignatureField): field is SignedField {
  return field.value !== null
}
