/** What happens to documents in the world: changed after signing, broken, cut short, scanned, encrypted. */
import { createHash } from 'node:crypto'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import sharp from 'sharp'
import { startUpdate } from '../pipeline/gazette/signing/incremental-update.ts'
import { A4 } from '../pipeline/gazette/typesetting/typesetter.ts'

/** Draws a white patch over the middle of page 1 by an incremental update: the signed bytes stay, the page does not. */
export async function changeAfterSigning(signed: Uint8Array): Promise<Uint8Array> {
  const update = await startUpdate(signed)
  const { context } = update.pdf
  const page = update.pdf.getPage(0)
  const patch = Buffer.from('q 1 1 1 rg 120 380 360 60 re f Q', 'latin1')
  const ref = update.add(PDFRawStream.of(context.obj({ Length: patch.length }), patch))
  page.node.normalizedEntries()
  const contents = page.node.Contents()
  const parts = contents && 'asArray' in contents ? contents.asArray() : [page.node.get(PDFName.of('Contents'))]
  page.node.set(PDFName.of('Contents'), context.obj([...parts.filter((part) => part !== undefined), ref]))
  update.changed(page.ref)
  return update.finish()
}

/** One letter of the signed content altered in place. */
export function breakSignedBytes(signed: Uint8Array): Uint8Array {
  const bytes = Buffer.from(signed)
  const at = bytes.indexOf('/Title', 0, 'latin1') + '/Title <FEFF'.length + 3
  bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30
  return bytes
}

export function cutShort(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length / 3))
}

/** The first page as a scanner gives it: a grey, slightly skewed picture with grain, and no text layer. */
export async function scan(pdf: Uint8Array): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(Buffer.from(pdf))
    const page = document.getPage(0)
    const rendered = await page.render({ scale: 200 / 72, render: 'bitmap' })
    const { width, height } = rendered
    const grain = grainOf(width, height)
    const picture = await sharp(rendered.data, { raw: { width, height, channels: 4 } })
      .flatten({ background: '#ffffff' })
      .rotate(0.6, { background: '#f4f2ec' })
      .resize(width, height, { fit: 'cover' })
      .composite([{ input: grain, raw: { width, height, channels: 4 }, blend: 'multiply' }])
      .jpeg({ quality: 78 })
      .toBuffer()
    document.destroy()
    const scanned = await PDFDocument.create({ updateMetadata: false })
    const image = await scanned.embedJpg(picture)
    scanned.addPage([A4.width, A4.height]).drawImage(image, { x: 0, y: 0, width: A4.width, height: A4.height })
    return await scanned.save({ useObjectStreams: false })
  } finally {
    library.destroy()
  }
}

/** Grain from a fixed sequence, so that the same page gives the same scan. */
function grainOf(width: number, height: number): Buffer {
  const grain = Buffer.alloc(width * height * 4)
  let state = 20261124
  for (let index = 0; index < grain.length; index += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const light = 255 - ((state >>> 24) % 28)
    grain[index] = light
    grain[index + 1] = light
    grain[index + 2] = light - 4
    grain[index + 3] = 255
  }
  return grain
}

/** A sheet with lines and curves: something people drop by mistake. */
export async function drawing(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const page = pdf.addPage([A4.width, A4.height])
  for (let ring = 1; ring < 14; ring++)
    page.drawEllipse({ x: 300, y: 420, xScale: ring * 18, yScale: ring * 11, borderWidth: 1 })
  page.drawText('Sketch 7 - 1:5000', { x: 60, y: 60, size: 12 })
  return pdf.save({ useObjectStreams: false })
}

const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex')

/** A one-page PDF that opens only with the password (standard security handler, revision 3, ISO 32000-1, 7.6.3). */
export function encrypted(password: string): Uint8Array {
  const id = createHash('md5').update('congbao sample').digest()
  const pad = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), padding]).subarray(0, 32)
  const md5 = (...parts: Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash('md5')).digest()
  const fifty = (start: Buffer) => Array.from({ length: 50 }).reduce<Buffer>((sum) => md5(sum), start)
  const rounds = (key: Buffer, text: Buffer) =>
    Array.from({ length: 20 }).reduce<Buffer>(
      (sum, _, round) =>
        rc4(
          key.map((byte) => byte ^ round),
          sum,
        ),
      text,
    )
  const owner = rounds(fifty(md5(pad('chu-so-huu'))), pad(password))
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff])
  const key = fifty(md5(pad(password), owner, permissions, id))
  const user = Buffer.concat([rounds(key, md5(padding, id)), Buffer.alloc(16)])
  const text = Buffer.from('BT /F 14 Tf 72 760 Td (Van ban mau da dat mat khau) Tj ET', 'latin1')
  const contentKey = md5(key, Buffer.from([4, 0, 0, 0, 0]))
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    ),
    Buffer.concat([
      Buffer.from(`<< /Length ${text.length} >>\nstream\n`),
      rc4(contentKey, text),
      Buffer.from('\nendstream'),
    ]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    Buffer.from(
      `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >>`,
    ),
  ]
  const parts = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(whole)
    length += whole.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const hex = id.toString('hex')
  parts.push(
    Buffer.from(
      `xref\n0 7\n0000000000 65535 f \n${rows}trailer\n<< /Size 7 /Root 1 0 R /Encrypt 6 0 R /ID [<${hex}> <${hex}>] >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** RC4, which the machine's OpenSSL may no longer offer; good enough for a file that is meant to be refused. */
function rc4(key: Uint8Array, text: Uint8Array): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number): number => state[index & 255] ?? 0
  const swap = (one: number, other: number): void => {
    const kept = at(one)
    state[one & 255] = at(other)
    state[other & 255] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let i = 0
  let j = 0
  return Buffer.from(
    text.map((byte) => {
      i = (i + 1) & 255
      j = (j + at(i)) & 255
      swap(i, j)
      return byte ^ at(at(i) + at(j))
    }),
  )
}
