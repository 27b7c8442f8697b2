/// <reference lib="dom" />
/** Every page, by day and by night, on a desk and on a phone: accessible, no wider than the screen, silent in the console. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../servers/browser.ts'
import { type Office, openOffice } from './desk-office.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const
let office: Office
let browser: Browser
let context: BrowserContext
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  office = await openOffice()
  browser = await openBrowser()
  context = await browser.newContext()
  page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A page that is meant to be missing makes the browser say so.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

async function faultsOf(target: Page): Promise<string[]> {
  await target.evaluate(axe)
  return target.evaluate(async () => {
    type Violation = { id: string; nodes: { html: string }[] }
    const { axe: check } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    const { violations } = await check.run()
    return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 160)}`)
  })
}

/** What a finger cannot hit: buttons and fields under 44 pixels, but for links inside running text. */
async function smallTargets(target: Page): Promise<string[]> {
  return target.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, .button, select, textarea, input:not([type=hidden], [type=checkbox], [type=file]), header.site nav a, .tabs a',
    )
    return [...controls]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.5)
      .map((control) => control.outerHTML.slice(0, 120))
  })
}

async function look(path: string): Promise<void> {
  for (const { width, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 850 })
    await page.goto(office.portal.url + path, { waitUntil: 'load' })
    expect(await faultsOf(page), `${path} ${width} ${colorScheme}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path} ${width}`).toBeLessThanOrEqual(
      width,
    )
    expect(await smallTargets(page), `${path} ${width}`).toEqual([])
    expect(await page.locator('h1').count(), path).toBe(1)
  }
  expect(complaints).toEqual([])
}

describe('of the public', () => {
  it.each([
    '/',
    '/tim-kiem',
    '/tim-kiem?q=thuyen&hieu-luc=da',
    '/cong-bao',
    '/cong-bao/2026/1',
    '/hoi-dap',
    '/khong-co',
    '/ban-lam-viec/dang-nhap',
  ])('%s', look)
  it('a published act', () => look(`/van-ban/${office.slug}`))
  it('an act that was taken down', () => look(`/van-ban/${office.goneSlug}`))
})

describe('of the desk', () => {
  beforeAll(async () => {
    await office.logIn(page, 'bien-tap')
  })
  it.each([
    '/ban-lam-viec',
    '/ban-lam-viec?trang-thai=tat-ca&q=thuyen',
    '/ban-lam-viec?trang-thai=failed',
    '/ban-lam-viec/so-den',
    '/ban-lam-viec/phieu-tach',
    '/ban-lam-viec/hoi-dap',
    '/ban-lam-viec/yeu-cau',
    '/ban-lam-viec/cong-bao',
    '/ban-lam-viec/kenh',
    '/ban-lam-viec/nhat-ky',
    '/ban-lam-viec/mat-khau',
  ])('%s', look)
  it.each(['waiting', 'inked', 'published', 'withdrawn', 'quarantined', 'rejected'])('a document: %s', (name) =>
    look(`/ban-lam-viec/van-ban/${office.documents[name]}`),
  )
})
