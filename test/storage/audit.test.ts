import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendToJournal, type JournalEntry, verifyJournal } from '../../storage/audit.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
beforeAll(async () => {
  test = await openTestSystem()
})
afterAll(() => test.close())

const entry = (id: string): JournalEntry => ({
  actor: 'bien-tap',
  action: 'approve',
  subject: { kind: 'document', id },
  details: { z: 1, a: { y: [1, 2], b: 'ngày 05 tháng 01' } },
})

function append(...ids: string[]): Promise<void> {
  const { db, now } = test.system
  return db.transaction().execute((trx) => appendToJournal(trx, now(), ids.map(entry)))
}

describe('the journal', () => {
  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(`a${index}`, `b${index}`)))
    expect(await verifyJournal(test.system.db, 7)).toEqual({ sound: true, entries: 40 })
  })

  it('cannot be changed or shortened through SQL', async () => {
    const { db } = test.system
    await expect(sql`update journal set actor = 'ai khác' where seq = 3`.execute(db)).rejects.toThrow('append-only')
    await expect(sql`delete from journal`.execute(db)).rejects.toThrow('append-only')
    await expect(sql`truncate journal`.execute(db)).rejects.toThrow('append-only')
  })

  it('shows the row that somebody with the database password changed', async () => {
    const { db } = test.system
    const tamper = (statement: ReturnType<typeof sql>) =>
      db.transaction().execute(async (trx) => {
        await sql`alter table journal disable trigger journal_append_only`.execute(trx)
        await statement.execute(trx)
        await sql`alter table journal enable trigger journal_append_only`.execute(trx)
      })
    await tamper(sql`update journal set actor = 'ai khác' where seq = 3`)
    expect(await verifyJournal(db)).toEqual({ sound: false, brokenAt: 3, why: 'the row was changed' })
    await tamper(sql`update journal set actor = 'bien-tap' where seq = 3`)
    expect(await verifyJournal(db)).toEqual({ sound: true, entries: 40 })
    await tamper(sql`delete from journal where seq = 17`)
    expect(await verifyJournal(db)).toEqual({ sound: false, brokenAt: 17, why: 'a row is missing' })
  })
})
