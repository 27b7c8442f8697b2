/** The integrity code of an encrypted file (ISO/TS 32004): there, sound, and not taken off. */

import type { View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfString, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { attempt } from '../../asn1/element.ts'
import { readSignedData } from '../../cms/signed-data.ts'
import { contentOf } from '../../crypto/digest.ts'
import type { Finding } from '../../reasons.ts'
import { pdfFinding } from '../reason-list.ts'
import { signedBytes } from '../signatures/byte-range.ts'
import type { EncryptionState } from './decryptor.ts'
import { checkMac } from './mac-token.ts'

/** The unsigned attribute that carries a token attached to a signature. */
const MAC_ATTRIBUTE = '1.0.32004.1.2'

/** What the MAC of a view says; nothing where there is none to expect. */
export function macFindings(view: View, encryption: EncryptionState): Finding[] {
  const code = view.get(view.trailer, 'AuthCode')
  const salt = encryption.kind === 'opened' ? view.get(encryption.dict, 'KDFSalt') : null
  if (!(code instanceof Map)) {
    return salt instanceof PdfString ? [pdfFinding('MAC_INVALID', 'đã bị gỡ khỏi tệp')] : []
  }
  if (encryption.kind !== 'opened' || !(salt instanceof PdfString)) return [pdfFinding('MAC_UNCHECKED')]
  const place = isName(view.get(code, 'MACLocation'), 'AttachedToSig') ? attached(view, code) : standalone(view, code)
  if (place === null) return [pdfFinding('MAC_INVALID', 'không đọc được')]
  const outcome = checkMac({ ...place, fileKey: encryption.key, salt: salt.bytes })
  if (outcome === 'valid') return []
  return outcome === 'invalid' ? [pdfFinding('MAC_INVALID', 'không khớp')] : [pdfFinding('MAC_UNCHECKED')]
}

type Placed = Pick<Parameters<typeof checkMac>[0], 'token' | 'content' | 'signatureValue'>

function standalone(view: View, code: PdfDict): Placed | null {
  const token = view.get(code, 'MAC')
  const signed = signedBytes(view, code)
  if (!(token instanceof PdfString) || signed.kind === 'unreadable') return null
  return { token: token.bytes, content: contentOf(...signed.chunks), signatureValue: null }
}

function attached(view: View, code: PdfDict): Placed | null {
  const signature: PdfValue = view.get(code, 'SigObjRef')
  const contents = view.get(signature, 'Contents')
  if (!(signature instanceof Map) || !(contents instanceof PdfString)) return null
  const signed = signedBytes(view, signature)
  const cms = attempt(() => readSignedData(contents.bytes))
  const signer = cms?.signerInfos[0]
  const token = signer?.unsignedAttributes.find(({ oid }) => oid === MAC_ATTRIBUTE)?.values[0]
  if (signer === undefined || token === undefined || signed.kind === 'unreadable') return null
  return { token: token.bytes, content: contentOf(...signed.chunks), signatureValue: signer.signature }
}
