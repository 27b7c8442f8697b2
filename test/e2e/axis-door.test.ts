/** The axis from door to gazette: a message comes in, its document is published or refused, and the sender is told. */
import { afterAll, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve, reject } from '../../pipeline/review/decide.ts'
import { buildMessage } from '../connectors/axis/build-message.ts'
import { openAxisSystem } from '../fixtures/axis-system.ts'

const { axis, test, doors, decisions, close } = await openAxisSystem()
afterAll(close)

async function queue(docId: string, number: number, pdf: Uint8Array): Promise<void> {
  const files = [{ name: `${number}.pdf`, content: pdf }]
  axis.queue({ docId, content: Buffer.from(buildMessage({ documentId: `G22,2026/11/18,${number}/QĐ-UBND`, files })) })
}

const statuses = () =>
  axis.sent.map(
    ({ content }) =>
      `${/(\d+)\/QĐ-UBND<\/edXML:DocumentId>/.exec(content)?.[1]}: ${/StatusCode>(\d+)</.exec(content)?.[1]}`,
  )

async function documentOf(docId: string): Promise<string> {
  const row = await test.system.db
    .selectFrom('intake_parts')
    .innerJoin('intakes', 'intakes.id', 'intake_parts.intake_id')
    .select('document_id')
    .where('external_id', '=', docId)
    .executeTakeFirstOrThrow()
  return row.document_id
}

it('takes in, publishes, refuses, and tells the sender each thing once', async () => {
  await queue('doc-1', 901, await decisions.make(901))
  await queue('doc-2', 902, await decisions.make(902))
  const door = doors.polling.get('axis')
  expect(await door?.poll()).toMatchObject({ taken: 2, problems: [] })
  expect(await door?.poll()).toMatchObject({ taken: 0, problems: [] })

  const [good, refused] = [await documentOf('doc-1'), await documentOf('doc-2')]
  for (const id of [good, refused]) await advanceUntilResting(test.system, id)
  expect((await test.find(good)).description?.metadata.reference).toBe('901/QĐ-UBND')
  await approve(test.system, good, { name: 'bien-tap' })
  await advanceUntilResting(test.system, good)
  await reject(test.system, refused, { name: 'bien-tap' }, 'Gửi nhầm cơ quan')
  for (let round = 0; round < 3; round++) await doors.deliver()

  expect(statuses()).toEqual(['901: 01', '902: 01', '901: 03', '901: 04', '901: 05', '901: 06', '902: 02'])
  expect(axis.sent.at(-1)?.content).toContain('Gửi nhầm cơ quan')
  expect((await test.find(good)).state).toBe('published')
  expect(door?.health()).toMatchObject({ backlog: 0, lastError: null })
})

it('keeps what it has to say while the axis does not answer', async () => {
  await queue('doc-3', 903, await decisions.make(903))
  await doors.polling.get('axis')?.poll()
  const id = await documentOf('doc-3')
  await advanceUntilResting(test.system, id)
  axis.fail('sendEdoc', { kind: 'axis error', code: '20' }, 20)
  await reject(test.system, id, { name: 'bien-tap' }, 'Thiếu trang')
  await doors.deliver()
  expect(statuses().filter((status) => status.startsWith('903'))).toEqual(['903: 01'])
  const waiting = await test.system.db.selectFrom('outgoing').selectAll().where('state', '=', 'waiting').execute()
  expect(waiting.map((row) => [row.external_id, row.key])).toEqual([['doc-3', '02']])
})
