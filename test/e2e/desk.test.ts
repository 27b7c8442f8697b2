/// <reference lib="dom" />
/** A clerk and an editor at work in a real browser: login, drop, read, approve, find it in the feed. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openBrowser } from '../servers/browser.ts'
import { type ServerProcess, startServerProcess } from '../servers/congbao.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
const newPassword = 'mat-khau-moi-2026'
let server: ServerProcess
let browser: Browser
let decisions: DecisionMaker
let page: Page

beforeAll(async () => {
  decisions = await openDecisionMaker()
  decisions.trustIn(join(folder, 'data', 'trust'))
  server = await startServerProcess(join(folder, 'data'))
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
})
afterAll(async () => {
  await browser?.close()
  await server?.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

const oneTimePassword = () => /mật khẩu:\s+(\S+)/.exec(server.output.join('\n'))?.[1] ?? ''

/** Puts a file onto the page the way dragging does. */
async function dropOnPage(name: string, bytes: Uint8Array): Promise<void> {
  const content = Buffer.from(bytes).toString('base64')
  const transfer = await page.evaluateHandle(
    ([file, base64]) => {
      const data = new DataTransfer()
      const raw = Uint8Array.from(atob(base64 ?? ''), (letter) => letter.charCodeAt(0))
      data.items.add(new File([raw], file ?? '', { type: 'application/pdf' }))
      return data
    },
    [name, content],
  )
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer })
}

describe('the desk', () => {
  it('opens to nobody without a login, and asks the first person for a password of their own', async () => {
    await page.goto(`${server.url}/ban-lam-viec`)
    expect(page.url()).toContain('/dang-nhap')
    await page.fill('[name=username]', 'quantri')
    await page.fill('[name=password]', 'sai mật khẩu')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.fill('[name=username]', 'quantri')
    await page.fill('[name=password]', oneTimePassword())
    await page.keyboard.press('Enter')
    await page.waitForURL('**/mat-khau')
    await page.goto(`${server.url}/ban-lam-viec/so-den`)
    expect(page.url()).toContain('/mat-khau')
    await page.fill('[name=old]', oneTimePassword())
    await page.fill('[name=new]', newPassword)
    await page.fill('[name=again]', newPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/ban-lam-viec')
  })

  it('takes several dropped files and says what became of each', async () => {
    await dropOnPage('quyet-dinh.pdf', await decisions.make(801))
    await dropOnPage('khong-phai.pdf', new TextEncoder().encode('xin chào'))
    await page.locator('.uploads li', { hasText: '801/QĐ-UBND · Chờ duyệt' }).waitFor()
    await page.locator('.uploads li', { hasText: 'khong-phai.pdf' }).getByText('Từ chối').waitFor()
  })

  it('takes the same file again as a repeat', async () => {
    await page.reload()
    const bytes = await decisions.make(802)
    await dropOnPage('a.pdf', bytes)
    await page.locator('.uploads li', { hasText: 'Số đến' }).waitFor()
    await dropOnPage('b.pdf', bytes)
    await page.locator('.uploads li', { hasText: 'Đã có từ trước' }).waitFor()
  })

  it('shows the document, corrects a field, and publishes it by keyboard alone', async () => {
    await page.goto(`${server.url}/ban-lam-viec?trang-thai=awaiting-review`)
    await page.getByRole('link', { name: 'Quyết định 801/QĐ-UBND' }).click()
    await page.getByRole('heading', { name: 'Chữ ký số hợp lệ' }).waitFor()
    await page.getByLabel(/Trích yếu/).fill('Về việc phân công trực bến bãi thuyền mẫu (đã sửa)')
    await page.getByRole('button', { name: 'Lưu thông tin' }).press('Enter')
    await page.getByText('do người nhập').first().waitFor()
    await page.getByRole('button', { name: 'Duyệt và đăng' }).press('Enter')
    await page.getByText('Đã duyệt Quyết định 801/QĐ-UBND.').waitFor()
    await page.getByRole('link', { name: 'Xem lại' }).click()
    const publicLink = page.getByRole('link', { name: 'Xem trang công khai' })
    for (let tries = 0; tries < 50 && !(await publicLink.isVisible()); tries++) await page.reload()
    await publicLink.click()
    await page.getByRole('heading', { name: 'Quyết định 801/QĐ-UBND' }).waitFor()
    expect(await page.locator('main').innerText()).toContain('(đã sửa)')
  })

  it('keeps strangers and forged requests out', async () => {
    expect((await fetch(`${server.url}/ban-lam-viec/tiep-nhan?ten=a.pdf`, { method: 'POST', body: 'x' })).status).toBe(
      401,
    )
    const cookies = await page.context().cookies()
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const forged = await fetch(`${server.url}/ban-lam-viec/tiep-nhan?ten=a.pdf`, {
      method: 'POST',
      body: 'x',
      headers: { cookie },
    })
    expect(forged.status).toBe(403)
    expect(cookies.every((one) => one.httpOnly && one.sameSite === 'Strict')).toBe(true)
  })
})

describe('the public', () => {
  it('finds the document in the feeds, the API and the search, with its file as it was signed', async () => {
    const feed = (await (await fetch(`${server.url}/feed.json`)).json()) as {
      items: { _congbao: Record<string, never> }[]
    }
    const entry = feed.items[0]?._congbao as unknown as {
      reference: string
      issuedOn: string
      signature: { verdict: string }
      deadline: { due: string }
      signers: { name: string }[]
      files: { url: string; sha256: string }[]
    }
    expect(entry).toMatchObject({
      reference: '801/QĐ-UBND',
      issuedOn: '2026-11-18',
      signature: { verdict: 'passed' },
      deadline: { due: '2026-11-23' },
      signers: [{ name: 'Hoàng Văn Thử' }],
    })
    expect(await (await fetch(`${server.url}/feed.atom`)).text()).toContain('<cb:reference>801/QĐ-UBND</cb:reference>')
    const api = (await (await fetch(`${server.url}/api/v1/documents?q=phan+cong+truc`)).json()) as {
      documents: unknown[]
    }
    expect(api.documents).toHaveLength(1)
    const file = await (await fetch(entry.files[0]?.url ?? '')).arrayBuffer()
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', file)).toString('hex')
    expect(hash).toBe(entry.files[0]?.sha256)
  })
})
