/** Every real webhook body (shared/samples/webhooks) is accepted with its signature, stored, and read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../../connectors/chat/event.ts'
import { openHook } from '../../../connectors/chat/hook.ts'
import { readFacebookEvents } from '../../../connectors/facebook/read-events.ts'
import { checkFacebookSignature } from '../../../connectors/facebook/signature.ts'
import { wait } from '../../../connectors/wait.ts'
import { readZaloEvent } from '../../../connectors/zalo/read-event.ts'
import { checkZaloSignature } from '../../../connectors/zalo/signature.ts'
import { openChatInbox } from '../../../storage/database/chat/inbox.ts'
import { samplesFolder } from '../../samples.ts'
import { openTestSystem, type TestSystem } from '../../system.ts'

const folder = samplesFolder('webhooks')

interface Sample {
  file: string
  sha256: string
  event?: string
  signature: {
    appId?: string
    oaSecretKey?: string
    header?: string
    appSecret?: string
    'X-Hub-Signature-256'?: string
  }
}

describe.skipIf(folder === null)('real webhook bodies', () => {
  const place = folder ?? ''
  const lines = folder ? readFileSync(join(place, 'expected.jsonl'), 'utf8').trim().split('\n') : []
  const samples = lines.map((line) => JSON.parse(line) as Sample)
  let test: TestSystem
  beforeAll(async () => {
    test = await openTestSystem()
  })
  afterAll(() => test?.close())

  const bytesOf = ({ file }: Sample) => readFileSync(join(place, file))
  const channelOf = ({ file }: Sample) => (file.startsWith('zalo/') ? 'zalo' : 'facebook')
  const headersOf = ({ signature }: Sample): Record<string, string> => ({
    'x-zevent-signature': signature.header ?? '',
    'x-hub-signature-256': signature['X-Hub-Signature-256'] ?? '',
  })
  const check = (sample: Sample, body: Buffer, headers = headersOf(sample)) => {
    const { appId = '', oaSecretKey: oaSecret = '', appSecret = '' } = sample.signature
    const header = (name: string) => headers[name] || null
    return channelOf(sample) === 'zalo'
      ? checkZaloSignature({ appId, oaSecret }, header, body)
      : checkFacebookSignature({ appSecret }, header, body)
  }
  const read = (sample: Sample): readonly ChatEvent[] =>
    channelOf(sample) === 'zalo' ? [readZaloEvent(bytesOf(sample))] : readFacebookEvents(bytesOf(sample))

  it.each(samples)('$file is accepted and stored as received', async (sample) => {
    const body = bytesOf(sample)
    const inbox = openChatInbox(test.system.db, channelOf(sample))
    const checked = check(sample, body)
    const hook = openHook({
      inbox,
      check: (header, bytes) =>
        check(sample, bytes, Object.fromEntries(Object.keys(headersOf(sample)).map((n) => [n, header(n) ?? '']))),
      greet: () => ({ status: 405, text: '' }),
      maxAge: Temporal.Duration.from({ hours: 24 }),
      answerWithinMs: 60_000,
      // Recorded between 1974 (as the documentation writes it) and 2025: each is judged as if it came at once.
      now: () => (checked.ok && checked.at ? checked.at.add({ seconds: 1 }) : Temporal.Now.instant()),
      wait,
      stored() {},
      refused() {},
      log() {},
    })
    const headers = headersOf(sample)
    expect(await hook.receive((name) => headers[name] || null, body)).toMatchObject({ status: 200 })
    const row = await test.system.db
      .selectFrom('chat_inbox')
      .select(['body', 'state'])
      .where('sha256', '=', sample.sha256)
      .executeTakeFirstOrThrow()
    expect(row.state).toBe('waiting')
    expect(row.body?.equals(body)).toBe(true)
  })

  it.each(samples)('$file is read as what it is', (sample) => {
    const events = read(sample)
    expect(events.length).toBeGreaterThan(0)
    if (sample.event) expect(events[0]?.name).toBe(sample.event)
    expect(events.filter((event) => event.kind === 'note' && !event.known)).toEqual([])
    expect(events.every((event) => event.at !== null)).toBe(true)
  })

  it.each(samples)('$file with one bit changed, or another secret, is refused', (sample) => {
    const body = bytesOf(sample)
    for (const at of [0, body.length >> 1, body.length - 1]) {
      const changed = Buffer.from(body)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(check(sample, changed)).toMatchObject({ ok: false, why: 'signature wrong' })
    }
    expect(check(sample, Buffer.concat([body, Buffer.from('\n')]))).toMatchObject({ ok: false })
    expect(check(sample, body, {})).toMatchObject({ ok: false, why: 'signature missing' })
    const other = { ...sample, signature: { ...sample.signature, oaSecretKey: 'other', appSecret: 'other' } }
    expect(check(other, body)).toMatchObject({ ok: false, why: 'signature wrong' })
  })

  const kindsOf = (file: string) => {
    const sample = samples.find((one) => one.file === file)
    if (!sample) throw new Error(`No sample ${file}`)
    return read(sample).map((event) => ({
      kind: event.kind,
      ...(event.kind === 'message' ? { files: event.attachments.map(({ kind }) => kind) } : {}),
    }))
  }

  it('tells messages from echoes, acts, notes and the demand for deletion', () => {
    expect(kindsOf('zalo/oa_send_file.json')).toEqual([{ kind: 'echo' }])
    expect(kindsOf('zalo/follow.json')).toEqual([{ kind: 'act' }])
    expect(kindsOf('zalo/user_withdraw.json')).toEqual([{ kind: 'withdrawal' }])
    expect(kindsOf('zalo/add_user_to_tag.json')).toEqual([{ kind: 'note' }])
    expect(kindsOf('zalo/doc-user_send_file.json')).toEqual([{ kind: 'message', files: ['file'] }])
    expect(kindsOf('facebook/echo.json')).toEqual([{ kind: 'echo' }])
    expect(kindsOf('facebook/webhook-test-button.json')).toEqual([{ kind: 'note' }])
    expect(kindsOf('facebook/batch-two-entries.json')).toEqual([
      { kind: 'message', files: [] },
      { kind: 'message', files: [] },
    ])
  })

  it('knows a sticker from a picture, and a file that did not come from one that did', () => {
    expect(kindsOf('facebook/sticker.json')).toEqual([{ kind: 'message', files: ['sticker'] }])
    expect(kindsOf('facebook/image.json')).toEqual([{ kind: 'message', files: ['image'] }])
    expect(kindsOf('facebook/fallback-null-payload.json')).toEqual([{ kind: 'message', files: ['missing'] }])
    expect(kindsOf('facebook/fallback-attachment-unavailable.json')).toEqual([{ kind: 'message', files: ['missing'] }])
  })
})
