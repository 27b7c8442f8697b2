/** Signs a PDF as PAdES baseline B by incremental update: the bytes of before stay a prefix of the new file. */
import { createHash } from 'node:crypto'
import { PDFDict, PDFHexString, PDFName, PDFNumber, type PDFRef, PDFString } from 'pdf-lib'
import { commonName, openPkcs12, signDetached } from './cms.ts'
import { arrayUnder, type IncrementalUpdate, startUpdate } from './incremental-update.ts'

export interface Signature {
  pkcs12: Uint8Array
  passphrase: string
  /** Claimed time, written into the signature dictionary. */
  at: Temporal.Instant
  /** Revocation lists (DER) to carry along, so that a reader need not ask. */
  crls?: readonly Uint8Array[]
  reason?: string
  location?: string
  subFilter?: 'ETSI.CAdES.detached' | 'adbe.pkcs7.detached'
}

/** Room for the CMS, in bytes: certificates of a chain and a signature of 4096 bits fit well. */
const contentsBytes = 12_288
const widestNumber = 10

/** @throws for a wrong passphrase, or a PDF we cannot update (see `startUpdate`) */
export async function signPdf(original: Uint8Array, signature: Signature): Promise<Uint8Array> {
  const identity = openPkcs12(signature.pkcs12, signature.passphrase)
  const update = await startUpdate(original)
  addSignatureField(update, signature, commonName(identity.certificate))
  const bytes = Buffer.from(update.finish())
  const { start, end } = findContents(bytes, original.length)
  const range = [0, start, end, bytes.length - end]
  writeByteRange(bytes, original.length, range)
  const digest = createHash('sha256').update(bytes.subarray(0, start)).update(bytes.subarray(end)).digest()
  const cms = Buffer.from(signDetached(identity, digest, signature.crls)).toString('hex')
  if (cms.length > contentsBytes * 2) throw new Error('The signature is larger than the room kept for it')
  bytes.write(cms, start + 1, 'latin1')
  return bytes
}

function addSignatureField(update: IncrementalUpdate, signature: Signature, name: string): void {
  const { pdf, catalog, catalogRef } = update
  const { context } = pdf
  const page = pdf.getPage(0)
  const form = formOf(update, catalog, catalogRef)
  const fields = arrayUnder(update, form, PDFName.of('Fields'))
  const value = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: signature.subFilter ?? 'ETSI.CAdES.detached',
    ByteRange: [0, ...Array.from({ length: 3 }, () => PDFNumber.of(10 ** widestNumber - 1))],
    Contents: PDFHexString.of('0'.repeat(contentsBytes * 2)),
    M: PDFString.of(pdfDate(signature.at)),
    Name: PDFHexString.fromText(name),
    ...(signature.reason ? { Reason: PDFHexString.fromText(signature.reason) } : {}),
    ...(signature.location ? { Location: PDFHexString.fromText(signature.location) } : {}),
  })
  const widget = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFString.of(`Signature${fields.size() + 1}`),
    V: update.add(value),
    F: 132, // printed, locked
    Rect: [0, 0, 0, 0],
    P: page.ref,
  })
  const ref: PDFRef = update.add(widget)
  fields.push(ref)
  arrayUnder(update, page.node, PDFName.of('Annots')).push(ref)
  update.changed(page.ref)
}

/** The form of the document, made when there is none; `SigFlags` 3: signatures exist, append only. */
function formOf(update: IncrementalUpdate, catalog: PDFDict, catalogRef: PDFRef): PDFDict {
  const key = PDFName.of('AcroForm')
  const found = catalog.get(key)
  if (found && !(found instanceof PDFDict)) update.changed(found as PDFRef)
  else update.changed(catalogRef)
  const form = catalog.lookupMaybe(key, PDFDict) ?? (update.pdf.context.obj({}) as PDFDict)
  if (!found) catalog.set(key, form)
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3))
  return form
}

function findContents(bytes: Buffer, from: number): { start: number; end: number } {
  const start = bytes.indexOf('/Contents <0000', from, 'latin1') + '/Contents '.length
  const end = bytes.indexOf('>', start, 'latin1') + 1
  return { start, end }
}

function writeByteRange(bytes: Buffer, from: number, range: readonly number[]): void {
  const start = bytes.indexOf('/ByteRange [', from, 'latin1')
  const end = bytes.indexOf(']', start, 'latin1') + 1
  const text = `/ByteRange [ ${range.join(' ')} ]`
  bytes.write(text.padEnd(end - start, ' '), start, 'latin1')
}

/** ISO 32000-1, 7.9.4, Vietnam time. */
function pdfDate(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const two = (value: number) => String(value).padStart(2, '0')
  return `D:${local.year}${two(local.month)}${two(local.day)}${two(local.hour)}${two(local.minute)}${two(local.second)}+07'00'`
}
