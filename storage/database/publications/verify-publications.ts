/**
 * Holds what the public sees against the journal: each version is the one that was published on record, and what was
 * taken down on record is down.
 */
import { type Kysely, type SqlBool, sql } from 'kysely'
import { digestOf } from '../../audit.ts'
import type { Database } from '../schema.ts'

export interface PublicationFault {
  documentId: string
  version: number
  why: 'not on record' | 'changed' | 'back without a decision'
}

const pageSize = 200

/** Versions published by older programs, whose entries hold no digest, count as unchanged. */
export async function verifyPublications(
  db: Kysely<Database>,
): Promise<{ checked: number; faults: PublicationFault[] }> {
  const faults: PublicationFault[] = []
  let checked = 0
  let after: { documentId: string; version: number } | null = null
  for (;;) {
    const rows = await page(db, after)
    for (const row of rows) {
      const { documentId, version } = row
      const fault = (why: PublicationFault['why']) => faults.push({ documentId, version, why })
      if (row.seq === null) fault('not on record')
      else if (row.digest !== null && row.digest !== digestOf(row.content)) fault('changed')
      else if (row.takenDown && row.withdrawn_at === null) fault('back without a decision')
    }
    checked += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return { checked, faults }
    after = { documentId: last.documentId, version: last.version }
  }
}

function page(db: Kysely<Database>, after: { documentId: string; version: number } | null) {
  let query = db
    .selectFrom('publications as one')
    .leftJoin('journal as entry', (join) =>
      join
        .on('entry.subject_kind', '=', 'document')
        .on('entry.action', '=', 'publish')
        .on(sql<SqlBool>`entry.subject_id = one.document_id::text`)
        .on(sql<SqlBool>`(entry.details ->> 'version')::int = one.version`),
    )
    .select(['one.document_id as documentId', 'one.version', 'one.content', 'one.withdrawn_at', 'entry.seq'])
    .select(sql<string | null>`entry.details ->> 'content'`.as('digest'))
    .select(
      sql<boolean>`exists (select from journal later where later.subject_kind = 'document'
        and later.subject_id = one.document_id::text and later.seq > entry.seq
        and later.details ->> 'to' = 'withdrawn')`.as('takenDown'),
    )
    .orderBy('one.document_id')
    .orderBy('one.version')
    .limit(pageSize)
  if (after) {
    query = query.where((where) =>
      where(where.refTuple('one.document_id', 'one.version'), '>', where.tuple(after.documentId, after.version)),
    )
  }
  return query.execute()
}
