/** A clerk reads a whole conversation by Zalo from the intake register: what was written, what came of it, what was not sent. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HookBench, openHookBench, zaloEvent } from '../connectors/chat/hook-bench.ts'
import { zaloRequest } from '../servers/chat-platforms.ts'
import { openTestPortal, type TestPerson } from './test-portal.ts'

const now = Temporal.Instant.from('2026-11-18T03:00:00Z')
let bench: HookBench
let clerk: TestPerson

beforeAll(async () => {
  bench = await openHookBench()
  bench.test.setNow(now.toString())
  clerk = await openTestPortal(bench.test).person('van-thu', 'clerk')
})
afterAll(() => bench?.close())

const send = async (id: string, event: string, message: Record<string, unknown>) =>
  expect(await bench.post(zaloRequest(zaloEvent(id, event, message, now)))).toBe(200)

it('leads from the register to the conversation and from there to the document', async () => {
  const url = bench.platforms.offer('a.pdf', { content: Buffer.from('%PDF-1.7 a'), type: 'application/pdf' })
  await send('t-1', 'user_send_text', { text: 'Cho hỏi <b>văn bản</b> này' })
  await send('t-2', 'user_send_file', { attachments: [{ type: 'file', payload: { url, name: 'công văn.pdf' } }] })
  bench.platforms.fail('cs', { kind: 'error', code: -213 })
  await bench.work()
  const address = /href="(\/ban-lam-viec\/hoi-thoai\/[0-9a-f-]{36})"/.exec(
    await clerk.page('/ban-lam-viec/so-den'),
  )?.[1]
  const question = /href="(\/ban-lam-viec\/hoi-dap\/[0-9a-f-]{36})"/.exec(
    await clerk.page('/ban-lam-viec/hoi-dap'),
  )?.[1]
  expect(await clerk.page(question ?? '')).toContain(`href="${address}"`)
  const conversation = await clerk.page(address ?? '')
  expect(conversation).toContain('Cho hỏi &lt;b&gt;văn bản&lt;/b&gt; này')
  expect(conversation).toContain('Tệp: công văn.pdf')
  expect(conversation).toMatch(/số đến 1\/2026[\s\S]*số đến 2\/2026/)
  expect(conversation).toMatch(/href="\/ban-lam-viec\/van-ban\/[0-9a-f-]{36}"/)
  expect(conversation).toContain('Người nhận đã chặn, rời đi hoặc không nhận tin.')
  expect(conversation).toContain('Đã gửi')
})

it('is closed to those who are not logged in, and says so where there is none', async () => {
  const unknown = '/ban-lam-viec/hoi-thoai/00000000-0000-0000-0000-000000000000'
  expect((await clerk.get(unknown)).status).toBe(404)
  const stranger = await openTestPortal(bench.test).app.request(unknown)
  expect([302, 303]).toContain(stranger.status)
})
