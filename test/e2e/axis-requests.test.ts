/** What a sender asks on the axis about an earlier message: an editor answers, it is carried out, the sender is told. */
import { afterAll, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve, reject } from '../../pipeline/review/decide.ts'
import { agreeToRequest, refuseRequest } from '../../pipeline/review/requests.ts'
import { findPublication } from '../../storage/database/publications/find-publications.ts'
import { findRequests } from '../../storage/database/requests/find-requests.ts'
import { type BuiltMessage, buildMessage } from '../connectors/axis/build-message.ts'
import { openAxisSystem } from '../fixtures/axis-system.ts'

const editor = { name: 'bien-tap' }
const { axis, test, doors, decisions, close } = await openAxisSystem()
afterAll(close)

/** Queues a message, polls it, and runs the stages of what it brought. */
async function arrive(docId: string, message: BuiltMessage): Promise<{ intakeId: string; documents: string[] }> {
  axis.queue({ docId, content: Buffer.from(buildMessage(message)) })
  await doors.polling.get('axis')?.poll()
  const { id } = await test.system.db
    .selectFrom('intakes')
    .select('id')
    .where('external_id', '=', docId)
    .executeTakeFirstOrThrow()
  const parts = await test.system.db
    .selectFrom('intake_parts')
    .select('document_id')
    .where('intake_id', '=', id)
    .orderBy('position')
    .execute()
  const documents = parts.map((part) => part.document_id)
  for (const document of documents) await advanceUntilResting(test.system, document)
  return { intakeId: id, documents }
}

const file = async (number: number) => ({ name: `${number}.pdf`, content: await decisions.make(number) })
const publish = async (id: string) => {
  expect(await approve(test.system, id, editor)).toMatchObject({ kind: 'done' })
  await advanceUntilResting(test.system, id)
}

/** Codes sent since, each with what it was about. */
async function told(): Promise<string[]> {
  for (let round = 0; round < 3; round++) await doors.deliver()
  return axis.sent.splice(0).map(({ content }) => {
    const about = /ResponseFor>.*?DocumentId>([^<]+)</s.exec(content)?.[1]
    return `${about} ${/StatusCode>(\d+)</.exec(content)?.[1]}`
  })
}

it('a message taken back leaves the gazette once an editor agrees, and the sender hears 15', async () => {
  const sent = await arrive('doc-1', { documentId: 'A-1', files: [await file(911)] })
  await publish(sent.documents[0] ?? '')
  await told()
  const asking = await arrive('doc-2', {
    documentId: 'A-2',
    kind: 1,
    business: '<e:BussinessDocReason>Ban hành nhầm</e:BussinessDocReason><e:DocumentId>A-1</e:DocumentId>',
  })
  const [request] = await findRequests(test.system.db, { limit: 5 })
  expect(request).toMatchObject({ kind: 'take-back', reason: 'Ban hành nhầm', state: 'open' })
  expect(request?.documents).toMatchObject([{ documentId: sent.documents[0], reference: '911/QĐ-UBND' }])
  expect((await test.find(sent.documents[0] ?? '')).state).toBe('published')

  expect(await agreeToRequest(test.system, asking.intakeId, editor)).toMatchObject({ kind: 'done' })
  const document = await test.find(sent.documents[0] ?? '')
  expect(document).toMatchObject({
    state: 'withdrawn',
    reason: { message: 'Nơi gửi đã thu hồi văn bản: Ban hành nhầm' },
  })
  expect((await findPublication(test.system.db, document.slug ?? ''))?.withdrawn).toBeTruthy()
  expect((await told()).map((line) => line.split(' ')[1])).toEqual(['01', '15'])
  expect(await agreeToRequest(test.system, asking.intakeId, editor)).toMatchObject({ code: 'UNKNOWN_REQUEST' })
})

it('nobody takes back what another office sent', async () => {
  const sent = await arrive('doc-3', { documentId: 'B-1', files: [await file(912)] })
  const asking = await arrive('doc-4', {
    documentId: 'B-2',
    from: 'H99',
    kind: 1,
    business: '<e:DocumentId>B-1</e:DocumentId>',
  })
  expect(await agreeToRequest(test.system, asking.intakeId, editor)).toEqual({ kind: 'done', takenBack: [] })
  expect((await test.find(sent.documents[0] ?? '')).state).toBe('awaiting-review')
})

it('a refused request needs a reason, leaves the document alone, and the sender hears 16 with it', async () => {
  const sent = await arrive('doc-5', { documentId: 'C-1', files: [await file(913)] })
  const asking = await arrive('doc-6', {
    documentId: 'C-2',
    kind: 1,
    business: '<e:DocumentId>C-1</e:DocumentId>',
  })
  expect(await refuseRequest(test.system, asking.intakeId, editor, ' ')).toMatchObject({ code: 'REASON_MISSING' })
  await told()
  await refuseRequest(test.system, asking.intakeId, editor, 'Văn bản đã có hiệu lực')
  for (let round = 0; round < 3; round++) await doors.deliver()
  expect(axis.sent.at(-1)?.content).toMatch(/StatusCode>16<[\s\S]*Văn bản đã có hiệu lực/)
  expect((await test.find(sent.documents[0] ?? '')).state).toBe('awaiting-review')
})

it('a replacement takes the old document’s place and is reviewed by itself', async () => {
  const old = await arrive('doc-7', { documentId: 'D-1', files: [await file(914)] })
  const replacing = await arrive('doc-8', {
    documentId: 'D-2',
    kind: 3,
    files: [await file(915)],
    business:
      '<e:ReplacementInfoList><e:ReplacementInfo><e:DocumentId>D-1</e:DocumentId></e:ReplacementInfo></e:ReplacementInfoList>',
  })
  expect(await agreeToRequest(test.system, replacing.intakeId, editor)).toEqual({
    kind: 'done',
    takenBack: old.documents,
  })
  expect((await test.find(old.documents[0] ?? '')).state).toBe('rejected')
  expect((await test.find(replacing.documents[0] ?? '')).state).toBe('awaiting-review')
})

it('a refused annex does not refuse its message: 06 when the act is published and nothing is left to do', async () => {
  await told()
  const { documents } = await arrive('doc-9', {
    documentId: 'E-1',
    files: [await file(916), { name: 'phu-luc.pdf', content: await decisions.make(917) }],
  })
  const [act = '', annex = ''] = documents
  await reject(test.system, annex, editor, 'Phụ lục gửi thừa')
  expect(await told()).toEqual(['E-1 01'])
  await publish(act)
  expect(await told()).toEqual(['E-1 03', 'E-1 04', 'E-1 05', 'E-1 06'])
})

it('what was published before is told at once to who sends it again', async () => {
  const bytes = await decisions.make(918)
  const first = await arrive('doc-10', { documentId: 'F-1', files: [{ name: 'a.pdf', content: bytes }] })
  await publish(first.documents[0] ?? '')
  await told()
  await arrive('doc-11', { documentId: 'F-2', files: [{ name: 'b.pdf', content: bytes }] })
  expect(await told()).toEqual(['F-2 01', 'F-2 06'])
})
