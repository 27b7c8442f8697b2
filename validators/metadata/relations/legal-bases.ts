import type { Body } from '../body.ts'
import { documentTypes, typeNamed, typeOfSymbol } from '../heading/document-types.ts'
import { parseReference, referencesIn } from '../heading/reference.ts'
import { limits } from '../limits.ts'
import { firstDate } from '../lines/dates.ts'
import type { LegalBasis } from '../metadata.ts'

const names = documentTypes
  .map((type) => type.name)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/\s/gu, '\\s+'))
  .join('|')
const named = new RegExp(`^\\s*(?:các\\s+|vào\\s+)?(${names})(?!\\p{L})`, 'iu')

/**
 * The acts that "Căn cứ …" clauses name before the first article. Each clause can name several, parted by semicolons;
 * laws may stand there by name and date alone.
 */
export function readLegalBases(body: Body): LegalBasis[] {
  const preamble = body.text.slice(0, 12_000)
  const stop = /\n\s*(?:Điều\s+\d+\s*[.:]|QUYẾT\s+(?:ĐỊNH|NGHỊ)\s*:?\s*\n|Chương\s+(?:I|1)\b)/u.exec(preamble)
  const head = stop ? preamble.slice(0, stop.index) : preamble.slice(0, 6_000)
  const bases: LegalBasis[] = []
  const seen = new Set<string>()
  for (const clause of head.split(/(?:^|\n|;\s*)[-–+\s]*Căn\s+cứ\s+/u).slice(1)) {
    const ended = clause.split(/\n[-–+\s]*(?:Theo\s|Xét\s|Thực\s+hiện\s|\p{Lu}{3,}|Sau\s+khi|Trên\s+cơ\s+sở)/u)[0] ?? ''
    for (const part of ended.split(/;\s*/u)) {
      const basis = readBasis(part.replace(/\s+/gu, ' '))
      if (!basis) continue
      // Laws without a number may be of one day and yet two.
      const key = basis.reference ?? part.replace(/\s+/gu, ' ').trim().slice(0, 200)
      if (seen.has(key) || bases.length >= limits.legalBases) continue
      seen.add(key)
      bases.push(basis)
    }
  }
  return bases
}

/** Characters: an act that amends many names them all before its day. */
const longestTitle = 700

function readBasis(part: string): LegalBasis | null {
  const type = named.exec(part)
  const [first] = referencesIn(part)
  const own = first && first.at < 260 ? first.reference : null
  const symbol = own ? parseReference(own)?.symbol : null
  const documentType = (type ? typeNamed(type[1] ?? '') : symbol ? typeOfSymbol(symbol) : null)?.name ?? null
  if (!documentType) return null
  if (!own && !/^(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư)/u.test(documentType))
    return null
  const dated = own ? part.slice((first?.at ?? 0) + own.length) : part
  return { reference: own, documentType, issuedOn: firstDate(dated.slice(0, own ? 60 : longestTitle)) }
}
