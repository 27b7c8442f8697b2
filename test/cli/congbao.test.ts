/** The command as an operator uses it, beside a running server: one process a call, exit codes and words of the contract. */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { subcommands } from '../../cli/subcommands.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { type ServerProcess, startServerProcess } from '../servers/congbao.ts'
import { temporaryFolder } from '../system.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = temporaryFolder()
const dataFolder = join(folder, 'data')
let server: ServerProcess
let decisions: DecisionMaker

beforeAll(async () => {
  decisions = await openDecisionMaker()
  decisions.trustIn(join(dataFolder, 'trust'))
  server = await startServerProcess(dataFolder)
})
afterAll(async () => {
  await server?.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  code: number
  out: string
  err: string
}

/** Runs `congbao` in the test's folder on the server's data. */
function congbao(...args: readonly string[]): Promise<Answer> {
  const env = { ...process.env, CONGBAO_DATA: dataFolder, CONGBAO_LOG: 'error', INIT_CWD: folder, USER: 'an' }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'cli', 'congbao.ts'), ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('a wrong call', () => {
  it('is answered with 2, what was wrong, and how to call', async () => {
    expect(await congbao()).toMatchObject({ code: 2, out: expect.stringContaining('ingest') })
    expect(await congbao('khong-co')).toMatchObject({ code: 2, err: expect.stringContaining('“khong-co”') })
    const unknown = await congbao('deadline', '--nhanh')
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('“--nhanh”') })
    expect(unknown.err).toContain('congbao deadline --rule')
    expect((await congbao('documents', 'reject', 'x')).err).toContain('--reason')
  })

  it.each([
    [['backup', 'sao-luu', 'hai'], '“hai”'],
    [['restore', 'sao-luu', 'ten', 'ba'], '“ba”'],
    [['doctor', 'nhanh'], '“nhanh”'],
    [['documents', 'list', '--limit', 'nhieu'], '--limit'],
    [['documents', 'list', '--limit', '-5'], '--limit'],
    [['questions', 'list', '--limit', '1.5'], '--limit'],
    [['questions', 'progress', '1/2026', '--until', '2026-02-30'], '--until'],
    [['gazette', 'compose', '--date', '30/11/2026'], '--date'],
    [['reprocess', '--since', 'hom-qua'], '--since'],
  ] as const)('%j is not guessed at', async (args, named) => {
    const { code, err } = await congbao(...args)
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(named) })
    expect(err).not.toContain('ngoài dự kiến')
  })

  it('never goes without help: every command explains itself', async () => {
    for (const name of Object.keys(subcommands)) {
      const { code, out } = await congbao(name, '--help')
      expect({ name, code, explained: out.includes(`congbao ${name}`) }).toEqual({ name, code: 0, explained: true })
    }
  })

  it('of serve on a data folder in use, or on a port in use, says so', async () => {
    const second = await congbao('serve', '--port', '0')
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining('máy chủ congbao khác') })
    const port = new URL(server.url).port
    const elsewhere = await new Promise<Answer>((resolve) => {
      const env = { ...process.env, CONGBAO_DATA: join(folder, 'other'), CONGBAO_LOG: 'error' }
      const args = [join(root, 'cli', 'congbao.ts'), 'serve', '--port', port]
      execFile(process.execPath, args, { env }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      )
    })
    expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining(`Cổng ${port}`) })
  })
})

