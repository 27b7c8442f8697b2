/**
 * Scaled mode: a server that only takes in, two worker processes, Redis between them, objects in S3. Documents are
 * published once each though a worker is killed at its work and Redis loses everything.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../storage/database/embedded/embedded-postgres.ts'
import { findPublication } from '../../storage/database/publications/find-publications.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { startRedis, type TestRedis } from '../servers/redis.ts'
import { startS3, type TestS3 } from '../servers/s3.ts'
import { openTestSystem, type TestSystem, temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
let postgres: EmbeddedPostgres
let redis: TestRedis
let s3: TestS3
let decisions: DecisionMaker
let env: Record<string, string>
let test: TestSystem
const workers: ChildProcess[] = []

beforeAll(async () => {
  postgres = await openEmbeddedPostgres(join(folder, 'somewhere-else'))
  const { user, password, database, host } = postgres.connection
  redis = await startRedis()
  s3 = await startS3()
  decisions = await openDecisionMaker()
  decisions.trustIn(join(folder, 'trust'))
  env = {
    DATABASE_URL: `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(host)}`,
    REDIS_URL: redis.url,
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
    CONGBAO_TRUST: join(folder, 'trust'),
    CONGBAO_OCR: 'off',
    CONGBAO_AUTO_ACCEPT: '1',
    CONGBAO_WORKERS: '1',
  }
  test = await openTestSystem(env)
})
afterAll(async () => {
  for (const worker of workers) await end(worker, 'SIGTERM')
  await test?.close()
  await redis?.kill()
  await s3?.close()
  await postgres?.release()
  rmSync(folder, { recursive: true, force: true })
})

/** `congbao worker` in a process of its own; resolves when it works. */
async function startWorker(): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '..', '..', 'cli', 'congbao.ts')
  const worker = spawn(process.execPath, [script, 'worker'], {
    env: { ...process.env, ...env, CONGBAO_LOG: 'error', CONGBAO_DATA: join(folder, `worker-${workers.length}`) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  workers.push(worker)
  await once(createInterface({ input: worker.stdout as NodeJS.ReadableStream }), 'line')
  return worker
}

async function end(worker: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  worker.kill(signal)
  await once(worker, 'exit')
}

/** Watches the journal until that many documents were published. */
async function published(count: number): Promise<number> {
  for (;;) {
    const rows = await test.system.db.selectFrom('documents').select('id').where('state', '=', 'published').execute()
    if (rows.length >= count) return rows.length
    await new Promise((resolve) => setImmediate(resolve))
  }
}

it('publishes each document once, whatever happens to workers and queue', async () => {
  const dispatcher = test.app.startDispatching()
  const ids: string[] = []
  const drop = async (number: number) => {
    ids.push(...(await test.drop(`${number}.pdf`, await decisions.make(number))).documentIds)
    dispatcher.wake()
  }
  for (let number = 4001; number <= 4006; number++) await drop(number)
  expect(await test.find(ids[0] ?? '')).toMatchObject({ state: 'received' })

  const first = await startWorker()
  await published(1)
  await end(first, 'SIGKILL')
  await redis.kill()
  for (let number = 4007; number <= 4010; number++) await drop(number)
  await redis.restart()
  const second = await startWorker()
  await startWorker()
  expect(await published(10)).toBe(10)

  for (const id of ids) {
    const { slug } = await test.find(id)
    expect(await findPublication(test.system.db, slug ?? '')).toMatchObject({ documentId: id, version: 1 })
  }
  expect(s3.objects.size).toBeGreaterThanOrEqual(20)
  await end(second, 'SIGTERM')
  expect(second.exitCode).toBe(0)
})

it('a worker without a queue says what it needs', async () => {
  const script = join(import.meta.dirname, '..', '..', 'cli', 'congbao.ts')
  const worker = spawn(process.execPath, [script, 'worker'], {
    env: { ...process.env, CONGBAO_DATA: join(folder, 'none') },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const words = (await Array.fromAsync(worker.stderr as AsyncIterable<Buffer>)).join('')
  if (worker.exitCode === null) await once(worker, 'exit')
  expect(words).toContain('REDIS_URL')
  expect(worker.exitCode).toBe(2)
})
