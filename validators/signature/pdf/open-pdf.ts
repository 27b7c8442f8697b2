/** From bytes to the final view of a PDF and the signatures it holds. */

import { ObjectStore } from '../../pdf/structure/object-store.ts'
import { endOfLastRevision, openSoundView, openView, recoverView, type View } from '../../pdf/structure/view.ts'
import { type EncryptionState, unlock } from './encryption/decryptor.ts'
import { PDF_LIMITS } from './limits.ts'
import { type SignatureField, type SignatureValue, signatureFields } from './signatures/signature-fields.ts'

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
  const isTorn = opened?.signed.length === 0 && hasSignatureBehind(view)
  if (view.recovered || (opened !== null && view.misses() === 0 && !isTorn)) return opened
  // An entry led nowhere: readers then look for the objects themselves, and may find more signatures. Or the end was torn
  // off: what was signed must not be called unsigned.
  const recovered = read(recoverView(new ObjectStore(store.bytes), bytes.length), password)
  if (opened === null || recovered === null) return opened ?? recovered
  return recovered.signed.length > opened.signed.length ? recovered : opened
}

/** Does a signature, or the beginning of one, stand behind the end of the last whole revision? */
function hasSignatureBehind({ store: { bytes } }: View): boolean {
  const end = endOfLastRevision(bytes, bytes.length) ?? 0
  return [BYTE_RANGE, SIGNATURE].some((mark) => bytes.indexOf(mark, end) >= 0)
}

function read(view: View, password: string | null): OpenedPdf | null {
  if (!(view.get(view.trailer, 'Root') instanceof Map)) return null
  const encryption = unlock(view, password)
  const signed = signatureFields(view).filter(isSigned)
  return { view, encryption, signed: signed.length > 0 ? signed : signedBefore(view) }
}

const BYTE_RANGE = Buffer.from('/ByteRange')
const SIGNATURE = Buffer.from('/Sig')
const EOF_MARK = Buffer.from('%%EOF')

/**
 * Signatures of an earlier revision, when the last one shows none: cutting the form off must not make a signed
 * document an unsigned one. Only revisions with a sound cross-reference count, so that a signed PDF carried inside
 * this one is not taken for it.
 */
function signedBefore(view: View): SignedField[] {
  const { bytes } = view.store
  if (!bytes.includes(BYTE_RANGE)) return []
  let mark = bytes.lastIndexOf(EOF_MARK)
  for (let tries = 0; mark > 0 && tries < PDF_LIMITS.earlierRevisions; tries += 1) {
    mark = bytes.lastIndexOf(EOF_MARK, mark - 1)
    if (mark < 0) return []
    const earlier = openSoundView(view.store, mark + EOF_MARK.length)
    const signed = earlier === null ? [] : signatureFields(earlier).filter(isSigned)
    if (signed.length > 0) return signed
  }
  return []
}

function isSigned(field: SignatureField): field is SignedField {
  return field.value !== null
}
