import { limits } from '../limits.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { isSignatureHead } from './signers.ts'

/**
 * Ô số 9b, the lines under "Nơi nhận:" (for a letter also those after "Kính gửi:"), each without its dash, a line that
 * runs on joined to the one above. The filing line ("Lưu: VT, …") closes the list and is left out.
 */
export function readRecipients(
  rows: readonly Row[],
  from: number,
  block: { start: number } | null,
  to: number,
): string[] {
  const addressed = readAddressees(rows, from, Math.min(to, from + 14))
  const at = block ? listBeside(rows, block.start, from, to) : -1
  const listed = block && at >= 0 ? readList(rows, at, block.start, to) : []
  return [...new Set([...addressed, ...listed])].slice(0, limits.recipients)
}

const listHead = /^_*N[ơo]i\s+nh[ậa]n_*\s*[:.]?\s*/iu

/** The row of "Nơi nhận:" nearest to the block: beside or below it, else above, where texts in one column have the whole list. */
function listBeside(rows: readonly Row[], start: number, from: number, to: number): number {
  const isHead = (row: Row | undefined) => row?.cells.some((cell) => listHead.test(cell.text)) ?? false
  const isBroken = (at: number) =>
    /^nh[ậa]n\s*:/u.test(rows[at]?.text ?? '') && /^N[ơo]i$/u.test(rows[at - 1]?.text ?? '')
  for (let at = start; at >= Math.max(from, start - limits.recipients - 20); at--) {
    const text = rows[at]?.text ?? ''
    if (isHead(rows[at]) || isBroken(at)) return at
    if (at < start - 2 && (text.length > 300 || /^(?:Điều|Chương)\s+[\dIVX]+\s*[.:]/u.test(text))) break
  }
  for (let at = start + 1; at < Math.min(to, start + 30); at++) if (isHead(rows[at])) return at
  return -1
}

function readList(rows: readonly Row[], index: number, start: number, to: number): string[] {
  const head = rows[index]?.cells.find((cell) => listHead.test(cell.text)) ?? rows[index]?.cells[0]
  if (!head) return []
  const first = head.text.replace(listHead, '').replace(/^nh[ậa]n\s*:\s*/u, '')
  const names: string[] = first === '' ? [] : [first]
  for (const [offset, row] of rows.slice(index + 1, Math.min(to, index + 2 * limits.recipients)).entries()) {
    const beside = index + 1 + offset >= start
    const cell = row.cells.find((candidate) => inColumn(candidate, head))
    if (!cell) continue
    // In one column the block itself ends the list that stands above it.
    if (beside && row.cells.length === 1 && isSignatureHead(cell.text)) break
    if (/^[-–+•*\s]*L[ưu]u\s*[:.(]?/iu.test(cell.text) || cell.text.length > 300) break
    const before = names.at(-1)
    if (/^[-–+•*]/u.test(cell.text)) names.push(cell.text)
    else if (!/^[\p{L}\d("“]/u.test(cell.text)) continue
    else if (
      before === undefined ||
      (mayLackDash(before, row) && /[;.]$/u.test(before) && !/^\p{Ll}/u.test(cell.text))
    ) {
      // Without its dash a line is one of the list only where it ends as the list's lines do.
      if (!/[;.]$/u.test(cell.text)) continue
      names.push(cell.text)
    } else if (!isSignatureHead(cell.text)) names.push(`${names.pop()} ${cell.text}`)
  }
  return names.map(tidy).filter((name) => name.length > 1 && name.length < longestName)
}

/** Typed lists have dashes or none; only scanning loses some of them. */
function mayLackDash(before: string, row: Row): boolean {
  return row.ocr || !/^[-–+•*]/u.test(before)
}

/** Characters: one entry may name a dozen ministries. */
const longestName = 500

function inColumn(cell: Cell, head: Cell): boolean {
  return cell.x0 < head.x1 + 0.06 && cell.x0 < 0.5
}

function readAddressees(rows: readonly Row[], from: number, to: number): string[] {
  const index = rows.findIndex((row, at) => at >= from && at < to && /^K[íi]nh\s+g[ửu]i\s*:?/iu.test(row.text))
  if (index < 0) return []
  const first = (rows[index] as Row).text.replace(/^K[íi]nh\s+g[ửu]i\s*:?\s*/iu, '')
  const names = first === '' ? [] : [first]
  for (const row of rows.slice(index + 1, Math.min(to, index + 20))) {
    const bulleted = /^[-–+•]\s*\p{L}/u.test(row.text)
    const running = names.length > 0 && !/[.;]$/u.test(names.at(-1) ?? '') && row.text.length < 70 && !bulleted
    if (bulleted) names.push(row.text)
    else if (running && !/^(?:Căn|Thực|Ngày|Sở|Văn phòng|Ủy ban|Theo|Để|Xét)\s/u.test(row.text))
      names.push(`${names.pop() ?? ''} ${row.text}`.trim())
    else break
  }
  return names.map(tidy).filter((name) => name.length > 1 && name.length < 200)
}

function tidy(name: string): string {
  return name
    .replace(/^[-–+•*\s]+/u, '')
    .replace(/[;,.\s]+$/u, '')
    .replace(/\s+/gu, ' ')
}
