/** Writes a new version of a publication; unchanged content makes none. */
import type { Transaction } from 'kysely'
import { searchTextOf } from '../../search.ts'
import { toJson } from '../json.ts'
import type { Database, PublicationContent } from '../schema.ts'

export interface NewVersion {
  documentId: string
  slug: string
  publishedAt: Temporal.Instant
  content: PublicationContent
  plainText: string
}

/** Returns the version's number: 1 for the first publication. */
export async function publishVersion(trx: Transaction<Database>, version: NewVersion): Promise<number> {
  const last = await trx
    .selectFrom('publications')
    .select(['version', 'first_published_at'])
    .where('document_id', '=', version.documentId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.version ?? 0) + 1
  const publishedAt = version.publishedAt.toString()
  await trx
    .updateTable('publications')
    .set({ superseded_at: publishedAt })
    .where('document_id', '=', version.documentId)
    .where('superseded_at', 'is', null)
    .execute()
  const { metadata } = version.content.description
  await trx
    .insertInto('publications')
    .values({
      document_id: version.documentId,
      version: number,
      slug: version.slug,
      published_at: publishedAt,
      first_published_at: last?.first_published_at ?? publishedAt,
      content: toJson(version.content),
      search_text: searchTextOf(
        [metadata.reference, metadata.documentType, metadata.issuer, metadata.summary],
        version.plainText,
      ),
    })
    .execute()
  return number
}

/** Marks every version as taken down: the tombstone. What was taken down before keeps its moment and reason. */
export async function withdrawPublication(
  trx: Transaction<Database>,
  documentId: string,
  at: Temporal.Instant,
  reason: string,
): Promise<void> {
  await trx
    .updateTable('publications')
    .set({ withdrawn_at: at.toString(), withdrawal_reason: reason })
    .where('document_id', '=', documentId)
    .where('withdrawn_at', 'is', null)
    .execute()
}
