/** What somebody with the database in hands changes of a publication shows against the journal. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withdraw } from '../../pipeline/review/decide.ts'
import { listObjectsInUse } from '../../storage/database/list-objects-in-use.ts'
import { verifyPublications } from '../../storage/database/publications/verify-publications.ts'
import { editor, openPublishingSystem } from '../fixtures/publishing-system.ts'
import type { TestSystem } from '../system.ts'

let test: TestSystem
const ids: string[] = []
beforeAll(async () => {
  const system = await openPublishingSystem()
  test = system.test
  for (const number of [1, 2, 3]) ids.push((await system.publish(number)).id)
})
afterAll(() => test.close())

const faults = async () =>
  (await verifyPublications(test.system.db)).faults.map(({ documentId, why }) => [ids.indexOf(documentId), why])

it('left alone is found as it was published, taken down or not', async () => {
  expect(await verifyPublications(test.system.db)).toEqual({ checked: 3, faults: [] })
  await withdraw(test.system, ids[2] ?? '', editor, 'sai')
  expect(await faults()).toEqual([])
})

it('changed, brought back or put in beside the journal is told', async () => {
  const { db } = test.system
  const { content } = await db
    .selectFrom('publications')
    .select('content')
    .where('document_id', '=', ids[0] ?? '')
    .executeTakeFirstOrThrow()
  const changed = JSON.stringify({ ...content, approvedBy: 'nguoi-khac' })
  await db
    .updateTable('publications')
    .set({ content: changed })
    .where('document_id', '=', ids[0] ?? '')
    .execute()
  await db
    .updateTable('publications')
    .set({ version: 7 })
    .where('document_id', '=', ids[1] ?? '')
    .execute()
  await db
    .updateTable('publications')
    .set({ withdrawn_at: null })
    .where('document_id', '=', ids[2] ?? '')
    .execute()
  expect(await faults()).toEqual([
    [0, 'changed'],
    [1, 'not on record'],
    [2, 'back without a decision'],
  ])
})

it('and everything made of documents is among the objects to be looked after', async () => {
  const used = (await listObjectsInUse(test.system.db)).map(({ sha256 }) => sha256)
  const stored = (await Array.fromAsync(test.system.objects.list())).map(({ sha256 }) => sha256)
  expect(used.toSorted()).toEqual(stored.toSorted())
})
