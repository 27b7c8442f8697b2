/** Finds documents, to read them or to work on them under a lock. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Document, DocumentState } from '../../../pipeline/document.ts'
import type { Database } from '../schema.ts'
import { toDocument } from './document-row.ts'

export async function findDocument(db: Kysely<Database>, id: string): Promise<Document | null> {
  if (!isUuid(id)) return null
  const row = await db.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toDocument(row) : null
}

/**
 * Locks a document until the transaction ends; `null` when it does not exist or somebody else works on it. Not a key
 * lock: a delivery that brings the same file again refers to the row, and must not wait for a stage to end.
 */
export async function lockDocument(trx: Transaction<Database>, id: string): Promise<Document | null> {
  const row = await trx
    .selectFrom('documents')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ? toDocument(row) : null
}

/** Waits for the lock: for decisions of people, which must not be lost because a stage happens to run. */
export async function awaitDocument(trx: Transaction<Database>, id: string): Promise<Document | null> {
  if (!isUuid(id)) return null
  const row = await trx.selectFrom('documents').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return row ? toDocument(row) : null
}

export interface DocumentFilter {
  states?: readonly DocumentState[]
  ids?: readonly string[]
  receivedSince?: Temporal.Instant
  limit?: number
  offset?: number
}

/** Newest first. */
export async function listDocuments(db: Kysely<Database>, filter: DocumentFilter = {}): Promise<Document[]> {
  let query = db.selectFrom('documents').selectAll().orderBy('received_at', 'desc').orderBy('id', 'desc')
  if (filter.states) query = query.where('state', 'in', filter.states)
  if (filter.ids) query = query.where('id', 'in', filter.ids.filter(isUuid))
  if (filter.receivedSince) query = query.where('received_at', '>=', filter.receivedSince.toString())
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  if (filter.offset !== undefined) query = query.offset(filter.offset)
  return (await query.execute()).map(toDocument)
}

export async function countByState(db: Kysely<Database>): Promise<Partial<Record<DocumentState, number>>> {
  const rows = await db
    .selectFrom('documents')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** Other documents that carry the same identity (issuer, reference, day of issue): copies, or one superseding another. */
export async function findTwins(db: Kysely<Database>, document: Document): Promise<{ id: string; fileName: string }[]> {
  const metadata = document.description?.metadata
  if (!metadata?.reference || !metadata.issuedOn || !metadata.issuer) return []
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'file_name'])
    .where('reference', '=', metadata.reference)
    .where('issued_on', '=', metadata.issuedOn)
    .where('issuer', '=', metadata.issuer)
    .where('id', '!=', document.id)
    .orderBy('received_at')
    .execute()
  return rows.map((row) => ({ id: row.id, fileName: row.file_name }))
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
