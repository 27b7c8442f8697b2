/** A published document that goes back to review: the public keeps what an editor let through, until an editor decides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { reprocess } from '../../pipeline/reprocess.ts'
import { correct } from '../../pipeline/review/correct.ts'
import { approve, reject, reopen, takeBack, withdraw } from '../../pipeline/review/decide.ts'
import { findPublication } from '../../storage/database/publications/find-publications.ts'
import { editor, openPublishingSystem, type PublishingSystem } from '../fixtures/publishing-system.ts'
import type { DecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestPortal } from '../portal/test-portal.ts'
import type { TestSystem } from '../system.ts'

let test: TestSystem
let decisions: DecisionMaker
let publish: PublishingSystem['publish']

beforeAll(async () => {
  ;({ test, decisions, publish } = await openPublishingSystem())
})
afterAll(() => test.close())

/** As if an older program had misread it: reading it anew finds something else. */
async function misread(id: string): Promise<void> {
  const description = JSON.stringify((await test.find(id)).description).replaceAll('phân công', 'phân côq')
  await test.system.db.updateTable('documents').set({ description }).where('id', '=', id).execute()
}

/** Published, then sent back to review by reprocessing. */
async function underReviewAgain(number: number): Promise<{ id: string; slug: string }> {
  const published = await publish(number)
  await misread(published.id)
  expect(await reprocess(test.system, published.id, editor)).toMatchObject({ to: 'awaiting-review' })
  return published
}
const shown = (slug: string) => findPublication(test.system.db, slug)

describe('a published document under review again', () => {
  it('can be taken down at once (Điều 8.2.b)', async () => {
    const { id, slug } = await underReviewAgain(701)
    expect(await withdraw(test.system, id, editor, 'sai nội dung')).toMatchObject({ kind: 'done', to: 'withdrawn' })
    expect(await shown(slug)).toMatchObject({ withdrawn: { reason: 'sai nội dung' } })
  })

  it('is not refused while the public still reads it', async () => {
    const { id, slug } = await underReviewAgain(702)
    expect(await reject(test.system, id, editor, 'sai')).toMatchObject({ kind: 'refused', code: 'STILL_PUBLIC' })
    expect((await test.find(id)).state).toBe('awaiting-review')
    expect(await shown(slug)).toMatchObject({ withdrawn: null })
  })

  it('leaves the gazette when its sender takes it back', async () => {
    const { id, slug } = await underReviewAgain(703)
    expect(await takeBack(test.system, id, editor, 'Ban hành nhầm')).toMatchObject({ to: 'withdrawn' })
    expect(await shown(slug)).toMatchObject({ withdrawn: { reason: 'Ban hành nhầm' } })
  })

  it('stays with the editors however often it is reprocessed', async () => {
    const { id } = await underReviewAgain(704)
    await misread(id)
    const trusting = { ...test.system, config: { ...test.config, autoAccept: true } }
    await reprocess(trusting, id, editor)
    expect((await test.find(id)).state).toBe('awaiting-review')
  })

  it('may be refused once it was taken down and brought back', async () => {
    const { id, slug } = await underReviewAgain(705)
    await withdraw(test.system, id, editor, 'gỡ để xem lại')
    await reopen(test.system, id, editor, 'xem lại')
    expect(await reject(test.system, id, editor, 'không đăng nữa')).toMatchObject({ kind: 'done', to: 'rejected' })
    expect(await withdraw(test.system, id, editor, 'lần nữa')).toMatchObject({ code: 'WRONG_STATE' })
    expect(await shown(slug)).toMatchObject({ withdrawn: { reason: 'gỡ để xem lại' } })
  })

  it('shows the public the text that was approved, not one read since', async () => {
    const portal = openTestPortal(test)
    const { id, slug } = await publish(706)
    const text = async () => (await portal.app.request(`/van-ban/${slug}.txt`)).text()
    const before = await text()
    expect(before).toContain('706')
    const other = await test.find((await publish(707)).id)
    await test.system.db
      .updateTable('documents')
      .set({ reading: JSON.stringify(other.reading) })
      .where('id', '=', id)
      .execute()
    expect(await text()).toBe(before)
    expect(await (await portal.app.request(`/van-ban/${slug}`)).text()).toContain('706')
  })
})

