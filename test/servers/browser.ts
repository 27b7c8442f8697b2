/** Headless Chromium from Debian, offline but for the server under test. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`No Chromium at ${executablePath}: run bash test/setup.sh`)
  const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet] })
}
