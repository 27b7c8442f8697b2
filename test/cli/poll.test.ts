/** `congbao poll` and what `congbao doctor` says of doors afterwards: as an operator, or cron, calls them. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandIo, exitCode, UsageError } from '../../cli/command.ts'
import { run as doctor } from '../../cli/doctor.ts'
import { run as poll } from '../../cli/poll.ts'
import { buildMessage } from '../connectors/axis/build-message.ts'
import { buildMail } from '../connectors/mailbox/build-mail.ts'
import { axisKeys, axisSettings } from '../fixtures/axis-system.ts'
import { startAxis, type TestAxis } from '../servers/axis-gateway.ts'
import { startDovecot, type TestDovecot } from '../servers/dovecot.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
let imap: TestDovecot
let smtp: SmtpSink
let axis: TestAxis
let env: Record<string, string>

beforeAll(async () => {
  imap = await startDovecot()
  smtp = await startSmtpSink()
  axis = await startAxis({ ...axisKeys, fileHash: 'sdk', now: () => Temporal.Now.instant() })
  env = {
    CONGBAO_DATA: join(folder, 'data'),
    CONGBAO_WORKERS: '1',
    CONGBAO_IMAP_HOST: '127.0.0.1',
    CONGBAO_IMAP_PORT: String(imap.port),
    CONGBAO_IMAP_TLS: '0',
    CONGBAO_IMAP_USER: imap.user,
    CONGBAO_IMAP_PASSWORD: imap.password,
    CONGBAO_MAIL_ADDRESSES: 'congthongtindientu@langson.example',
    CONGBAO_SMTP_URL: smtp.url,
    ...axisSettings(axis.url),
  }
})
afterAll(async () => {
  await axis?.close()
  await smtp?.close()
  await imap?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function call(run: typeof poll, args: readonly string[], changes: Record<string, string | undefined> = {}) {
  const out: string[] = []
  const err: string[] = []
  const io: CommandIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    progress: () => undefined,
    env: { ...env, ...changes },
    folder,
  }
  return { code: await run(args, io), out, err }
}

describe('congbao poll', () => {
  it('mailbox: takes what is there, tells its senders, says how much', async () => {
    imap.deliver([
      buildMail({ messageId: '<1@dan.example>', text: 'Cho tôi hỏi giờ làm việc?' }),
      buildMail({ messageId: '<2@dan.example>', subject: 'Đơn khiếu nại', from: 'B <b@dan.example>' }),
    ])
    const { code, out } = await call(poll, ['mailbox', '--json'])
    expect(code).toBe(exitCode.success)
    expect(out.map((line) => JSON.parse(line))).toEqual([
      { taken: 1, declined: 1, repeated: 0, backlog: 0, problems: [], told: 1 },
    ])
    expect(smtp.sent).toHaveLength(2)
    expect((await call(poll, ['mailbox'])).out).toEqual(['Nhận mới 0, từ chối 0, đã có 0, còn chờ 0. Đã trả lời 0.'])
  })

  it('axis: the same', async () => {
    const files = [{ name: 'a.pdf', content: Buffer.from('%PDF-1.4') }]
    axis.queue({
      docId: 'doc-1',
      content: Buffer.from(buildMessage({ documentId: 'G22,2026/11/18,1/QĐ-UBND', files })),
    })
    const { code, out } = await call(poll, ['axis', '--json'])
    expect(code).toBe(exitCode.success)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ taken: 1, declined: 0, problems: [] })
  })

  it('answers 1, with the reason, when the other side does not', async () => {
    const { code, out, err } = await call(poll, ['mailbox'], { CONGBAO_IMAP_PASSWORD: 'sai' })
    expect(code).toBe(exitCode.negative)
    expect(out).toHaveLength(1)
    expect(err.join()).toContain('từ chối tài khoản hoặc mật khẩu')
    axis.fail('syncReceivedEdocList', { kind: 'http', status: 500 }, 20)
    const refused = await call(poll, ['axis', '--json'])
    expect(refused.code).toBe(exitCode.negative)
    expect(JSON.parse(refused.out[0] ?? '').problems).not.toEqual([])
  })

  it.each([
    ['a door that is not configured', ['mailbox'], { CONGBAO_IMAP_HOST: undefined }, 'chưa được cấu hình'],
    ['a door there is not', ['buu-dien'], {}, 'Hãy nêu kênh'],
    ['no door', [], {}, 'Hãy nêu kênh'],
  ])('refuses %s as a mistake of the caller', async (_, args, changes, message) => {
    const refused = call(poll, args, changes)
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(message)
  })
})

describe('congbao doctor', () => {
  it('knows how the doors fared in another process', async () => {
    const { out } = await call(doctor, ['--json'])
    const doors = out.map((line) => JSON.parse(line)).filter(({ check }) => check.startsWith('door'))
    expect(doors).toMatchObject([
      {
        check: 'door axis',
        ok: true,
        message: expect.stringMatching(/^Kênh Trục liên thông: lần cuối thành công \d\d:\d\d/),
      },
      {
        check: 'door mailbox',
        ok: true,
        message: expect.stringMatching(/^Kênh Thư điện tử: lần cuối thành công \d\d:\d\d/),
      },
    ])
  })

  it('names a silent one, with its last error', async () => {
    const { code, out } = await call(doctor, [], { CONGBAO_SILENT_AFTER_HOURS: 'mailbox=0' })
    expect(code).toBe(exitCode.negative)
    expect(out.find((line) => line.includes('im lặng'))).toMatch(/^✗ Kênh Thư điện tử im lặng: .*từ chối tài khoản/)
  })
})
