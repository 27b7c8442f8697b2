import { foldForSearch } from '../text/vietnamese/fold.ts'

/**
 * The number that a file's name states beside the abbreviation of a type: "773_qd-ubnd.pdf", "QD 1182_signed.pdf",
 * "40-2024-QĐ-UBND.pdf". `null` where the name states none for that symbol, or where it may be a month ("11.2020.QD").
 */
export function numberInFileName(fileName: string, symbol: string): string | null {
  const kind = /^\p{L}+/u.exec(symbol)?.[0]
  if (!kind) return null
  const abbreviation = foldForSearch(kind)
  const name = foldForSearch(fileName.replace(/\.[a-z0-9]{2,4}$/iu, '')).replace(/[^a-z0-9]+/gu, ' ')
  const shape = new RegExp(
    `(?:^|\\s)(?:${abbreviation}\\s(?:so\\s)?0*(\\d{1,5})|0*(\\d{1,5})\\s((?:19|20)\\d{2}\\s)?${abbreviation})(?:\\s|$)`,
    'u',
  )
  const found = shape.exec(name)
  if (found?.[3] && Number(found[2]) <= 12) return null
  return found?.[1] ?? found?.[2] ?? null
}
