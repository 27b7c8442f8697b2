/**
 * `node bench/webhooks.ts [SECONDS] [RATE] [ROUNDS]`: signed Zalo messages against a real `congbao serve` on loopback.
 * First at a steady rate (default 500 a second), then as fast as it takes them. The server works on its inbox meanwhile,
 * and is killed with SIGKILL in full flight; then every message that was answered 200 must be in the database.
 */
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { openApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { zaloKeys, zaloRequest } from '../test/servers/chat-platforms.ts'
import { startServerProcess } from '../test/servers/congbao.ts'
import { temporaryFolder } from '../test/system.ts'
import { machine, shown, spreadOf } from './harness.ts'

const seconds = Number(process.argv[2] ?? 20)
const rate = Number(process.argv[3] ?? 500)
const rounds = Number(process.argv[4] ?? 3)
const connections = 64

interface Round {
  acknowledged: readonly string[]
  failed: number
  perSecond: number
  /** Milliseconds from sending to the answer. */
  delays: readonly number[]
}

let serial = 0
function nextMessage() {
  serial++
  return zaloRequest({
    event_name: 'user_send_text',
    sender: { id: String(10_000_000_000 + (serial % 1000)) },
    recipient: { id: '2197174064623873199' },
    user_id_by_app: String(20_000_000_000 + (serial % 1000)),
    message: { msg_id: `bench-${process.pid}-${serial}`, text: `Cho hỏi văn bản số ${serial} còn hiệu lực không?` },
    timestamp: String(Date.now()),
  })
}

/** @param perSecond `null`: each connection sends the next as soon as it has its answer. */
async function drive(url: string, perSecond: number | null, stopAfterMs: number, atEnd: () => void): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const acknowledged: string[] = []
  const delays: number[] = []
  let failed = 0
  const started = performance.now()
  const elapsed = () => performance.now() - started
  const sendOne = async () => {
    const message = nextMessage()
    const sent = performance.now()
    const status = await post(url, message, agent)
    if (status === 200) {
      acknowledged.push(createHash('sha256').update(message.body).digest('hex'))
      delays.push(performance.now() - sent)
    } else failed++
  }
  // What is still on its way when the server is killed counts as unanswered.
  let took = 0
  const stop = () => {
    took = elapsed() / 1000
    atEnd()
  }
  if (perSecond === null) {
    const connection = async () => {
      while (elapsed() < stopAfterMs) await sendOne()
    }
    const all = Promise.all(Array.from({ length: connections }, connection))
    await new Promise((resolve) => setTimeout(resolve, stopAfterMs - 200))
    stop()
    await all
  } else {
    const pending: Promise<void>[] = []
    for (let due = 0; elapsed() < stopAfterMs; ) {
      for (const now = (elapsed() / 1000) * perSecond; due < now; due++) pending.push(sendOne())
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    stop()
    await Promise.all(pending)
  }
  agent.destroy()
  return { acknowledged, failed, perSecond: acknowledged.length / took, delays }
}

function post(url: string, message: ReturnType<typeof zaloRequest>, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(`${url}${message.path}`, {
      method: 'POST',
      agent,
      headers: { ...message.headers, 'Content-Type': 'application/json' },
    })
    asked.on('response', (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
      response.once('error', () => resolve(0))
    })
    asked.once('error', () => resolve(0))
    asked.end(message.body)
  })
}

async function round(perSecond: number | null): Promise<Round> {
  const folder = temporaryFolder()
  const dataFolder = join(folder, 'data')
  const env = {
    CONGBAO_ZALO_OA_SECRET: zaloKeys.oaSecret,
    CONGBAO_ZALO_APP_ID: zaloKeys.appId,
    // Nobody is told: only what comes in is measured.
    CONGBAO_ZALO_API_URL: 'http://127.0.0.1:9',
    CONGBAO_LOG: 'silent',
    CONGBAO_WORKERS: '1',
  }
  try {
    const server = await startServerProcess(dataFolder, env)
    let gone: Promise<void> = Promise.resolve()
    const driven = await drive(server.url, perSecond, seconds * 1000, () => {
      gone = server.end('SIGKILL')
    })
    await gone
    const app = await openApp(readConfig({ CONGBAO_DATA: dataFolder, ...env }, folder, 2))
    const kept = await app.system.db.selectFrom('chat_inbox').select(['sha256', 'state']).execute()
    await app.close()
    const safe = new Set(kept.map((row) => row.sha256))
    const lost = driven.acknowledged.filter((sha256) => !safe.has(sha256))
    if (lost.length > 0) throw new Error(`${lost.length} acknowledged messages are not in the database`)
    return driven
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function report(name: string, perSecond: number | null): Promise<void> {
  const rates: number[] = []
  const medians: number[] = []
  const worst: number[] = []
  let acknowledged = 0
  let failed = 0
  for (let turn = 0; turn < rounds; turn++) {
    const driven = await round(perSecond)
    const sorted = [...driven.delays].sort((one, other) => one - other)
    rates.push(driven.perSecond)
    medians.push(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
    worst.push(sorted.at(-1) ?? Number.NaN)
    acknowledged += driven.acknowledged.length
    failed += driven.failed
  }
  console.log(`${name}: ${shown(spreadOf(rates), 0)} acknowledged/s; ${acknowledged} acknowledged, all in the database`)
  console.log(
    `  answer after ${shown(spreadOf(medians), 1)} ms (median), longest ${shown(spreadOf(worst), 0)} ms; ${failed} unanswered at the kill`,
  )
}

console.log(`${machine()}; ${rounds} rounds of ${seconds} s, ${connections} connections, SIGKILL at the end of each`)
await report(`steady ${rate}/s`, rate)
await report('as fast as it goes', null)
