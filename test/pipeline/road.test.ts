/** The road of a document through the pipeline, on a real database with real stages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { reprocess } from '../../pipeline/reprocess.ts'
import { correct } from '../../pipeline/review/correct.ts'
import { approve, reject, reopen, withdraw } from '../../pipeline/review/decide.ts'
import { journalOf, verifyJournal } from '../../storage/audit.ts'
import { findPublication, listPublications } from '../../storage/database/publications/find-publications.ts'
import { editor, openPublishingSystem } from '../fixtures/publishing-system.ts'
import type { DecisionMaker } from '../fixtures/signed-decision.ts'
import type { TestSystem } from '../system.ts'

let test: TestSystem
let decisions: DecisionMaker

beforeAll(async () => {
  ;({ test, decisions } = await openPublishingSystem())
})
afterAll(() => test.close())

describe('a signed decision', () => {
  it('walks to the editors with everything read, and to the public once approved', async () => {
    const document = await test.process('quyet-dinh.pdf', await decisions.make(501))
    expect(document.state).toBe('awaiting-review')
    expect(document.signature?.verdict).toBe('passed')
    expect(document.description?.metadata).toMatchObject({
      reference: '501/QĐ-UBND',
      documentType: 'Quyết định',
      issuedOn: '2026-11-18',
      summary: 'Về việc phân công trực bến bãi thuyền mẫu đợt 501',
    })
    expect(document.deadline).toMatchObject({ rule: 'state-management', due: '2026-11-23', overdueOnArrival: false })

    expect(await approve(test.system, document.id, editor)).toMatchObject({ kind: 'done', to: 'approved' })
    await advanceUntilResting(test.system, document.id)
    const published = await test.find(document.id)
    expect(published.state).toBe('published')
    const publication = await findPublication(test.system.db, published.slug ?? '')
    expect(publication).toMatchObject({ version: 1, content: { approvedBy: 'bien-tap', sha256: document.sha256 } })
  })

  it('dropped twice is one document and a recorded repeat', async () => {
    const bytes = await decisions.make(502)
    const first = await test.drop('a.pdf', bytes)
    const again = await test.drop('b.pdf', bytes)
    expect(again).toMatchObject({ repeat: true, documentIds: first.documentIds, registerNumber: first.registerNumber })
    const repeats = await test.system.db.selectFrom('intake_repeats').selectAll().execute()
    expect(repeats.map((row) => row.file_names)).toEqual([['b.pdf']])
  })

  it('is worked on by one at a time', async () => {
    const receipt = await test.drop('c.pdf', await decisions.make(503))
    const id = receipt.documentIds[0] ?? ''
    await Promise.all(Array.from({ length: 4 }, () => advanceUntilResting(test.system, id)))
    await advanceUntilResting(test.system, id)
    const actions = (await journalOf(test.system.db, 'document', id)).map((entry) => entry.action)
    expect(actions).toEqual(['document received', 'inspect', 'read', 'verify', 'describe', 'review'])
  })
})

describe('an editor', () => {
  it('cannot approve while a field that every act must show is empty', async () => {
    const document = await test.process('thieu.pdf', await decisions.make(510))
    await correct(test.system, document.id, { name: 'van-thu' }, { summary: null })
    const result = await approve(test.system, document.id, editor)
    expect(result).toMatchObject({ kind: 'refused', code: 'FIELDS_MISSING' })
    expect(result.kind === 'refused' && result.message).toContain('trích yếu')
  })

  it('must give a reason to refuse or take down, and cannot skip a state', async () => {
    const document = await test.process('tu-choi.pdf', await decisions.make(511))
    expect(await reject(test.system, document.id, editor, '  ')).toMatchObject({ code: 'REASON_MISSING' })
    expect(await withdraw(test.system, document.id, editor, 'nhầm')).toMatchObject({ code: 'WRONG_STATE' })
    expect(await reject(test.system, document.id, editor, 'gửi nhầm')).toMatchObject({ kind: 'done' })
    expect(await approve(test.system, document.id, editor)).toMatchObject({ code: 'WRONG_STATE' })
    expect(await reopen(test.system, document.id, editor, 'gửi đúng')).toMatchObject({ to: 'awaiting-review' })
  })

  it('takes a document down at once, and the tombstone stays', async () => {
    const document = await test.process('go.pdf', await decisions.make(512))
    await approve(test.system, document.id, editor)
    await advanceUntilResting(test.system, document.id)
    const { slug } = await test.find(document.id)
    await withdraw(test.system, document.id, editor, 'có thông tin cá nhân')
    expect(await findPublication(test.system.db, slug ?? '')).toMatchObject({
      withdrawn: { reason: 'có thông tin cá nhân' },
    })
    const shown = await listPublications(test.system.db, {}, { limit: 100 })
    expect(shown.map((publication) => publication.documentId)).not.toContain(document.id)
  })
})

describe('a clerk’s correction', () => {
  it('is kept with what had been read, moves the deadline, and survives reprocessing', async () => {
    const document = await test.process('sua.pdf', await decisions.make(520))
    const changes = { issuedOn: '2026-11-16', reference: '520/QĐ-UBND' }
    expect(await correct(test.system, document.id, { name: 'van-thu' }, changes)).toMatchObject({
      kind: 'done',
      changed: ['issuedOn'],
    })
    expect(await reprocess(test.system, document.id, editor)).toMatchObject({ kind: 'unchanged' })
    const after = await test.find(document.id)
    expect(after.deadline).toMatchObject({ due: '2026-11-19' })
    expect(after.description?.evidence.issuedOn).toMatchObject({ source: 'clerk' })
    const rows = await test.system.db
      .selectFrom('corrections')
      .selectAll()
      .where('document_id', '=', document.id)
      .execute()
    expect(rows).toMatchObject([
      { field: 'issuedOn', before: '2026-11-18', after: '2026-11-16', corrected_by: 'van-thu' },
    ])
  })
})

describe('reprocessing', () => {
  it('leaves an unchanged publication alone, and sends a changed one back to review while the public keeps the old', async () => {
    const document = await test.process('lai.pdf', await decisions.make(530))
    await approve(test.system, document.id, editor)
    await advanceUntilResting(test.system, document.id)
    expect(await reprocess(test.system, document.id, editor)).toMatchObject({ kind: 'unchanged', state: 'published' })

    // As if an older program had read the summary wrongly before it was published.
    const before = await test.find(document.id)
    const misread = JSON.stringify(before.description).replaceAll('phân công trực', 'phân côq trực')
    await test.system.db.updateTable('documents').set({ description: misread }).where('id', '=', document.id).execute()
    const result = await reprocess(test.system, document.id, editor)
    expect(result).toMatchObject({
      kind: 'changed',
      to: 'awaiting-review',
      changes: [{ field: 'metadata.summary', after: 'Về việc phân công trực bến bãi thuyền mẫu đợt 530' }],
    })
    expect(await findPublication(test.system.db, before.slug ?? '')).toMatchObject({ version: 1, withdrawn: null })

    await approve(test.system, document.id, editor)
    await advanceUntilResting(test.system, document.id)
    expect(await findPublication(test.system.db, before.slug ?? '')).toMatchObject({ version: 2, slug: before.slug })
  })
})

describe('the stages', () => {
  it('quarantine a document marked MẬT', async () => {
    const document = await test.process('mat.pdf', await decisions.make(540, { secrecy: 'MẬT' }))
    expect(document).toMatchObject({ state: 'quarantined', reason: { code: 'SECRET' } })
    expect(await approve(test.system, document.id, editor)).toMatchObject({ code: 'WRONG_STATE' })
  })

  it('say what was overdue on arrival', async () => {
    const late = await test.process('muon.pdf', await decisions.make(541, { issuedOn: '2026-11-02' }))
    expect(late.deadline).toMatchObject({ due: '2026-11-05', overdueOnArrival: true })
  })

  it('leave a journal that is one unbroken chain', async () => {
    expect(await verifyJournal(test.system.db)).toMatchObject({ sound: true })
  })
})
