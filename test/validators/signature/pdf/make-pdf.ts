/** Small PDF files made by hand: revisions, signatures, and every wrong thing a test asks for. */
import { issue, issueTsa, makeCms, makeTimestamp, type Party } from '../pki.ts'

export const root = issue({ commonName: 'Gốc', ca: true })
export const clerk = issue({ commonName: 'Văn thư', issuer: root })
export const chairman = issue({ commonName: 'Chủ tịch', issuer: root })
export const tsa = issueTsa(root)

export interface Pdf {
  bytes: Buffer
  /** Offset of the newest cross-reference section. */
  xref: number
  /** One more than the highest object number. */
  size: number
}

/** Object number → its source text between `obj` and `endobj`; `null` frees it. */
export type Objects = Record<number, string | null>

export const stream = (data: string, entries = ''): string =>
  `<< ${entries} /Length ${Buffer.byteLength(data, 'latin1')} >>\nstream\n${data}\nendstream`

/** Catalog 1, page tree 2, page 3 with content 4 and font 5, form 6 with the text field 7 shown by 8. */
export const LETTER: Objects = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [7 0 R] >>',
  4: stream('BT /F1 12 Tf 72 700 Td (Quyet dinh) Tj ET'),
  5: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  6: '<< /Fields [7 0 R] /DR << /Font << /Helv 5 0 R >> >> >>',
  7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (ghichu) /Rect [72 600 272 620] /P 3 0 R /F 4 /AP << /N 8 0 R >> >>',
  8: stream('BT (trong) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 200 20]'),
}

export function makePdf(objects: Objects = LETTER, header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'): Pdf {
  return append({ bytes: Buffer.from(header, 'latin1'), xref: 0, size: 1 }, objects)
}

export interface AppendWish {
  /** More trailer entries. */
  trailer?: string
  /** Leaves out the cross-reference section. */
  withoutXref?: boolean
  /** Writes the numbers into an object stream, and a cross-reference stream. */
  compressed?: boolean
}

