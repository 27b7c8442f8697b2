/// <reference lib="dom" />
/** An editor answers a question and publishes it by keyboard alone; the pages fit a phone and have no faults. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Portal, startPortal } from '../../portal/server.ts'
import { createAccount, openSession } from '../../storage/database/accounts/accounts.ts'
import { askQuestion } from '../fixtures/question.ts'
import { openBrowser } from '../servers/browser.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let test: TestSystem
let portal: Portal
let browser: Browser
let page: Page

beforeAll(async () => {
  test = await openTestSystem()
  const { system } = test
  const envelope = { reference: null, documentType: null, issuer: null, issuedOn: null, summary: 'Hỏi về Công báo' }
  await askQuestion(system, 'Công báo ra ngày nào?', { envelope })
  const person = { username: 'quan-tri', fullName: 'Quản Trị', role: 'operator', password: 'mat-khau-thu' } as const
  const made = await createAccount(system.db, system.now(), person, 'test')
  if ('error' in made) throw new Error(made.error)
  const token = await openSession(system.db, system.now(), made.account, 2)
  portal = await startPortal(system, { wake() {}, stop: async () => {} }, { connectors: new Map() })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name: 'congbao_session', value: token, url: `${portal.url}/ban-lam-viec` }])
  page = await context.newPage()
})
afterAll(async () => {
  await browser?.close()
  await portal?.close()
  await test?.close()
})

const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    return `${element?.getAttribute('name') ?? ''} ${element?.innerText ?? ''}`.trim()
  })

/** Presses Tab until that is reached; what cannot be reached so, nobody without a mouse can use. */
async function tabTo(what: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if ((await focused()).startsWith(what)) return
  }
  throw new Error(`Tab never comes to “${what}”`)
}

const arrive = (text: string) => page.getByText(text).first().waitFor()

it('is read, put off with a limit, answered and published without a mouse', async () => {
  await page.goto(`${portal.url}/ban-lam-viec/hoi-dap`)
  await tabTo('Hỏi về Công báo')
  await page.keyboard.press('Enter')
  await arrive('Công báo ra ngày nào?')

  await tabTo('Thông báo tiến độ…')
  await page.keyboard.press('Enter')
  await tabTo('han')
  const limit = test.system.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().add({ days: 40 })
  const shown = [limit.day, limit.month].map((part) => String(part).padStart(2, '0')).join('/')
  await page.keyboard.type(`${shown}/${limit.year}`)
  await page.keyboard.press('Enter')
  await arrive(`chậm nhất vào ngày ${shown}/${limit.year}`)

  await tabTo('noi-dung')
  await page.keyboard.type('Công báo ra hằng tuần.')
  await tabTo('cong-khai')
  await page.keyboard.press('Space')
  await tabTo('Gửi trả lời')
  await page.keyboard.press('Enter')
  await arrive('Đã trả lời')
  expect(page.url()).toContain('#dang')

  await tabTo('Đăng')
  await page.keyboard.press('Enter')
  await arrive('Xem trên trang công khai')
  await tabTo('Xem trên trang công khai')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Hỏi về Công báo' }).waitFor()
  expect(await page.locator('main').innerText()).toContain('Công báo ra hằng tuần.')
})

it.each([
  ['/ban-lam-viec/hoi-dap'],
  ['/ban-lam-viec/hoi-dap?trang-thai=xong'],
  ['/ban-lam-viec/kenh'],
  ['/hoi-dap'],
  ['/hoi-dap/1'],
])('%s is free of accessibility faults and fits a phone', async (path) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 850 })
    await page.goto(portal.url + path)
    await page.evaluate(axe)
    const faults = await page.evaluate(async () => {
      const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run
      return (await run()).violations.map(({ id }) => id)
    })
    expect(faults).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
})