describe('an office that publishes by rule what passed every check', () => {
  it('does so after reprocessing too, on record', async () => {
    const { id } = await test.process('712.pdf', await decisions.make(712))
    const trusting = { ...test.system, config: { ...test.config, autoAccept: true } }
    expect(await reprocess(trusting, id, { name: 'cli:lan' })).toMatchObject({ to: 'approved' })
    await advanceUntilResting(trusting, id)
    const { state, slug } = await test.find(id)
    expect(state).toBe('published')
    expect(await shown(slug ?? '')).toMatchObject({ content: { approvedBy: 'cli:lan' } })
  })
})

describe('two acts of one name', () => {
  it('published in the same moment each get an address of their own, and keep it', async () => {
    const both = await Promise.all(
      ['Về việc thứ nhất', 'Về việc thứ hai'].map(async (summary) => {
        const { id } = await test.process(`${summary}.pdf`, await decisions.make(720, { summary }))
        await approve(test.system, id, editor)
        return id
      }),
    )
    await Promise.all(both.map((id) => advanceUntilResting(test.system, id)))
    // Who came second in the same moment tries again.
    for (const id of both) await advanceUntilResting(test.system, id)
    const slugs = await Promise.all(both.map(async (id) => (await test.find(id)).slug ?? ''))
    expect(new Set(slugs).size).toBe(2)
    for (const [index, slug] of slugs.entries()) expect(await shown(slug)).toMatchObject({ documentId: both[index] })
  })
})

describe('what people decided', () => {
  it('is not overruled by reprocessing: what a sender took back stays back', async () => {
    const { id } = await test.process('708.pdf', await decisions.make(708))
    expect(await takeBack(test.system, id, editor, 'Gửi nhầm')).toMatchObject({ to: 'rejected' })
    await misread(id)
    await reprocess({ ...test.system, config: { ...test.config, autoAccept: true } }, id, editor)
    expect((await test.find(id)).state).toBe('rejected')
  })

  it('stands while it waits to be published: an unchanged document keeps its approval', async () => {
    const { id } = await test.process('709.pdf', await decisions.make(709))
    await approve(test.system, id, editor)
    expect(await reprocess(test.system, id, editor)).toMatchObject({ kind: 'unchanged', state: 'approved' })
  })

  it('is refused when it rests on what has changed since it was looked at', async () => {
    const { id, updatedAt: seen } = await test.process('710.pdf', await decisions.make(710))
    test.setNow('2026-11-19T03:00:01Z')
    await correct(test.system, id, { name: 'van-thu' }, { summary: 'Về việc khác' })
    expect(await approve(test.system, id, editor, seen.toString())).toMatchObject({ code: 'CHANGED_MEANWHILE' })
    const late = { issuedOn: '2026-11-01' }
    expect(await correct(test.system, id, editor, late, seen.toString())).toMatchObject({ code: 'CHANGED_MEANWHILE' })
    const { updatedAt, description } = await test.find(id)
    expect(description?.metadata).toMatchObject({ summary: 'Về việc khác', issuedOn: '2026-11-18' })
    expect(await approve(test.system, id, editor, updatedAt.toString())).toMatchObject({ kind: 'done' })
  })

  it('one of two that approve and refuse at once wins, and the journal tells of that one alone', async () => {
    const { id } = await test.process('711.pdf', await decisions.make(711))
    const results = await Promise.all([
      approve(test.system, id, editor),
      reject(test.system, id, editor, 'sai'),
      approve(test.system, id, editor),
    ])
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  })
})