describe('beside the running server, the command', () => {
  it('takes in, shows, approves, prints and signs an issue', async () => {
    mkdirSync(join(folder, 'vao'))
    writeFileSync(join(folder, 'vao', 'tot.pdf'), await decisions.make(2001))
    writeFileSync(join(folder, 'vao', 'rong.pdf'), '')

    const ingested = lines((await congbao('ingest', 'vao', '--wait', '--json')).out)
    const good = ingested.find(({ file }) => file.endsWith('tot.pdf'))
    expect(good).toMatchObject({ state: 'awaiting-review', reference: '2001/QĐ-UBND', issuedOn: '2026-11-18' })
    expect(ingested.find(({ file }) => file.endsWith('rong.pdf'))).toMatchObject({ state: 'rejected' })
    expect((await congbao('ingest', 'vao', '--json')).out).toContain('"repeat":true')

    expect(await congbao('documents', 'approve', good.documentId)).toMatchObject({ code: 0 })
    const [listed] = lines((await congbao('documents', 'list', '--state', 'published', '--json')).out)
    expect(listed).toMatchObject({ id: good.documentId, reference: '2001/QĐ-UBND', verdict: 'passed' })
    expect(await congbao('documents', 'approve', good.documentId)).toMatchObject({ code: 1 })
    expect((await congbao('documents', 'show', good.documentId)).out).toContain('cli:an  Duyệt')
    expect(await congbao('documents', 'show', 'khong-co')).toMatchObject({ code: 1 })
    const feed = await (await fetch(`${server.url}/feed.json`)).text()
    expect(feed).toContain('2001/QĐ-UBND')

    const [issue] = lines((await congbao('gazette', 'compose', '--json')).out)
    const name = `${issue.year}/${issue.number}`
    expect(await congbao('gazette', 'publish', name)).toMatchObject({ code: 1 })
    expect(await congbao('gazette', 'sign', name)).toMatchObject({ code: 0 })
    expect(await congbao('gazette', 'publish', name)).toMatchObject({ code: 0 })
    expect(await congbao('gazette', 'export', name, '--to', 'so.pdf')).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'so.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await fetch(`${server.url}/cong-bao/${name}`)).status).toBe(200)

    const again = await congbao('reprocess', '--all')
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('0 thay đổi') })
  })

  it('manages accounts, and the first password is for once', async () => {
    const [made] = lines((await congbao('users', 'add', 'binh', '--role', 'editor', '--name', 'Bình', '--json')).out)
    expect(made.password).toMatch(/^\S{12,}$/)
    expect(await congbao('users', 'add', 'binh')).toMatchObject({ code: 1 })
    expect(await congbao('users', 'add', 'chi', '--role', 'vua')).toMatchObject({ code: 2 })
    expect(await congbao('users', 'disable', 'binh')).toMatchObject({ code: 0 })
    const listed = lines((await congbao('users', 'list', '--json')).out)
    expect(listed.find(({ username }) => username === 'binh').disabledAt).not.toBeNull()
  })

  it('counts a deadline day by day', async () => {
    const [counted] = lines((await congbao('deadline', '--rule', 'normative', '--from', '2026-02-13', '--json')).out)
    expect(counted.due).toBe('2026-02-25')
    expect(await congbao('deadline', '--rule', 'normative', '--from', '2026-02-30')).toMatchObject({ code: 2 })
  })

  it('backs up while the server runs, proves the copy, and restores over nobody', async () => {
    const made = await congbao('backup', 'sao-luu', '--json')
    expect(made).toMatchObject({ code: 0 })
    const [{ name, objects }] = lines(made.out)
    expect(objects.count).toBeGreaterThan(1)
    expect(await congbao('backup', 'verify', 'sao-luu')).toMatchObject({ code: 0, out: expect.stringContaining(name) })
    expect(await congbao('restore', 'sao-luu')).toMatchObject({ code: 2, err: expect.stringContaining('đang chạy') })
    expect(await congbao('backup', 'verify', 'khong-co')).toMatchObject({ code: 1 })
    expect((await congbao('doctor')).out).toContain('Sao lưu gần nhất')
  })

  it('finds a stored original that was tampered with', async () => {
    expect(await congbao('doctor')).toMatchObject({ code: 0 })
    const [row] = lines((await congbao('documents', 'list', '--state', 'published', '--json')).out)
    const { sha256 } = row as { sha256: string }
    const object = join(dataFolder, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
    const bytes = readFileSync(object)
    rmSync(object)
    writeFileSync(object, bytes.with(100, (bytes[100] ?? 0) ^ 1))
    const { code, out, err } = await congbao('doctor')
    expect(code).toBe(1)
    expect(out + err).toContain(sha256)
  })
})
