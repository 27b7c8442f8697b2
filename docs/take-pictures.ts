/**
 * Takes the pictures of the README anew from the project's own samples: `node docs/take-pictures.ts`. Needs Chromium
 * (`bash test/setup.sh`).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from '../test/servers/browser.ts'
import { temporaryFolder } from '../test/system.ts'

const root = join(import.meta.dirname, '..')
const newPassword = 'mat-khau-chup-anh'
const desktop = { width: 1280, height: 860 }
const phone = { width: 390, height: 844 }

const folder = temporaryFolder()
const server = spawn(process.execPath, [join(root, 'cli', 'congbao.ts'), 'quickstart', '--port', '0'], {
  env: { ...process.env, CONGBAO_DATA: join(folder, 'data'), CONGBAO_LOG: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const browser = await openBrowser()
try {
  const { url, password } = await whereToLook()
  const page = await openPage(browser, desktop)
  await logIn(page, url, password)
  await take('desk.png', [page])
  await page.goto(`${url}/ban-lam-viec?q=13-ban-quet`)
  await page.locator('.rows h3 a').first().click()
  await page.locator('[name=reference]').focus()
  await page.waitForLoadState('networkidle')
  await take('document.png', [page])

  const slug = /van-ban\/[a-z0-9-]+/.exec(await (await fetch(`${url}/api/v1/documents?q=bien+ten+duong`)).text())?.[0]
  await page.goto(`${url}/${slug}`, { waitUntil: 'networkidle' })
  await take('public.png', [page])
  const hand = await openPage(browser, phone)
  await hand.goto(`${url}/${slug}`, { waitUntil: 'networkidle' })
  await hand.locator('.signature').evaluate((box) => box.scrollIntoView())
  await page.setViewportSize(phone)
  await page.goto(`${url}/ban-lam-viec`, { waitUntil: 'networkidle' })
  await take('phone.png', [page, hand])
} finally {
  await browser.close()
  server.kill('SIGTERM')
  if (server.exitCode === null) await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
}

/** Waits until the samples are in, and reads the address and the one-time password off the output. */
async function whereToLook(): Promise<{ url: string; password: string }> {
  const said: string[] = []
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line)
    if (line.includes('Ctrl+C')) break
  }
  const text = said.join('\n')
  const url = /Bàn làm việc:\s+(\S+)\/ban-lam-viec/.exec(text)?.[1]
  const password = /mật khẩu:\s+(\S+)/.exec(text)?.[1]
  if (!url || !password) throw new Error(`quickstart did not say where to look:\n${text}`)
  return { url, password }
}

async function openPage(from: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await from.newContext({ viewport, locale: 'vi-VN', colorScheme: 'light', deviceScaleFactor: 1 })
  return context.newPage()
}

async function logIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/ban-lam-viec/dang-nhap`)
  await page.fill('[name=username]', 'quantri')
  await page.fill('[name=password]', password)
  await page.press('[name=password]', 'Enter')
  await page.waitForURL('**/mat-khau')
  await page.fill('[name=old]', password)
  await page.fill('[name=new]', newPassword)
  await page.fill('[name=again]', newPassword)
  await page.press('[name=again]', 'Enter')
  await page.waitForURL('**/ban-lam-viec')
  await page.waitForLoadState('networkidle')
}

/** One picture of the pages as they stand, side by side. */
async function take(name: string, pages: readonly Page[]): Promise<void> {
  const shots = await Promise.all(pages.map((one) => one.screenshot()))
  const sizes = await Promise.all(shots.map((shot) => sharp(shot).metadata()))
  const gap = 24
  const width = sizes.reduce((sum, size) => sum + size.width, gap * (shots.length - 1))
  let left = 0
  const layers = shots.map((input, index) => {
    const layer = { input, top: 0, left }
    left += (sizes[index]?.width ?? 0) + gap
    return layer
  })
  const height = Math.max(...sizes.map((size) => size.height))
  const sheet = sharp({ create: { width, height, channels: 3, background: 'white' } }).composite(layers)
  const png = await sheet.png({ palette: true, quality: 92, effort: 8 }).toBuffer()
  writeFileSync(join(import.meta.dirname, 'pictures', name), png)
  console.error(`${name}: ${Math.round(png.length / 1024)} KB`)
}
