import { limits } from './limits.ts'
import type { Cell, Row } from './rows.ts'

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
  const listed = block ? readList(rows, Math.max(from, block.start - 8), Math.min(to, block.start + 30)) : []
  return [...new Set([...addressed, ...listed])].slice(0, limits.recipients)
}

const listHead = /^N[ơo]i\s+nh[ậa]n\s*[:.]?\s*/iu

function readList(rows: readonly Row[], from: number, to: number): string[] {
  const index = rows.findIndex((row, at) => at >= from && at < to && row.cells.some((cell) => listHead.test(cell.text)))
  const head = rows[index]?.cells.find((cell) => listHead.test(cell.text))
  if (!head) return []
  const names: string[] = []
  for (const row of rows.slice(index + 1, Math.min(to, index + limits.recipients))) {
    const cell = row.cells.find((candidate) => inColumn(candidate, head))
    if (!cell) continue
    if (/^[-–+•*\s]*L[ưu]u\s*[:.]?/iu.test(cell.text)) break
    if (/^[-–+•*]/u.test(cell.text)) names.push(cell.text)
    else if (names.length > 0 && !/^\p{Lu}{2,}/u.test(cell.text) && /^[\p{L}(]/u.test(cell.text))
      names.push(`${names.pop()} ${cell.text}`)
    else if (names.length > 0 && row.cells.length === 1 && cell.text.length > 90) break
  }
  return names.map(tidy).filter((name) => name.length > 1 && name.length < 200)
}

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
