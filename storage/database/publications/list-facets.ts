/** What can be chosen from when searching: the types and issuers that are there, the commonest first. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

export interface Facets {
  types: readonly string[]
  issuers: readonly string[]
}

const most = 100

export async function listFacets(db: Kysely<Database>): Promise<Facets> {
  const [types, issuers] = await Promise.all(
    (['document_type', 'issuer'] as const).map((column) =>
      db
        .selectFrom('publications')
        .select(column)
        .where('superseded_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .where(column, 'is not', null)
        .groupBy(column)
        .orderBy(sql`count(*)`, 'desc')
        .orderBy(column)
        .limit(most)
        .execute(),
    ),
  )
  return {
    types: (types ?? []).map((row) => String(row.document_type)),
    issuers: (issuers ?? []).map((row) => String(row.issuer)),
  }
}
