/** What everybody may read: a published act, what it changes and what changed it, how it is found, what is left of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve, withdraw } from '../../pipeline/review/decide.ts'
import { updateFindings } from '../../storage/database/documents/update-document.ts'
import type { Metadata } from '../../validators/metadata/metadata.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPortal } from './test-portal.ts'

let test: TestSystem
let portal: TestPortal
let decisions: DecisionMaker
const hostile = `"><script>alert(1)</script></script><!-- ${'\u2028'} & 'x'`

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow('2026-11-20T02:00:00Z')
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  portal = openTestPortal(test)
})
afterAll(() => test?.close())

/** Publishes a decision whose metadata an editor has set. */
async function publish(number: number, metadata: Partial<Metadata>): Promise<{ id: string; slug: string }> {
  const { id, description } = await test.process(`v-${number}.pdf`, await decisions.make(number))
  if (!description) throw new Error('not described')
  const changed = { ...description, metadata: { ...description.metadata, ...metadata } }
  await test.system.db
    .transaction()
    .execute((trx) => updateFindings(trx, id, test.system.now(), { description: changed }))
  const result = await approve(test.system, id, { name: 'bien-tap' })
  if (result.kind === 'refused') throw new Error(result.message)
  await advanceUntilResting(test.system, id)
  return { id, slug: (await test.find(id)).slug ?? '' }
}

const text = async (path: string) => (await portal.app.request(path)).text()
const status = async (path: string) => (await portal.app.request(path)).status

describe('the page of an act', () => {
  it('shows every field of Điều 5.1.a, author and source, and the act as pages', async () => {
    const { slug } = await publish(701, { reference: '70/2026/QĐ-UBND', number: '70/2026', effectiveOn: '2026-12-01' })
    const page = await text(`/van-ban/${slug}`)
    for (const label of [
      'Hình thức văn bản',
      'Thẩm quyền ban hành',
      'Số',
      'Ký hiệu',
      'Ngày ban hành',
      'Ngày có hiệu lực',
      'Trích yếu',
    ]) {
      expect(page).toContain(`<dt>${label}</dt>`)
    }
    expect(page).toContain('Nguồn: Cổng thông tin điện tử tỉnh')
    expect(page).toContain('Chưa có hiệu lực, từ 01/12/2026')
    const picture = await portal.app.request(/src="([^"]+trang\/1\.webp[^"]*)"/.exec(page)?.[1] ?? '')
    expect(picture.headers.get('Content-Type')).toBe('image/webp')
    expect(picture.headers.get('Cache-Control')).toMatch(/^public/)
  })

  it('is there as text too, for who cannot look at pages', async () => {
    const answer = await portal.app.request('/van-ban/quyet-dinh-70-2026-qd-ubnd.txt')
    expect(answer.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toMatch(/^Chữ trích từ tệp gốc.*Điều 1\./s)
  })

  it('tells machines what it is, in terms of ELI, Dublin Core and schema.org', async () => {
    const { slug } = await publish(702, {
      reference: '71/2026/QĐ-UBND',
      relations: [{ kind: 'repeals', reference: '70/2026/QĐ-UBND' }],
    })
    const page = await text(`/van-ban/${slug}`)
    expect(page).toContain('<meta property="eli:id_local" content="71/2026/QĐ-UBND">')
    expect(page).toContain('<meta property="dcterms:created" content="2026-11-18">')
    const linked = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '')
    expect(linked).toMatchObject({
      '@type': 'Legislation',
      legislationIdentifier: '71/2026/QĐ-UBND',
      legislationDate: '2026-11-18',
      legislationRepeals: [{ legislationIdentifier: '70/2026/QĐ-UBND' }],
    })
  })

  it('leads to the act it repeals, and that one says at its top what repealed it', async () => {
    const repealing = await text('/van-ban/quyet-dinh-71-2026-qd-ubnd')
    expect(repealing).toMatch(/Bãi bỏ <a href="\/van-ban\/quyet-dinh-70-2026-qd-ubnd">/)
    const repealed = await text('/van-ban/quyet-dinh-70-2026-qd-ubnd')
    expect(repealed).toMatch(/Bị bãi bỏ \(toàn bộ hoặc một phần\) bởi <a href="\/van-ban\/quyet-dinh-71-2026-qd-ubnd">/)
  })

  it('is not tied to an act of another issuer, nor by a number that is given anew each year', async () => {
    await publish(703, {
      issuer: 'Ủy ban nhân dân xã Mẫu',
      reference: '72/2026/QĐ-UBND',
      relations: [{ kind: 'repeals', reference: '70/2026/QĐ-UBND' }],
    })
    expect(await text('/van-ban/quyet-dinh-70-2026-qd-ubnd')).not.toContain('72/2026')
    const { slug } = await publish(704, { reference: '15/QĐ-UBND' })
    await publish(705, { reference: '73/2026/QĐ-UBND', relations: [{ kind: 'repeals', reference: '15/QĐ-UBND' }] })
    expect(await text(`/van-ban/${slug}`)).not.toContain('73/2026')
  })

  it('escapes whatever a document calls itself, in the page, its head and its data', async () => {
    const { slug } = await publish(706, { reference: '74/2026/QĐ-UBND', summary: hostile, issuer: hostile })
    const page = await text(`/van-ban/${slug}`)
    expect(page).not.toContain('<script>alert')
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '').abstract).toBe(
      hostile,
    )
    for (const path of [
      '/',
      '/tim-kiem',
      `/tim-kiem?q=${encodeURIComponent(hostile)}&co-quan=${encodeURIComponent(hostile)}`,
    ]) {
      expect(await text(path)).not.toContain('<script>alert')
    }
  })

  it('leaves a tombstone when it is taken down, and its pages and file go with it', async () => {
    const { id, slug } = await publish(707, { reference: '75/2026/QĐ-UBND' })
    await withdraw(test.system, id, { name: 'bien-tap' }, 'Đăng nhầm phụ lục.')
    const gone = await portal.app.request(`/van-ban/${slug}`)
    expect(gone.status).toBe(410)
    expect(await gone.text()).toContain('Đăng nhầm phụ lục.')
    expect(await status(`/van-ban/${slug}/trang/1.webp`)).toBe(404)
    expect(await status(`/van-ban/${slug}.pdf`)).toBe(410)
    expect(await status(`/van-ban/${slug}.txt`)).toBe(410)
  })
})

