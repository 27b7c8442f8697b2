/** Full text over the legal database: found with or without diacritics, with either placement of tone marks. */
import { type SqlBool, sql } from 'kysely'
import { foldForSearch } from '../validators/text/vietnamese/fold.ts'
import { toText } from './database/json.ts'

/** What is indexed of a publication: its fields first, then its text; cut where PostgreSQL's tsvector ends. */
export function searchTextOf(fields: readonly (string | null)[], plainText: string): string {
  const longest = 600_000
  return toText(partsApart(foldForSearch([...fields, plainText].filter(Boolean).join('\n'))).slice(0, longest))
}

/**
 * A condition on `publications.search` that holds for rows with every word of the query, and with every reference
 * ("40/2024/qđ-ubnd", "40/2024", "QĐ - UBND") and every part in quotation marks standing there as a whole.
 */
export function matchesQuery(query: string) {
  const phrases: string[] = []
  const references: string[] = []
  const words = toText(foldForSearch(query))
    .replace(/["“”]([^"“”]*)["“”]/gu, (_, phrase: string) => keep(phrases, phrase))
    .replace(/\s*([/–-])\s*(?=[\p{L}\d])/gu, '$1')
    .replace(/[\p{L}\d]+(?:[/–-][\p{L}\d]+)+/gu, (reference) => keep(references, reference))
  const asked = [
    sql`plainto_tsquery('simple', ${partsApart(words)})`,
    ...phrases.map((phrase) => sql`phraseto_tsquery('simple', ${partsApart(phrase)})`),
    ...references.map(asWhole),
  ]
  return sql<SqlBool>`search @@ (${sql.join(asked, sql` && `)})`
}

/** A reference as its parts in a row; rows indexed before references were taken apart hold it as one word. */
function asWhole(reference: string) {
  return sql`(phraseto_tsquery('simple', ${partsApart(reference)}) || plainto_tsquery('simple', ${reference}))`
}

function keep(wholes: string[], whole: string): string {
  wholes.push(whole)
  return ' '
}

/** References and dates taken apart, numbers without leading zeros: "05/2024/qd-ubnd" becomes "5 2024 qd ubnd". */
function partsApart(folded: string): string {
  return folded.replace(/(?<=[\p{L}\d])[/–-](?=[\p{L}\d])/gu, ' ').replace(/(?<![\p{L}\d])0+(?=\d)/gu, '')
}
