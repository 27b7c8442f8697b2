/** Each mail comes in exactly once, whatever happens to the poller, the server and the numbers of the mails. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplesFolder } from '../../samples.ts'
import { startDovecot, type TestDovecot } from '../../servers/dovecot.ts'
import { buildMail } from './build-mail.ts'
import { openJournal } from './journal-integrator.ts'
import { seeded } from './random.ts'

/** The issue asks for 5,000; that many on demand, fewer in CI. */
const messages = Number(process.env.MAIL_MESSAGES ?? 1500)
const kills = 20
const drops = 10
const seed = Number(process.env.MAIL_SEED ?? 40)

let server: TestDovecot
let folder: string
let poller: Poller | null = null

beforeAll(async () => {
  server = await startDovecot()
  folder = mkdtempSync(join(tmpdir(), 'congbao-mail-'))
})
afterAll(async () => {
  if (poller) await end(poller.child, 'SIGKILL')
  await server?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** Real difficult mails first, then our own: with a file, with a question, without Message-ID, with somebody else's. */
function corpus(): Uint8Array[] {
  const samples = samplesFolder('mail')
  const real = samples === null ? [] : globSync(join(samples, '*.eml')).sort()
  const mails: Uint8Array[] = real.map((file) =>
    Buffer.from(readFileSync(file, 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
  )
  for (let index = mails.length; index < messages; index++) {
    const number = `Thư số ${index}`
    const messageId = index % 10 === 3 ? null : index % 10 === 7 ? '<chung@so.example>' : `<thu-${index}@so.example>`
    const file = { type: 'application/pdf', name: `van-ban-${index}.pdf`, content: Buffer.from(`%PDF-1.4 ${index}`) }
    mails.push(
      buildMail({ subject: number, messageId, text: `${number}, xin hỏi?`, ...(index % 2 ? { parts: [file] } : {}) }),
    )
  }
  return mails
}

interface Poller {
  child: ChildProcess
  /** Resolves after that many more lines, or when the process says its round left nothing. Rejects when it ends first. */
  lines(count: number): Promise<'lines' | 'idle'>
}

function startPoller(): Poller {
  const script = join(import.meta.dirname, 'poller.ts')
  const args = [script, String(server.port), server.user, server.password, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const reader = createInterface({ input: child.stdout })
  return {
    child,
    lines: (count) =>
      new Promise((resolve, reject) => {
        let seen = 0
        const listen = (line: string) => {
          seen++
          const { event, backlog } = JSON.parse(line)
          if (event === 'mailbox polled' && backlog === 0) end('idle')
          else if (seen >= count) end('lines')
        }
        const end = (result: 'lines' | 'idle' | Error) => {
          reader.off('line', listen)
          reader.off('close', died)
          if (result instanceof Error) reject(result)
          else resolve(result)
        }
        const died = () => end(new Error(`the poller ended by itself: ${child.exitCode ?? child.signalCode}`))
        reader.on('line', listen)
        reader.on('close', died)
        if (child.exitCode !== null || child.signalCode !== null) died()
      }),
  }
}

function hashOfFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

describe('the mailbox', () => {
  it(
    `takes ${messages} mails in exactly once with ${kills} kills of the poller and ${drops} drops by the server`,
    async () => {
      const mails = corpus()
      const random = seeded(seed)
      const blows = [...Array<'kill'>(kills).fill('kill'), ...Array<'drop'>(drops).fill('drop')]
        .map((blow) => ({ blow, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ blow }) => blow)
      // Mail goes on arriving, some of it while nobody listens.
      const portion = Math.ceil(mails.length / (blows.length + 1))
      poller = startPoller()
      const dealt = { kill: 0, drop: 0 }
      let inTheMiddle = 0
      for (const [index, blow] of blows.entries()) {
        server.deliver(mails.slice(index * portion, (index + 1) * portion))
        // About two lines a mail.
        if ((await poller.lines(1 + Math.floor(random() * portion * 2))) === 'lines') inTheMiddle++
        dealt[blow]++
        if (blow === 'drop') {
          if (dealt.drop % 3 === 0) await server.restart()
          else server.dropConnections()
          continue
        }
        await end(poller.child, 'SIGKILL')
        if (dealt.kill % 6 === 0) await server.renumber()
        poller = startPoller()
      }
      server.deliver(mails.slice(blows.length * portion))
      while (server.files().length > 0) await poller.lines(Number.POSITIVE_INFINITY)
      await end(poller.child, 'SIGTERM')
      expect(inTheMiddle).toBeGreaterThan(blows.length / 2)

      const { intakes, store } = openJournal(folder)
      const received = [...intakes.values()].map(({ intake }) => intake.raw.sha256).sort()
      const sent = mails.map((mail) => createHash('sha256').update(mail).digest('hex')).sort()
      expect(dealt).toEqual({ kill: kills, drop: drops })
      expect(new Set(sent).size).toBe(mails.length)
      expect(received).toEqual(sent)
      const first = received[0] ?? ''
      expect(
        createHash('sha256')
          .update(await store.get(first))
          .digest('hex'),
      ).toBe(first)
      expect(server.files()).toEqual([])
      // A server killed between copying and taking away has a mail twice; that is moved too, and comes in once.
      const kept = [...server.files('Da-tiep-nhan'), ...server.files('Can-kiem-tra')].map(hashOfFile)
      expect([...new Set(kept)].sort()).toEqual(sent)
    },
    240_000 + messages * 240,
  )
})