describe('the search', () => {
  const found = async (query: string) =>
    [...(await text(`/tim-kiem?${query}`)).matchAll(/<h3><a href="\/van-ban\/([^"]+)"/g)].map(([, slug]) => slug)

  it('filters by issuer and by whether the act has taken effect, and lets each filter go', async () => {
    expect(await found('hieu-luc=chua')).toEqual(['quyet-dinh-70-2026-qd-ubnd'])
    expect(await found('hieu-luc=da')).not.toContain('quyet-dinh-70-2026-qd-ubnd')
    expect(await found(`co-quan=${encodeURIComponent('Ủy ban nhân dân xã Mẫu')}`)).toHaveLength(1)
    const page = await text('/tim-kiem?hieu-luc=chua&tu-ngay=2026-11-01')
    expect(page).toContain('aria-label="Bỏ điều kiện từ 01/11/2026"')
    expect(page).toContain('href="/feed.atom?hieu-luc=chua&amp;tu-ngay=2026-11-01"')
  })
})

describe('no address breaks the portal', () => {
  it.each([
    '/van-ban/%00',
    '/van-ban/%00/trang/1.webp',
    '/van-ban/..%2f..%2fetc%2fpasswd',
    '/tinh/..%2fserver.ts',
    '/tinh/__proto__',
    '/cong-bao/2026/99999999999999999999',
    '/api/v1/gazettes/2026/99999999999999999999',
    '/tim-kiem?tu=1e99&q=%00&loai=%00&tu-ngay=2026-99-99&hieu-luc=__proto__',
    '/feed.atom?q=%00&issuer=%00',
    '/api/v1/documents?q=%00&type=%00',
    '/tim-kiem?q=%27%22%29%29%3Bdrop',
    '/khong-co',
  ])('%s', async (path) => {
    expect([200, 400, 404]).toContain(await status(path))
  })
})
