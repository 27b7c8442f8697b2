/** `congbao trust` and `congbao verify` as a person uses them, on files made for the test. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CommandIo, UsageError } from '../../cli/command.ts'
import { run as trust } from '../../cli/trust.ts'
import { run as verify } from '../../cli/verify.ts'
import { issue, makeCms } from '../validators/signature/pki.ts'

const root = issue({ commonName: 'Gốc thử', ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: root })
const content = Buffer.from('Công văn')
const cms = makeCms({ content, signers: [{ party: clerk }], certificates: [clerk.der, root.der] })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'congbao-cli-'))
  writeFileSync(join(folder, 'a.p7m'), cms)
  writeFileSync(join(folder, 'b.p7m'), cms.subarray(0, 300))
  writeFileSync(join(folder, 'root.crt'), root.der)
})
afterEach(() => rmSync(folder, { recursive: true }))

function speak(): { io: CommandIo; out: string[]; err: string[] } {
  const out: string[] = []
  const err: string[] = []
  const io: CommandIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    progress: () => {},
    env: { CONGBAO_DATA: join(folder, 'data'), CONGBAO_WORKERS: '1', USER: 'an' },
    folder,
  }
  return { io, out, err }
}

const reports = (out: readonly string[]) => out.map((line) => JSON.parse(line))

describe('congbao verify', () => {
  it('answers one JSON object a file, in order, and a bad file does not stop the rest', async () => {
    const { io, out } = speak()
    const code = await verify(['--json', '--trust', '.', 'b.p7m', 'nowhere.pdf', 'a.p7m'], io)
    const [cut, missing, sound] = reports(out)
    expect(code).toBe(1)
    expect(cut).toMatchObject({ file: 'b.p7m', signatures: [], error: { code: 'SIGNATURE_UNREADABLE' } })
    expect(missing).toMatchObject({ file: 'nowhere.pdf', error: { code: 'FILE_NOT_FOUND' } })
    expect(sound).toMatchObject({
      file: 'a.p7m',
      verdict: 'indeterminate',
      signatures: [{ integrity: 'intact', subIndication: 'TRY_LATER', signer: { commonName: 'Văn thư' } }],
    })
  })

  it('says the verdict first, in Vietnamese, with what speaks against it', async () => {
    const { io, out } = speak()
    await verify(['a.p7m'], io)
    const [verdict, signature, reason] = (out[0] ?? '').split('\n')
    expect(verdict).toBe('! CHƯA KẾT LUẬN ĐƯỢC  a.p7m')
    expect(signature).toContain('Văn thư')
    expect(reason).toContain('[CHAIN_UNTRUSTED_ROOT]')
  })

  it('does not read a file over the limit into memory, and still names it by its hash', async () => {
    const { io, out } = speak()
    await verify(['--json', 'a.p7m'], { ...io, env: { ...io.env, CONGBAO_MAX_FILE_MB: '0.0001' } })
    const sha256 = createHash('sha256').update(cms).digest('hex')
    expect(reports(out)).toMatchObject([{ sha256, verdict: 'indeterminate', error: { code: 'FILE_TOO_LARGE' } }])
  })

  it('asks servers with --online only', async () => {
    const online = issue({ commonName: 'Văn thư', issuer: root, ocspUrl: 'http://127.0.0.1:9/' })
    writeFileSync(join(folder, 'o.p7m'), makeCms({ content, signers: [{ party: online }] }))
    const codesWith = async (...more: string[]) => {
      const { io, out } = speak()
      await verify(['--json', '--trust', '.', 'o.p7m', ...more], io)
      return reports(out)[0].signatures[0].reasons.map(({ code }: { code: string }) => code)
    }
    expect(await codesWith()).not.toContain('REVOCATION_SERVER_FAILED')
    expect(await codesWith('--online')).toContain('REVOCATION_SERVER_FAILED')
  })

  it.each([
    [[]],
    [['--at', 'hôm qua', 'a.p7m']],
    [['--content', 'nowhere', 'a.p7m']],
    [['--trust', 'nowhere', 'a.p7m']],
  ])('tells how it is used when called with %j', async (args) => {
    await expect(verify(args, speak().io)).rejects.toThrow(UsageError)
  })
})

describe('congbao trust', () => {
  const fingerprint = root.certificate.sha256
  const chainCodes = async () => {
    const { io, out } = speak()
    await verify(['--json', 'a.p7m'], io)
    const codes: string[] = reports(out)[0].signatures[0].reasons.map(({ code }: { code: string }) => code)
    return codes.filter((code) => code.startsWith('CHAIN_'))
  }

  it('learns from a signed file, and relies on it only after acceptance on record', async () => {
    const { io, out } = speak()
    expect(await trust(['learn', 'a.p7m', '--json'], io)).toBe(0)
    expect(reports(out)).toMatchObject([{ sha256: fingerprint, state: 'pending', known: false }])
    expect(await chainCodes()).toEqual(['CHAIN_UNTRUSTED_ROOT'])
    expect(await trust(['accept', fingerprint, '--ground', 'so với bản in'], io)).toBe(0)
    expect(await chainCodes()).toEqual([])
    const listed = speak()
    await trust(['list', '--json'], listed.io)
    expect(reports(listed.out)[0].decisions).toMatchObject([
      { by: 'cli:an', state: 'accepted', ground: 'so với bản in' },
    ])
    expect(await trust(['refuse', fingerprint, '--ground', 'thu hồi'], io)).toBe(0)
    expect(await chainCodes()).toEqual(['CHAIN_UNTRUSTED_ROOT'])
  })

  it('names the Government’s authorities that are still missing', async () => {
    const { io, out } = speak()
    await trust(['list'], io)
    expect(out.join('\n')).toContain('RootCA chuyên dùng Chính phủ G2')
  })

  it('accepts nothing without a ground, and nothing unknown', async () => {
    const { io } = speak()
    await trust(['add', 'root.crt'], io)
    await expect(trust(['accept', fingerprint], io)).rejects.toThrow(UsageError)
    await expect(trust(['accept', '00'.repeat(32), '--ground', 'x'], io)).rejects.toThrow(UsageError)
    await expect(trust(['accept', fingerprint.slice(0, 10), '--ground', 'x'], io)).rejects.toThrow(UsageError)
  })

  it('says when a file holds no certificate', async () => {
    writeFileSync(join(folder, 'x.txt'), 'không có gì')
    const { io, err } = speak()
    expect(await trust(['add', 'x.txt'], io)).toBe(1)
    expect(err.join()).toContain('x.txt')
  })
})
