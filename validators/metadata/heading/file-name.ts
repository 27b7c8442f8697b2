import { foldForSearch } from '../../text/vietnamese/fold.ts'

/**
 * The number that a file's name states beside the symbol: "773_qd-ubnd.pdf", "QD 1182_signed.pdf", "40-2024-QĐ-UBND.pdf".
 * `null` where the name states none for that symbol, or where it may be something else: a place in a list ("2. QD phe
 * duyet.docx"), the mark of a second download ("QD (1).pdf"), a month or a year ("11.2020.QD", "KH 2025").
 */
export function numberInFileName(fileName: string, symbol: string): string | null {
  const abbreviations = symbol.split(/[-/\s]/u).map(folded)
  const kind = /^\p{L}+/u.exec(symbol)?.[0]
  if (!kind) return null
  const name = folded(fileName.replace(/\.[a-z0-9]{2,4}$/iu, '').replace(/\(\d{1,2}\)/gu, ' '))
  const whole = abbreviations.filter(Boolean).join(' ')
  const before = new RegExp(`(?:^|\\s)0*(\\d{1,5})\\s((?:19|20)\\d{2}\\s)?${whole}(?:\\s|$)`, 'u').exec(name)
  if (before) return Number(before[1]) === 0 || (before[2] && Number(before[1]) <= 12) ? null : (before[1] ?? null)
  const after = new RegExp(`(?:^|\\s)${folded(kind)}\\s(?:so\\s)?(\\d{2,5})(?:\\s(\\d{4}))?(?:\\s|$)`, 'u').exec(name)
  const number = Number(after?.[1] ?? 0)
  if (number === 0 || (after?.[1]?.length === 4 && number >= 1945 && number <= 2100)) return null
  return after?.[2] && number <= 12 ? null : String(number)
}

function folded(text: string): string {
  return foldForSearch(text)
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
}