/** Appends an incremental update. */
export function append(pdf: Pdf, objects: Objects, wish: AppendWish = {}): Pdf {
  if (wish.compressed) return appendCompressed(pdf, objects)
  const parts: Buffer[] = [pdf.bytes]
  let offset = pdf.bytes.length
  const rows: string[] = pdf.xref === 0 ? ['0 1\n0000000000 65535 f \n'] : []
  let size = pdf.size
  for (const [key, source] of Object.entries(objects)) {
    const num = Number(key)
    size = Math.max(size, num + 1)
    if (source === null) {
      rows.push(`${num} 1\n0000000000 65535 f \n`)
      continue
    }
    const text = Buffer.from(`${num} 0 obj\n${source}\nendobj\n`, 'latin1')
    rows.push(`${num} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    parts.push(text)
    offset += text.length
  }
  if (wish.withoutXref) return { ...pdf, bytes: Buffer.concat(parts), size }
  const previous = pdf.xref === 0 ? '' : ` /Prev ${pdf.xref}`
  const trailer = `<< /Size ${size} /Root 1 0 R${previous} ${wish.trailer ?? ''} >>`
  parts.push(Buffer.from(`xref\n${rows.join('')}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`, 'latin1'))
  return { bytes: Buffer.concat(parts), xref: offset, size }
}

function appendCompressed(pdf: Pdf, objects: Objects): Pdf {
  const numbers = Object.keys(objects).map(Number)
  const container = Math.max(pdf.size, ...numbers.map((num) => num + 1))
  const sources = numbers.map((num) => objects[num] ?? 'null')
  let at = 0
  const head = numbers.map((num, index) => {
    const entry = `${num} ${at}`
    at += (sources[index]?.length ?? 0) + 1
    return entry
  })
  const first = `${head.join(' ')} `
  const body = stream(`${first}${sources.join(' ')}`, `/Type /ObjStm /N ${numbers.length} /First ${first.length}`)
  const object = Buffer.from(`${container} 0 obj\n${body}\nendobj\n`, 'latin1')
  const offset = pdf.bytes.length
  const xref = offset + object.length
  const entry = (type: number, second: number, third: number) =>
    Buffer.from([type, second >>> 24, (second >>> 16) & 255, (second >>> 8) & 255, second & 255, third])
  const index = [...numbers, container, container + 1].map((num) => `${num} 1`).join(' ')
  const rows = Buffer.concat([
    ...numbers.map((_, position) => entry(2, container, position)),
    entry(1, offset, 0),
    entry(1, xref, 0),
  ])
  const previous = pdf.xref === 0 ? '' : `/Prev ${pdf.xref}`
  const entries = `/Type /XRef /Size ${container + 2} /W [1 4 1] /Index [${index}] /Root 1 0 R ${previous}`
  const section = Buffer.from(`${container + 1} 0 obj\n${stream(rows.toString('latin1'), entries)}\nendobj\n`, 'latin1')
  const tail = Buffer.from(`startxref\n${xref}\n%%EOF\n`)
  return { bytes: Buffer.concat([pdf.bytes, object, section, tail]), xref, size: container + 2 }
}

export interface SignWish {
  party?: Party
  field?: string
  /** More entries of the signature dictionary, such as `/Reference […]`. */
  entries?: string
  /** More entries of the field. */
  fieldEntries?: string
  /** Objects written in the same revision, over those the signature needs. */
  objects?: Objects
  subFilter?: string
  /** A document time-stamp made at this moment. */
  stampedAt?: string
  /** More trailer entries. */
  trailer?: string
  /** The annotations of the page and the fields of the form besides the new one. */
  others?: string
  visible?: boolean
  /** Where a visible signature stands. */
  rect?: string
}

const ROOM = 6000

/** Signs in an incremental update: a new field in the form and on the page. */
export function sign(pdf: Pdf, wish: SignWish = {}): Pdf {
  const field = pdf.size
  const value = field + 1
  const others = wish.others ?? '7 0 R'
  const appearance = wish.visible ? ` /AP << /N ${value + 1} 0 R >>` : ''
  const rect = wish.visible ? (wish.rect ?? '[300 100 500 160]') : '[0 0 0 0]'
  const type = wish.stampedAt === undefined ? '/Sig' : '/DocTimeStamp'
  const subFilter = wish.stampedAt === undefined ? (wish.subFilter ?? 'adbe.pkcs7.detached') : 'ETSI.RFC3161'
  const unsigned = append(
    pdf,
    {
      3: (LETTER[3] ?? '').replace('[7 0 R]', `[${others} ${field} 0 R]`),
      6: `<< /SigFlags 3 /Fields [${others} ${field} 0 R] /DR << /Font << /Helv 5 0 R >> >> >>`,
      [field]: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${wish.field ?? 'Sig1'}) /F 132 /P 3 0 R /Rect ${rect} /V ${value} 0 R${appearance} ${wish.fieldEntries ?? ''} >>`,
      [value]: `<< /Type ${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange [0 0000000000 0000000000 0000000000] /Contents <${'0'.repeat(ROOM * 2)}> ${wish.entries ?? ''} >>`,
      ...(wish.visible
        ? { [value + 1]: stream('BT (Da ky) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 200 60]') }
        : {}),
      ...wish.objects,
    },
    { trailer: wish.trailer ?? '' },
  )
  return { ...unsigned, bytes: fillIn(unsigned.bytes, pdf.bytes.length, wish) }
}

/** The field that `sign` would make next, to name it in `others`. */
export const nextField = (pdf: Pdf): string => `${pdf.size} 0 R`

function fillIn(bytes: Buffer, from: number, wish: SignWish): Buffer {
  const open = bytes.indexOf(`<${'0'.repeat(ROOM * 2)}>`, from)
  const close = open + ROOM * 2 + 2
  const digits = (number: number) => String(number).padStart(10, '0')
  const placeholder = Buffer.from('[0 0000000000 0000000000 0000000000]')
  const at = bytes.indexOf(placeholder, from)
  bytes.write(`[0 ${digits(open)} ${digits(close)} ${digits(bytes.length - close)}]`, at, 'latin1')
  const content = Buffer.concat([bytes.subarray(0, open), bytes.subarray(close)])
  const value =
    wish.stampedAt === undefined
      ? makeCms({ content, signers: [{ party: wish.party ?? clerk }], detached: true })
      : makeTimestamp({ tsa, content, time: wish.stampedAt })
  bytes.write(Buffer.from(value).toString('hex'), open + 1, 'latin1')
  return bytes
}

/** A DocMDP certification of this level. */
export const certification = (level: 1 | 2 | 3): string =>
  `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${level} /V /1.2 >> >>]`

/** Replaces the first occurrence behind `from`, keeping the length. */
export function patch(pdf: Pdf, find: string, put: string, from = 0): Pdf {
  const at = pdf.bytes.indexOf(find, from, 'latin1')
  if (at < 0 || find.length !== put.length) throw new Error(`cannot patch ${find}`)
  const bytes = Buffer.from(pdf.bytes)
  bytes.write(put, at, 'latin1')
  return { ...pdf, bytes }
}
