/// <reference lib="dom" />
/** A queue walked without a mouse, in a real browser; then the same page without a script. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../servers/browser.ts'
import { type Office, openOffice } from './desk-office.ts'

let office: Office
let browser: Browser
let page: Page

beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1280, height: 700 } })).newPage()
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

const path = (name: string) => `/ban-lam-viec/van-ban/${office.documents[name]}`
const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName)

describe('by keyboard alone', () => {
  it('the first Tab offers the way past the navigation', async () => {
    await office.logIn(page, 'bien-tap')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('noi-dung')
  })

  it('the queue is entered, and walking it puts the hand where something is missing', async () => {
    await page.goto(office.portal.url + path('waiting'))
    await page.keyboard.press('Alt+PageDown')
    await page.waitForURL(`**${path('inked')}`)
    await expect.poll(focused).toBe('reference')
  })

  it('the field in hand is marked on the paper', async () => {
    const fill = (field: string) =>
      page.evaluate((name) => {
        const mark = document.querySelector(`rect[data-field=${name}]`)
        return mark && getComputedStyle(mark).fill
      }, field)
    expect(await fill('reference')).not.toBe('none')
    expect(await fill('summary')).toBe('none')
    await page.locator('[name=summary]').focus()
    expect(await fill('summary')).not.toBe('none')
    expect(await fill('reference')).toBe('none')
  })

  it('Enter in an empty field takes what the machine read from the ink, and saves nothing yet', async () => {
    await page.locator('[name=reference]').focus()
    await page.keyboard.press('Enter')
    expect(await page.inputValue('[name=reference]')).toBe('503/QĐ-UBND')
    expect(await focused()).toBe('reference')
    expect(page.url()).not.toContain('da-luu')
    expect((await office.test.find(office.documents.inked ?? '')).description?.metadata.reference).toBeNull()
    await page.locator('[name=issuedOn]').focus()
    await page.keyboard.press('Enter')
    expect(await page.inputValue('[name=issuedOn]')).toBe('18/11/2026')
  })

  it('Ctrl+S saves and leaves the hand where it was', async () => {
    await page.keyboard.press('Control+s')
    await page.getByText('Đã lưu thông tin.').waitFor()
    await expect.poll(focused).toBe('issuedOn')
    const { description } = await office.test.find(office.documents.inked ?? '')
    expect(description?.metadata).toMatchObject({ reference: '503/QĐ-UBND', issuedOn: '2026-11-18' })
  })

  it('Ctrl+Enter keeps what was typed, approves, and goes on to the next', async () => {
    await page.locator('[name=summary]').fill('Về việc gõ bằng bàn phím')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã duyệt Quyết định 503/QĐ-UBND.').waitFor()
    expect(page.url()).toContain(path('waiting'))
    await expect
      .poll(async () => (await office.test.find(office.documents.inked ?? '')).state, { timeout: 20_000 })
      .toBe('published')
    const { description } = await office.test.find(office.documents.inked ?? '')
    expect(description?.metadata.summary).toBe('Về việc gõ bằng bàn phím')
  })
})

describe('files that do not get through', () => {
  const drop = (files: readonly (readonly [string, number])[]) =>
    page.setInputFiles(
      '.drop input[type=file]',
      files.map(([name, bytes]) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(bytes, 'x') })),
    )
  const line = (name: string) => page.locator('.uploads li', { hasText: name })

  it('say why, each by itself, and can be sent again when the network is back', async () => {
    await page.goto(`${office.portal.url}/ban-lam-viec`)
    await page.route('**/tiep-nhan**', (route) => route.abort('connectionreset'))
    await drop([
      ['mat-mang.pdf', 4000],
      ['rong.pdf', 0],
    ])
    await line('rong.pdf').getByText('Tệp rỗng').waitFor()
    await line('mat-mang.pdf').getByText('Mất kết nối').waitFor()
    await page.unroute('**/tiep-nhan**')
    await page.getByRole('button', { name: 'Gửi lại mat-mang.pdf' }).press('Enter')
    await line('mat-mang.pdf').getByText('Từ chối').waitFor()
    expect(await line('mat-mang.pdf').getByRole('link').getAttribute('href')).toMatch(/\/van-ban\/[0-9a-f-]{36}$/)
  })

  it('are told apart when the server breaks, refuses the size, or the session is over', async () => {
    const answers: Readonly<Record<string, { status: number; body: string }>> = {
      'loi.pdf': { status: 500, body: 'oops' },
      'lon.pdf': { status: 413, body: JSON.stringify({ documentId: null, declined: 'Tệp quá lớn cho hệ thống này.' }) },
      'het-phien.pdf': { status: 401, body: '' },
    }
    await page.route('**/tiep-nhan**', (route) => {
      const name = new URL(route.request().url()).searchParams.get('ten') ?? ''
      return route.fulfill(answers[name] ?? { status: 404, body: '' })
    })
    await drop(Object.keys(answers).map((name) => [name, 10] as const))
    await line('loi.pdf').getByText('lỗi 500').waitFor()
    await line('lon.pdf').getByText('Tệp quá lớn cho hệ thống này.').waitFor()
    await line('het-phien.pdf').getByText('hãy đăng nhập lại').waitFor()
    expect(await line('loi.pdf').getByRole('button').count()).toBe(1)
    expect(await line('lon.pdf').getByRole('button').count()).toBe(0)
    await page.unroute('**/tiep-nhan**')
  })
})

