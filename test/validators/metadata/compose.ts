import { type ExtractOptions, extractMetadata } from '../../../validators/metadata/extract.ts'
import type { MetadataReport } from '../../../validators/metadata/metadata.ts'
import { readTxt } from '../../../validators/text/plain/read-txt.ts'

/** Parts of a made-up document, laid out as Nghị định 30/2020, Phụ lục I, prescribes. */
export interface Parts {
  issuer?: readonly string[]
  number?: string
  dated?: string
  /** Lines below the number in the left column ("V/v …"). */
  subject?: readonly string[]
  marks?: readonly string[]
  title?: string
  summary?: readonly string[]
  body?: readonly string[]
  signature?: readonly string[]
  recipients?: readonly string[]
}

const nation = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', '']

/** A text in two columns, as the text layer of a typed PDF gives it. */
export function compose(parts: Parts): string {
  const { issuer = ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], number = 'Số: 40/2024/QĐ-UBND' } = parts
  const {
    dated = 'Lạng Sơn, ngày 25 tháng 10 năm 2024',
    title = 'QUYẾT ĐỊNH',
    summary = ['Ban hành Quy chế quản lý'],
  } = parts
  const left = [...issuer, '', number, ...(parts.subject ?? [])]
  const right = [...nation.slice(0, 2), ...Array(Math.max(0, issuer.length - 2)).fill(''), '', dated]
  const head = Array.from({ length: Math.max(left.length, right.length) }, (_, row) =>
    `${centred(left[row] ?? '', 42)}${centred(right[row] ?? '', 50)}`.trimEnd(),
  )
  const body = parts.body ?? [
    'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;',
    'Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý.',
    'Điều 2. Quyết định này có hiệu lực kể từ ngày 10 tháng 11 năm 2024.',
  ]
  const signature = parts.signature ?? ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', '', '', 'Hồ Tiến Thiệu']
  const recipients = ['Nơi nhận:', ...(parts.recipients ?? ['- Như Điều 3;', '- Lưu: VT.'])]
  const foot = Array.from({ length: Math.max(signature.length, recipients.length) }, (_, row) =>
    `${(recipients[row] ?? '').padEnd(50)}${centred(signature[row] ?? '', 42)}`.trimEnd(),
  )
  return [
    ...(parts.marks ?? []),
    ...head,
    '',
    centred(title, 92),
    ...summary.map((line) => centred(line, 92)),
    '',
    ...body.map((line) => `     ${line}`),
    '',
    ...foot,
  ].join('\n')
}

function centred(text: string, width: number): string {
  return `${' '.repeat(Math.max(0, Math.floor((width - text.length) / 2)))}${text}`.padEnd(width)
}

export function describeText(text: string, options: ExtractOptions = {}): MetadataReport {
  return extractMetadata(readTxt({ text, legacy: false }), options)
}

/** The metadata of a document composed of those parts. */
export function describeParts(parts: Parts, options: ExtractOptions = {}): MetadataReport {
  return describeText(compose(parts), options)
}

export function codesOf(report: MetadataReport): string[] {
  return report.warnings.map((remark) => remark.code)
}
