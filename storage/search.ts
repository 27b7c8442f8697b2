/** Full text over the legal database: found with or without diacritics, with either placement of tone marks. */
import { type SqlBool, sql } from 'kysely'
import { foldForSearch } from '../validators/text/vietnamese/fold.ts'
import { toText } from './database/json.ts'

/** What is indexed of a publication: its fields first, then its text; cut where PostgreSQL's tsvector ends. */
export function searchTextOf(fields: readonly (string | null)[], plainText: string): string {
  const longest = 600_000
  return toText(foldForSearch([...fields, plainText].filter(Boolean).join('\n')).slice(0, longest))
}

/** A condition on `publications.search` that holds for rows with every word of the query. */
export function matchesQuery(query: string) {
  return sql<SqlBool>`search @@ plainto_tsquery('simple', ${toText(foldForSearch(query))})`
}
