/** Which bytes a signature signed, and whether that is everything but its own value (ISO 32000-2 §12.8.1). */

import type { View } from '../../../pdf/structure/view.ts'
import { type PdfDict, PdfString } from '../../../pdf/syntax/objects.ts'
import type { Finding } from '../../reasons.ts'
import type { SignatureReport } from '../../report.ts'
import { PDF_LIMITS } from '../limits.ts'
import { pdfFinding } from '../reason-list.ts'

export type SignedBytes =
  | {
      kind: 'readable'
      /** The signed bytes, not copied. */
      chunks: Uint8Array[]
      coverage: SignatureReport['coverage']
      /** Just behind the last signed byte. */
      end: number
      findings: Finding[]
    }
  /** There is nothing to hash: no or an impossible /ByteRange. */
  | { kind: 'unreadable'; findings: Finding[] }

/** Reads and judges the /ByteRange of one signature dictionary. */
export function signedBytes(view: View, signature: PdfDict): SignedBytes {
  const { bytes } = view.store
  const numbers = view.get(signature, 'ByteRange')
  if (!Array.isArray(numbers)) return unreadable(pdfFinding('BYTE_RANGE_MISSING'))
  const values = numbers.slice(0, PDF_LIMITS.byteRangePairs * 2).map((value) => view.resolve(value))
  if (values.length < 2 || values.length % 2 === 1 || !values.every(isOffset)) {
    return unreadable(pdfFinding('BYTE_RANGE_MISSING'))
  }
  const ranges: { from: number; to: number }[] = []
  for (let i = 0; i < values.length; i += 2) {
    const from = values[i] as number
    ranges.push({ from, to: from + (values[i + 1] as number) })
  }
  const beyond = ranges.find(({ to }) => to > bytes.length)
  if (beyond !== undefined) return unreadable(pdfFinding('BYTE_RANGE_BEYOND_FILE', beyond.to - bytes.length))

  const findings = shapeFindings(ranges)
  if (findings.length === 0) findings.push(...gapFindings(view, signature, ranges))
  const end = ranges.reduce((most, { to }) => Math.max(most, to), 0)
  const coverage = findings.length > 0 ? 'unclear' : isFileEnd(bytes, end) ? 'whole' : 'prefix'
  return { kind: 'readable', chunks: ranges.map(({ from, to }) => bytes.subarray(from, to)), coverage, end, findings }
}

/** The line end behind `%%EOF` is often left unsigned. */
function isFileEnd(bytes: Buffer, end: number): boolean {
  const rest = bytes.length - end
  return rest === 0 || (rest <= 2 && /^(\r\n?|\n)$/.test(bytes.toString('latin1', end)))
}

function unreadable(finding: Finding): SignedBytes {
  return { kind: 'unreadable', findings: [finding] }
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function shapeFindings(ranges: readonly { from: number; to: number }[]): Finding[] {
  const first = ranges[0]
  if (first !== undefined && first.from !== 0) return [pdfFinding('BYTE_RANGE_NOT_FROM_START', first.from)]
  for (let i = 1; i < ranges.length; i += 1) {
    if ((ranges[i]?.from ?? 0) < (ranges[i - 1]?.to ?? 0)) return [pdfFinding('BYTE_RANGE_OVERLAP')]
  }
  return ranges.length === 2 ? [] : [pdfFinding('BYTE_RANGE_UNUSUAL', ranges.length)]
}

/** The gap must be the /Contents string of this very dictionary: its delimiters may be signed, nothing else missing. */
function gapFindings(view: View, signature: PdfDict, ranges: readonly { from: number; to: number }[]): Finding[] {
  const contents = view.get(signature, 'Contents')
  const from = ranges[0]?.to ?? 0
  const to = ranges[1]?.from ?? 0
  if (!(contents instanceof PdfString)) return []
  if (contents.source !== view.store.bytes) return [pdfFinding('CONTENTS_NOT_IN_FILE')]
  const exact = from >= contents.start && from <= contents.start + 1 && to <= contents.end && to >= contents.end - 1
  if (!exact) return [pdfFinding('BYTE_RANGE_GAP', from, to)]
  return contents.isHex && holdsForeignBytes(view, contents) ? [pdfFinding('CONTENTS_NOT_HEX')] : []
}

/** The gap is unsigned: anything there but hexadecimal digits could be read as something else by someone. */
function holdsForeignBytes(view: View, contents: PdfString): boolean {
  const { start, end } = contents
  // Two digits for every octet: there is room for nothing else.
  if (contents.bytes.length * 2 === end - start - 2) return false
  return /[^0-9a-fA-F\s\0]/.test(view.store.bytes.toString('latin1', start + 1, end - 1))
}
