/** The main job, as the README promises it: every sample at its meant end; the second run changes nothing. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { samplesFolder } from '../samples.ts'
import { temporaryFolder } from '../system.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function congbao(data: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [join(root, 'cli', 'congbao.ts'), ...args], {
    env: { ...process.env, CONGBAO_DATA: join(folder, data), CONGBAO_PORT: '0' },
    cwd: root,
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode ?? -1, out, err }
}

describe('quickstart --once', () => {
  it('brings every sample to its meant end, and a second run is quick and changes nothing', async () => {
    const first = await congbao('samples', 'quickstart', '--once')
    expect(first.err).not.toContain('✗')
    expect(first.code).toBe(0)
    expect(first.out).toMatch(/Kết quả: 9 đã đăng, 3 chờ duyệt, 5 từ chối, 1 cách ly, 0 lỗi/)
    const listed = (await congbao('samples', 'documents', 'list', '--json')).out
    const second = await congbao('samples', 'quickstart', '--once')
    expect(second.code).toBe(0)
    expect(second.out).toContain('Biên tập viên mẫu vừa duyệt 0 văn bản')
    expect((await congbao('samples', 'documents', 'list', '--json')).out).toBe(listed)
    expect((await congbao('samples', 'doctor')).out).not.toContain('✗')
  }, 300_000)
})

const documents = samplesFolder('documents')
describe.runIf(documents)('quickstart --once --from real documents', () => {
  interface Expected {
    file: string
    kind: string
    expected: { reference?: string | null; issuedOn?: string | null } | null
  }
  const withText = ['signed-text', 'signed-broken', 'gazette-signed', 'gazette-unsigned', 'gazette-damaged']

  it('takes in all 43, refuses what was broken, and reads what has a text layer', async () => {
    const run = await congbao('real', 'quickstart', '--once', '--from', documents ?? '')
    expect(run.code).toBe(0)
    const lines = (await congbao('real', 'documents', 'list', '--json', '--limit', '100')).out.trim().split('\n')
    const found = new Map(lines.map((line) => JSON.parse(line)).map((document) => [document.file, document]))
    const expected = readFileSync(join(documents ?? '', 'expected.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Expected)
    expect(found.size).toBe(expected.length)
    const misread = expected
      .filter(({ kind }) => withText.includes(kind))
      .flatMap(({ file, expected: wanted }) => {
        const { reference, issuedOn } = found.get(file)
        const same = reference === wanted?.reference && issuedOn === wanted?.issuedOn
        return same ? [] : [`${file}: ${reference} ${issuedOn}, expected ${wanted?.reference} ${wanted?.issuedOn}`]
      })
    expect(misread).toEqual([])
    const stateOf = (kind: string) =>
      expected.filter((one) => one.kind === kind).map(({ file }) => found.get(file).state)
    expect(new Set([...stateOf('signed-broken'), ...stateOf('gazette-damaged')])).toEqual(new Set(['rejected']))
    expect(new Set(stateOf('not-a-document'))).toEqual(new Set(['rejected']))
    expect(new Set([...stateOf('signed-text'), ...stateOf('gazette-signed'), ...stateOf('scan')])).toEqual(
      new Set(['awaiting-review']),
    )
  }, 900_000)
})
