/** Puts an approved document on public record: one more version of it, at an address that never changes. */
import { gunzipSync } from 'node:zlib'
import type { Transaction } from 'kysely'
import { digestOf } from '../storage/audit.ts'
import { toJson } from '../storage/database/json.ts'
import { findApproval } from '../storage/database/publications/find-approval.ts'
import { publishVersion } from '../storage/database/publications/publish-version.ts'
import type { Database } from '../storage/database/schema.ts'
import { plainTextOf, type ReadDocument } from '../validators/text/plain-text.ts'
import type { Document } from './document.ts'
import { slugCandidates } from './slug.ts'
import { publicationOf } from './stages/6-publish.ts'
import type { System } from './system.ts'

/** Call inside the transaction that moves the document to `published`. @returns `content`: the digest of what was frozen, for the journal */
export async function putOnRecord(
  system: Pick<System, 'objects' | 'now'>,
  trx: Transaction<Database>,
  document: Document,
): Promise<{ slug: string; version: number; content: string }> {
  const approval = await findApproval(trx, document.id)
  const content = publicationOf(document, approval)
  const slug = document.slug ?? (await freeSlug(trx, document))
  const version = await publishVersion(trx, {
    documentId: document.id,
    slug,
    publishedAt: system.now(),
    content,
    plainText: await textOf(system, document),
  })
  // As it comes back out of the database: without what its text cannot hold.
  return { slug, version, content: digestOf(JSON.parse(toJson(content))) }
}

async function freeSlug(trx: Transaction<Database>, document: Document): Promise<string> {
  if (!document.description) throw new Error(`Document ${document.id} has no description to make an address of`)
  const candidates = slugCandidates(document.description.metadata, document.sha256)
  const taken = await trx.selectFrom('documents').select('slug').where('slug', 'in', candidates).execute()
  const used = new Set(taken.map((row) => row.slug))
  const slug = candidates.find((candidate) => !used.has(candidate))
  if (!slug) throw new Error(`Every address of document ${document.id} is taken: ${candidates.join(', ')}`)
  return slug
}

async function textOf(system: Pick<System, 'objects'>, document: Document): Promise<string> {
  if (!document.reading) return ''
  const stored = await system.objects.get(document.reading.textObject)
  return plainTextOf(JSON.parse(gunzipSync(stored).toString('utf8')) as ReadDocument)
}
