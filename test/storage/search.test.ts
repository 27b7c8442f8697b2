/** Search over the legal database as the public asks it, on a real PostgreSQL. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve } from '../../pipeline/review/decide.ts'
import { listPublications } from '../../storage/database/publications/find-publications.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let office: TestSystem
let decisions: DecisionMaker

beforeAll(async () => {
  office = await openTestSystem()
  decisions = await openDecisionMaker()
  decisions.trustIn(office.config.trustFolder)
  office.setNow('2026-11-19T03:00:00Z')
  const summaries = ['Về việc hoà giải ở cơ sở theo Thông tư số 05/2020/TT-BTP', 'Quy định về thuỷ lợi tại xã Hòa Bình']
  for (const [index, summary] of summaries.entries()) {
    const document = await office.process(`${index}.pdf`, await decisions.make(901 + index, { summary }))
    await approve(office.system, document.id, { name: 'bien-tap' })
    await advanceUntilResting(office.system, document.id)
  }
})
afterAll(() => office.close())

const found = async (query: string) =>
  (await listPublications(office.system.db, { query }, { limit: 10 }))
    .map((publication) => publication.content?.description.metadata.number)
    .sort()

test.each([
  ['901/QĐ-UBND', ['901']],
  ['901/qđ-ubnd', ['901']],
  ['901/QD-UBND', ['901']],
  ['901 / qđ - ubnd', ['901']],
  ['quyết định 902/QÐ-UBND', ['902']],
  ['901', ['901']],
  ['5/2020/TT-BTP', ['901']],
  ['05/2020', ['901']],
  ['2020/05', []],
  ['902/TT-BTP', []],
  ['hòa giải', ['901']],
  ['hoà giải', ['901']],
  ['HOA GIAI', ['901']],
  ['thủy lợi', ['902']],
  ['thuy loi', ['902']],
  ['“xã Hoà Bình”', ['902']],
  ['"Bình Hòa"', []],
  ['hòa', ['901', '902']],
  ['nước hòa giải ngoài hành tinh', []],
])('“%s” finds %j', async (query, numbers) => {
  expect(await found(query)).toEqual(numbers)
})

test.each(['', '   ', '/', '---', '"', "' or 1=1 --", '\u0000', 'a'.repeat(5000)])(
  'an odd query is an answer, never an error (%#)',
  async (query) => {
    expect(Array.isArray(await found(query))).toBe(true)
  },
)
