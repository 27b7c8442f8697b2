/** Whether the public sees a document now: published and not taken down, whatever has become of its next version. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export async function isPublic(db: Kysely<Database>, documentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('publications')
    .select('version')
    .where('document_id', '=', documentId)
    .where('superseded_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
