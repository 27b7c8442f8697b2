/** The object store away for a while: documents wait for it, whatever they were about, and go on by themselves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advance, advanceUntilResting } from '../../pipeline/advance.ts'
import type { System } from '../../pipeline/system.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
beforeAll(async () => {
  test = await openTestSystem()
})
afterAll(() => test.close())

function withoutStore(system: System): System {
  const away = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
  return { ...system, objects: { ...system.objects, get: away } }
}

describe('while the object store is away', () => {
  it('a document is tried again for hours, not given up after half a minute', async () => {
    const { documentIds } = await test.drop('cho.txt', new TextEncoder().encode('Chờ kho tệp trở lại.'))
    const id = documentIds[0] ?? ''
    const away = withoutStore(test.system)
    for (let round = 0; round < 58; round++) {
      expect(await advance(away, id)).toMatchObject({ kind: 'broke', failed: false })
    }
    expect((await test.find(id)).state).toBe('received')
    await advanceUntilResting(test.system, id)
    expect((await test.find(id)).state).toBe('rejected')
  })

  it('a document whose own bytes are lost is told to an operator soon', async () => {
    const { documentIds } = await test.drop('mat.txt', new TextEncoder().encode('Tệp này bị mất.'))
    const id = documentIds[0] ?? ''
    await test.system.db
      .updateTable('documents')
      .set({ sha256: '0'.repeat(64) })
      .where('id', '=', id)
      .execute()
    for (let round = 0; round < 4; round++) {
      expect(await advance(test.system, id)).toMatchObject({ failed: false })
    }
    expect(await advance(test.system, id)).toMatchObject({ failed: true })
    expect(await test.find(id)).toMatchObject({ state: 'failed', reason: { code: 'STAGE_FAILED' } })
  })
})
