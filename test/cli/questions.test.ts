/** `congbao questions` as an operator calls it, beside a running system. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CallError, type CommandIo, exitCode } from '../../cli/command.ts'
import { run } from '../../cli/questions.ts'
import { askQuestion } from '../fixtures/question.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
let id: string
let number: string

beforeAll(async () => {
  test = await openTestSystem()
  const receipt = await askQuestion(test.system, 'Công báo ra ngày nào?')
  id = receipt.intakeId
  number = `${receipt.registerNumber}/${receipt.registerYear}`
})
afterAll(() => test.close())

async function call(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: CommandIo = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    progress: () => undefined,
    env: { CONGBAO_DATA: test.config.dataFolder, CONGBAO_WORKERS: '1', USER: 'an' },
    folder: test.folder,
  }
  return { code: await run(args, io), out, err }
}

it('lists what is open, shows it, tells its progress, answers it once', async () => {
  const [line = ''] = (await call('list', '--json')).out
  expect(JSON.parse(line)).toMatchObject({
    id,
    number,
    state: 'open',
    overdue: false,
    question: 'Công báo ra ngày nào?',
  })
  expect((await call('list')).out.join('\n')).toContain('Công báo ra ngày nào?')
  expect((await call('show', number)).out.join('\n')).toContain('hoi@dan.example')

  const until = test.system.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().add({ days: 40 }).toString()
  expect(await call('progress', number)).toMatchObject({
    code: exitCode.negative,
    err: [expect.stringContaining('thời hạn')],
  })
  expect((await call('progress', number, '--until', until)).code).toBe(exitCode.success)
  expect(JSON.parse((await call('list', '--json')).out[0] ?? '')).toMatchObject({ due: until })

  writeFileSync(join(test.folder, 'tra-loi.txt'), 'Công báo ra hằng tuần.')
  expect((await call('answer', id, '--file', 'tra-loi.txt')).code).toBe(exitCode.success)
  const again = await call('answer', id, '--text', 'Lần nữa.', '--json')
  expect(again.code).toBe(exitCode.negative)
  expect(JSON.parse(again.out[0] ?? '')).toMatchObject({ id, kind: 'refused', code: 'QUESTION_SETTLED' })
  expect((await call('list')).out).toEqual(['0 câu hỏi.'])
  const shown = JSON.parse((await call('show', id, '--json')).out[0] ?? '')
  expect(shown.letters).toMatchObject([
    { kind: 'progress' },
    { kind: 'answer', written_by: 'cli:an', text: 'Công báo ra hằng tuần.' },
  ])
  expect((await call('list', '--settled')).out[0]).toContain('Đã trả lời')
})

it('a question there is not is a negative answer, a wrong call a mistake', async () => {
  expect(await call('show', '99999/2026')).toMatchObject({ code: exitCode.negative })
  expect(await call('answer', 'khong-co', '--text', 'a')).toMatchObject({ code: exitCode.negative })
  await expect(call('show')).rejects.toThrow(CallError)
  await expect(call('xoa', id)).rejects.toThrow(CallError)
  await expect(call('answer', id, '--file', 'khong-co.txt')).rejects.toThrow(CallError)
  await expect(call('progress', id, '--until', 'mai')).rejects.toThrow(CallError)
})
