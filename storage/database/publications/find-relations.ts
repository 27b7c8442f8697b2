/**
 * How published acts hang together. A number alone names no act: `15/QĐ-UBND` is given anew each year and by every
 * committee. Only references with the year in their number are followed, those of local bodies only within one issuer.
 */
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Metadata, RelationKind } from '../../../validators/metadata/metadata.ts'
import type { Database } from '../schema.ts'

export interface RelatedAct {
  slug: string
  documentType: string | null
  reference: string
  issuedOn: string | null
  summary: string | null
}

const dated = /^\d+\/(?:19|20)\d{2}\//
const local = /UBND|HĐND/

/** The published acts among those an act refers to, by reference. */
export async function findReferredActs(
  db: Kysely<Database>,
  references: readonly string[],
  issuer: string | null,
): Promise<ReadonlyMap<string, RelatedAct>> {
  const wanted = references.filter((reference) => dated.test(reference)).slice(0, 200)
  if (wanted.length === 0) return new Map()
  const rows = await acts(db).where('reference', 'in', wanted).execute()
  return new Map(
    rows
      .filter((row) => row.reference !== null && (!local.test(row.reference) || row.issuer === issuer))
      .map((row) => [row.reference as string, toAct(row)]),
  )
}

/** Published acts of the same issuer that say of this one that they repeal, replace, amend or correct it. */
export async function findActsUpon(
  db: Kysely<Database>,
  { reference, issuer }: Pick<Metadata, 'reference' | 'issuer'>,
): Promise<(RelatedAct & { kind: RelationKind })[]> {
  if (!reference || !issuer || !dated.test(reference)) return []
  const rows = await acts(db)
    .select(
      sql<{ kind: RelationKind; reference: string }[]>`content #> '{description,metadata,relations}'`.as('relations'),
    )
    .where('issuer', '=', issuer)
    .where(sql<SqlBool>`content #> '{description,metadata,relations}' @> ${JSON.stringify([{ reference }])}::jsonb`)
    .orderBy('issued_on')
    .limit(100)
    .execute()
  return rows.flatMap((row) =>
    row.relations
      .filter((relation) => relation.reference === reference && relation.kind !== 'based-on')
      .map(({ kind }) => ({ ...toAct(row), kind })),
  )
}

function acts(db: Kysely<Database>) {
  return db
    .selectFrom('publications')
    .select(['slug', 'document_type', 'reference', 'issuer', 'issued_on'])
    .select(sql<string | null>`content #>> '{description,metadata,summary}'`.as('summary'))
    .where('superseded_at', 'is', null)
    .where('withdrawn_at', 'is', null)
}

function toAct(row: {
  slug: string
  document_type: string | null
  reference: string | null
  issued_on: string | null
  summary: string | null
}): RelatedAct {
  const { slug, summary } = row
  return { slug, documentType: row.document_type, reference: row.reference ?? '', issuedOn: row.issued_on, summary }
}
