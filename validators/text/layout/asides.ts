import type { Line, Segment } from '../read-document.ts'

/** Lines that signing software writes into the box it draws (VGCA, VNPT, Acrobat), each with what follows the colon. */
const signatureLine =
  /^(?:người ký|ký bởi|ký số bởi|được ký bởi|ký ngày|ngày ký|ngày giờ ký|thời gian ký|giờ ký|tổ chức|cơ quan|đơn vị|chức vụ|email|e-mail|lý do|địa điểm|digitally signed by|signed by|signing time|date|reason|location|signature not verified|signature valid)\s*(?::|$)/iu
/** Those that open such a box; the others occur in ordinary text as well. */
const opensSignature =
  /^(?:người ký|ký bởi|ký số bởi|được ký bởi|digitally signed by|signed by|signature not verified|signature valid)\s*(?::|$)/iu
const closesSignature = /^(?:ký ngày|ngày ký|ngày giờ ký|thời gian ký|giờ ký|signing time|date)\s*:/iu

/** Head of a gazette page: "CÔNG BÁO/Số 55/Ngày 26-01-2026", with the page number on either side. */
const gazetteHead = /^(?:\d{1,4}\s+)?CÔNG BÁO\s*\/\s*Số\s.{1,40}\/\s*Ngày\s+\d[\d/.-]*(?:\s+\d{1,4})?$/iu
const pageNumber = /^[-–—]?\s*(?:trang\s+)?\d{1,4}(?:\s*\/\s*\d{1,4})?\s*[-–—]?$/iu

/** Arrival stamp (Nghị định 30/2020, Phụ lục IV): CÔNG VĂN ĐẾN or ĐẾN, then Số, Ngày, Chuyển. */
const arrivalHead = /^(?:(?:công\s+)?văn(?:\s+bản)?\s+)?đến$/iu
const arrivalLine =
  /^(?:(?:công\s+)?(?:văn\s+)?(?:bản\s+)?đến\s+)?(?:số|ngày|chuyển|giờ|số và ký hiệu hs|lưu hồ sơ số)\s*[:.…]/iu

export interface PartedLines {
  lines: Line[]
  asides: Line[]
}

/** Takes signature boxes, arrival stamps, running heads and page numbers out of a page's lines. */
export function partAsides(lines: readonly Line[]): PartedLines {
  const aside = new Set<Segment>()
  markSignatureBoxes(lines, aside)
  markArrivalStamp(lines, aside)
  markRunningHeads(lines, aside)
  if (aside.size === 0) return { lines: [...lines], asides: [] }
  return { lines: keep(lines, (segment) => !aside.has(segment)), asides: keep(lines, (segment) => aside.has(segment)) }
}

function keep(lines: readonly Line[], wanted: (segment: Segment) => boolean): Line[] {
  return lines.map((line) => ({ segments: line.segments.filter(wanted) })).filter((line) => line.segments.length > 0)
}

/**
 * A signature box runs from its opening line to the last of its lines below, the lines between them being the rest of
 * a long name.
 */
function markSignatureBoxes(lines: readonly Line[], aside: Set<Segment>): void {
  lines.forEach((line, index) => {
    for (const opening of line.segments) {
      if (!opensSignature.test(opening.text)) continue
      const box: Segment[] = [opening]
      let last = 0
      for (const below of lines.slice(index + 1, index + 12)) {
        const segment = below.segments.find((candidate) => isUnder(candidate, opening))
        if (!segment) continue
        box.push(segment)
        if (signatureLine.test(segment.text)) last = box.length - 1
        else if (box.length - 1 - last > 2) break
      }
      const found = box.slice(0, last + 1)
      if (last > 0 || isLongSignature(opening.text)) for (const segment of found) aside.add(segment)
      if (found.some((segment) => closesSignature.test(segment.text))) addTail(box, last, aside)
    }
  })
}

/** The date of a box may run on to a line of its own: "14:37:17 +07:00". */
function addTail(box: readonly Segment[], last: number, aside: Set<Segment>): void {
  const tail = box[last + 1]
  if (tail && /^[\d:.\s+/-]+$/u.test(tail.text)) aside.add(tail)
}

function isLongSignature(text: string): boolean {
  return /^(?:ký bởi|ký số bởi|digitally signed by|signature not verified|signature valid)/iu.test(text)
}

function isUnder(segment: Segment, above: Segment): boolean {
  return (
    Math.abs(segment.x0 - above.x0) < 0.04 ||
    (segment.x0 < above.x1 && segment.x1 > above.x0 && segment.x0 >= above.x0 - 0.04)
  )
}

function markArrivalStamp(lines: readonly Line[], aside: Set<Segment>): void {
  lines.forEach((line, index) => {
    for (const head of line.segments) {
      if (!arrivalHead.test(head.text)) continue
      const near = lines
        .slice(Math.max(0, index - 2), index + 6)
        .flatMap((other) => other.segments)
        .filter((segment) => segment.x0 < head.x1 + 0.12 && segment.x1 > head.x0 - 0.12)
      const stamped = near.filter((segment) => arrivalLine.test(segment.text) && segment.x1 - segment.x0 < 0.35)
      if (stamped.length < 2) continue
      aside.add(head)
      for (const segment of stamped) aside.add(segment)
    }
  })
}

function markRunningHeads(lines: readonly Line[], aside: Set<Segment>): void {
  const remaining = lines.filter((line) => line.segments.some((segment) => !aside.has(segment)))
  for (const line of [...remaining.slice(0, 3), ...remaining.slice(-2)]) {
    const text = line.segments.map((segment) => segment.text).join(' ')
    if (gazetteHead.test(text)) for (const segment of line.segments) aside.add(segment)
  }
  const first = remaining.find((line) => line.segments.some((segment) => !aside.has(segment)))
  for (const line of [first, remaining.at(-1)]) {
    const [only, ...others] = line?.segments ?? []
    if (only && others.length === 0 && remaining.length > 3 && pageNumber.test(only.text)) aside.add(only)
  }
}
