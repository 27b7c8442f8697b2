/** An issue between its composition and the public: what was taken down meanwhile is not printed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGazetteKey } from '../../../pipeline/gazette/gazette-key.ts'
import { composeIssue, publishIssue, recomposeIssue, signIssue } from '../../../pipeline/gazette/issues.ts'
import { withdraw } from '../../../pipeline/review/decide.ts'
import { findGazetteIssue } from '../../../storage/database/gazette/find-issues.ts'
import { editor, openPublishingSystem, type PublishingSystem } from '../../fixtures/publishing-system.ts'
import type { TestSystem } from '../../system.ts'

let test: TestSystem
let publish: PublishingSystem['publish']

beforeAll(async () => {
  ;({ test, publish } = await openPublishingSystem())
})
afterAll(() => test.close())

const sign = async (number: number) => signIssue(test.system, editor, 2026, number, await openGazetteKey(test.system))
const actions = async () =>
  (await test.system.db.selectFrom('journal').select('action').where('subject_kind', '=', 'gazette').execute()).map(
    ({ action }) => action,
  )

describe('an issue that holds an act taken down since', () => {
  it('is neither signed nor published; composed anew under its number it leaves the act out', async () => {
    const [{ id: stays }, { id: goes }] = [await publish(801), await publish(802)]
    expect(await composeIssue(test.system, editor)).toMatchObject({ issue: { number: 1, state: 'composed' } })
    await withdraw(test.system, goes, editor, 'sai')
    const refused = await sign(1)
    expect(refused).toMatchObject({ kind: 'refused', code: 'ACTS_CHANGED' })
    expect(refused.kind === 'refused' && refused.message).toContain('802/QĐ-UBND')

    const anew = await recomposeIssue(test.system, editor, 2026, 1)
    expect(anew).toMatchObject({ kind: 'done', issue: { number: 1, state: 'composed' } })
    expect(anew.kind === 'done' && anew.issue.entries.map(({ documentId }) => documentId)).toEqual([stays])
    expect(await sign(1)).toMatchObject({ issue: { state: 'signed' } })
    await withdraw(test.system, stays, editor, 'sai')
    expect(await publishIssue(test.system, editor, 2026, 1)).toMatchObject({ code: 'ACTS_CHANGED' })
    expect(await findGazetteIssue(test.system.db, 2026, 1)).toMatchObject({ state: 'signed', publishedAt: null })
  })

  it('with nothing left in it is gone, and its number is free', async () => {
    expect(await recomposeIssue(test.system, editor, 2026, 1)).toMatchObject({ code: 'NOTHING_TO_PRINT' })
    expect(await findGazetteIssue(test.system.db, 2026, 1)).toBeNull()
    await publish(803)
    expect(await composeIssue(test.system, editor)).toMatchObject({ issue: { number: 1 } })
  })
})

describe('an issue', () => {
  it('signed twice at once is signed once, and the journal says so once', async () => {
    const before = (await actions()).filter((action) => action === 'gazette signed').length
    const results = await Promise.all([sign(1), sign(1)])
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect((await actions()).filter((action) => action === 'gazette signed')).toHaveLength(before + 1)
  })

  it('that was published is never composed anew', async () => {
    expect(await publishIssue(test.system, editor, 2026, 1)).toMatchObject({ issue: { state: 'published' } })
    expect(await publishIssue(test.system, editor, 2026, 1)).toMatchObject({ code: 'WRONG_STATE' })
    expect(await recomposeIssue(test.system, editor, 2026, 1)).toMatchObject({ code: 'WRONG_STATE' })
  })
})