describe('a session that ends under the hand', () => {
  it('loses nothing of what was typed, nor does a date that does not exist', async () => {
    const { id } = await office.test.process('het-phien.pdf', await office.decisions.make(506))
    await page.goto(`${office.portal.url}/ban-lam-viec/van-ban/${id}`)
    await page.locator('[name=summary]').fill('Về việc gõ dở thì hết phiên')
    await office.test.system.db.deleteFrom('sessions').execute()
    await page.keyboard.press('Control+s')
    await page.getByRole('heading', { name: 'Phiên làm việc đã hết' }).waitFor()
    await page.getByRole('link', { name: 'Đăng nhập lại' }).click()
    await page.fill('[name=username]', 'bien-tap')
    await page.fill('[name=password]', 'mat-khau-thu-nghiem')
    await page.press('[name=password]', 'Enter')
    await page.waitForURL(`**/van-ban/${id}`, { timeout: 60_000 })
    await expect.poll(() => page.inputValue('[name=summary]')).toBe('Về việc gõ dở thì hết phiên')
    const date = await page.inputValue('[name=issuedOn]')
    await page.locator('[name=issuedOn]').fill('31/02/2026')
    await page.keyboard.press('Control+s')
    await page.getByText('Ngày phải là ngày có thật').waitFor()
    expect(await page.inputValue('[name=issuedOn]')).toBe('31/02/2026')
    expect(await page.inputValue('[name=summary]')).toBe('Về việc gõ dở thì hết phiên')
    await page.locator('[name=issuedOn]').fill(date)
    await page.keyboard.press('Control+s')
    await page.getByText('Đã lưu thông tin.').waitFor()
    expect((await office.test.find(id)).description?.metadata.summary).toBe('Về việc gõ dở thì hết phiên')
  })
})

describe('without a script', () => {
  it('the pages are seen, a proposal is accepted and the document approved all the same', async () => {
    const { id, description } = await office.test.process('khong-script.pdf', await office.decisions.make(505))
    expect(description?.metadata.reference).toBe('505/QĐ-UBND')
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
    const plain = await context.newPage()
    await office.logIn(plain, 'bien-tap')
    await plain.goto(`${office.portal.url}/ban-lam-viec/van-ban/${id}`)
    expect(await plain.locator('.page img').first().getAttribute('src')).toContain('/trang/1.webp')
    await plain.getByLabel(/Trích yếu/).fill('Về việc không cần script')
    await plain.getByRole('button', { name: 'Duyệt và đăng' }).click()
    await plain.getByText('Đã duyệt Quyết định 505/QĐ-UBND.').waitFor()
    await context.close()
  })
})
