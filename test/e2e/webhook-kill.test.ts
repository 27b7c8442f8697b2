/** kill -9 of the server while webhooks come in: what was acknowledged becomes an intake once, and its sender hears of it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openApp } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { openDoors } from '../../doors.ts'
import { verifyJournal } from '../../storage/audit.ts'
import { facebookEvent, zaloEvent } from '../connectors/chat/hook-bench.ts'
import {
  chatEnvironment,
  facebookRequest,
  type HookRequest,
  startPlatforms,
  type TestPlatforms,
  zaloRequest,
} from '../servers/chat-platforms.ts'
import { type ServerProcess, startServerProcess } from '../servers/congbao.ts'
import { temporaryFolder } from '../system.ts'

const messages = 240
const kills = 8
const folder = temporaryFolder()
const dataFolder = join(folder, 'data')
let platforms: TestPlatforms
let env: Record<string, string>
let server: ServerProcess

beforeAll(async () => {
  platforms = await startPlatforms()
  env = { ...chatEnvironment(platforms), CONGBAO_WORKERS: '1', CONGBAO_OCR: 'off' }
  server = await startServerProcess(dataFolder, env)
})
afterAll(async () => {
  await server?.end('SIGTERM')
  await platforms?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Each from a person of their own, so that nobody is told too much. */
function message(index: number): HookRequest {
  const now = Temporal.Now.instant()
  const person = String(1_000_000 + index)
  return index % 2 === 0
    ? zaloRequest(zaloEvent(`z-${index}`, 'user_send_text', { text: `Câu hỏi ${index}` }, now, person))
    : facebookRequest(facebookEvent(`m_${index}`, { text: `Câu hỏi ${index}` }, now, person))
}

async function post({ path, body, headers }: HookRequest): Promise<boolean> {
  try {
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', body, headers })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    return false
  }
}

it(`loses and doubles nothing over ${kills} kills while ${messages} messages come in`, async () => {
  const waiting = Array.from({ length: messages }, (_, index) => message(index))
  let killed = 0
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 10)
    const answers = batch.map(post)
    if (killed < kills && waiting.length < messages - ((killed + 1) * messages) / (kills + 1)) {
      for (let turns = Math.floor(Math.random() * 60); turns > 0; turns--) await turn()
      await server.end('SIGKILL')
      killed++
      const acknowledged = await Promise.all(answers)
      server = await startServerProcess(dataFolder, env)
      // What was not acknowledged the platform sends again, the very same bytes.
      waiting.unshift(...batch.filter((_, index) => !acknowledged[index]))
      continue
    }
    const acknowledged = await Promise.all(answers)
    expect(acknowledged).not.toContain(false)
  }
  expect(killed).toBe(kills)
  await server.end('SIGKILL')

  const app = await openApp(readConfig({ CONGBAO_DATA: dataFolder, CONGBAO_LOG: 'silent', ...env }, folder, 2))
  try {
    // Past every hold of a process that was killed.
    const later = () => Temporal.Now.instant().add({ minutes: 30 })
    const doors = openDoors({ ...app.system, now: later })
    for (let round = 0; round < 20; round++) {
      for (const door of doors.polling.values()) expect((await door.poll()).problems).toEqual([])
      await doors.deliver()
    }
    for (const door of doors.polling.values()) await door.poll()
    const { db } = app.system
    const intakes = await db.selectFrom('intakes').select(['external_id', 'kind', 'register_number']).execute()
    expect(intakes).toHaveLength(messages)
    expect(intakes.every(({ kind }) => kind === 'question')).toBe(true)
    const numbers = intakes.map((row) => row.register_number ?? 0).sort((one, other) => one - other)
    expect(numbers).toEqual(Array.from({ length: messages }, (_, index) => index + 1))
    const repeats = await db.selectFrom('intake_repeats').select('id').execute()
    expect(repeats).toEqual([])
    const told = [...platforms.zalo, ...platforms.facebook].map(({ text }) => /số đến (\d+)\//.exec(text)?.[1])
    expect(new Set(told).size).toBe(messages)
    expect(await verifyJournal(db)).toMatchObject({ sound: true })
  } finally {
    await app.close()
  }
}, 300_000)
