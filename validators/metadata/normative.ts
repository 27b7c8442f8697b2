import { documentTypes, typeOfSymbol } from './heading/document-types.ts'
import type { Reference } from './heading/reference.ts'

/**
 * Whether an act is a văn bản quy phạm pháp luật. Since 1997 its number carries the year (Luật Ban hành văn bản quy phạm pháp
 * luật 1996, Điều 8; 80/2015, Điều 10); a Party document, a letter, a consolidated text is none. Older acts: not told.
 */
export function isNormative(
  typeName: string | null,
  reference: Reference | null,
  issuedOn: string | null,
): boolean | null {
  const type = documentTypes.find((candidate) => candidate.name === typeName)
  if (!type) return reference?.symbol && reference.year === null && /^[A-ZĐ]+-/u.test(reference.symbol) ? false : null
  if (!type.canBeNormative) return false
  if (type.name === 'Hiến pháp' || type.name === 'Bộ luật' || type.name === 'Luật' || type.name === 'Pháp lệnh')
    return true
  if (!reference) return null
  if (/(?:^|-|\/)TW$|^(?:NQ|CT|QĐ|QC)\/T[UƯW]/u.test(reference.symbol)) return false
  if (reference.year !== null)
    return typeOfSymbol(reference.symbol) || /^(?:QH|UBTVQH)\d/u.test(reference.symbol) ? true : null
  return issuedOn !== null && issuedOn < '1997-01-01' ? null : false
}
