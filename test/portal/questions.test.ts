/** Questions on the desk and in public: who may do what, and what is shown to whom. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askQuestion } from '../fixtures/question.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

let test: TestSystem
let portal: TestPortal
let people: Record<'clerk' | 'editor', TestPerson>

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow('2026-11-02T03:00:00Z')
  portal = openTestPortal(test)
})
afterAll(() => test.close())

async function logIn(day: string) {
  people = {
    clerk: await portal.person(`van-thu-${day}`, 'clerk'),
    editor: await portal.person(`bien-tap-${day}`, 'editor'),
  }
}

const ask = async (text: string, answerTo: string | null = 'hoi@dan.example') =>
  (await askQuestion(test.system, text, { channelData: { answerTo } })).intakeId

const path = (id: string, action = '') => `/ban-lam-viec/hoi-dap/${id}${action}`

describe('the list', () => {
  it('shows what is due first, with its limit, and counts what is late', async () => {
    await ask('Hỏi sớm, đã quá hạn')
    test.setNow('2026-11-20T03:00:00Z')
    await ask('Hỏi muộn')
    test.setNow('2026-11-24T03:00:00Z')
    await logIn('24')
    const page = await people.clerk.page('/ban-lam-viec/hoi-dap')
    expect(page.indexOf('Hỏi sớm')).toBeLessThan(page.indexOf('Hỏi muộn'))
    expect(page).toContain('1 câu hỏi đã quá hạn')
    expect(page).toContain('Quá hạn')
    expect(page).toContain('14/12/2026')
    expect(page).toContain('Còn 14 ngày làm việc')
  })
})

describe('one question', () => {
  it('is read by clerks and decided by editors', async () => {
    const id = await ask('Làm thế nào để\nđăng <b>Công báo</b>?')
    const page = await people.clerk.page(path(id))
    expect(page).toContain('đăng &lt;b&gt;Công báo&lt;/b&gt;?')
    expect(page).toContain('hoi@dan.example')
    expect(page).not.toContain('Gửi trả lời')
    expect((await people.clerk.post(path(id, '/tra-loi'), { 'noi-dung': 'x' })).status).toBe(403)
    expect(await people.editor.page(path(id))).toContain('Gửi trả lời')
  })

  it('keeps what was written when a decision is refused', async () => {
    const id = await ask('Xin hỏi?')
    const refused = await people.editor.post(path(id, '/tien-do'), { 'noi-dung': 'Đang hỏi các sở', han: '2026-02-30' })
    expect(refused.status).toBe(409)
    const page = await refused.text()
    expect(page).toContain('Hãy ghi thời hạn cụ thể')
    expect(page).toContain('Đang hỏi các sở')
  })

  it('takes a limit as people here write it', async () => {
    const id = await ask('Xin hỏi?')
    expect((await people.editor.post(path(id, '/tien-do'), { han: '4/12/2026' })).status).toBe(303)
    expect(await people.editor.page(path(id))).toContain('chậm nhất vào ngày 04/12/2026')
  })

  it('says when nobody can be answered', async () => {
    expect(await people.editor.page(path(await ask('Xin hỏi?', null)))).toContain('Không có địa chỉ để trả lời')
  })

  it('that is none is not found', async () => {
    expect((await people.editor.get(path('01234567-89ab-cdef-0123-456789abcdef'))).status).toBe(404)
    expect((await people.editor.get(path('khong-co'))).status).toBe(404)
  })
})

describe('an answer of general interest', () => {
  it('becomes public only in the editor’s words, and without personal data', async () => {
    const id = await ask('Tôi là Nguyễn Văn Hỏi, 0912345678. Đăng Công báo mất bao lâu?')
    const answered = await people.editor.post(path(id, '/tra-loi'), {
      'noi-dung': 'Không quá ba ngày.',
      'cong-khai': '1',
    })
    expect(answered.headers.get('location')).toBe(`${path(id)}#dang`)
    const draft = await people.editor.page(path(id))
    expect(draft).toContain('Tôi là […], […]. Đăng Công báo mất bao lâu?')
    expect(await (await portal.app.request('/hoi-dap')).text()).not.toContain('mất bao lâu')

    const wording = {
      'tieu-de': 'Thời gian đăng',
      'cau-hoi': 'Đăng Công báo mất bao lâu?',
      'cau-tra-loi': 'Không quá ba ngày.',
    }
    const refused = await people.editor.post(path(id, '/dang'), { ...wording, 'cau-hoi': 'Gọi 0912345678?' })
    expect(await refused.text()).toContain('còn dữ liệu cá nhân (số điện thoại “0912345678”)')
    expect((await people.clerk.post(path(id, '/dang'), wording)).status).toBe(403)
    await people.editor.post(path(id, '/dang'), wording)

    const list = await (await portal.app.request('/hoi-dap')).text()
    const [, address = ''] = /href="(\/hoi-dap\/\d+)"/.exec(list) ?? []
    const shown = await portal.app.request(address)
    expect(shown.status).toBe(200)
    const words = await shown.text()
    expect(words).toContain('Không quá ba ngày.')
    for (const personal of ['Nguyễn Văn Hỏi', '0912345678', 'hoi@dan.example']) {
      expect(list).not.toContain(personal)
      expect(words).not.toContain(personal)
    }
    await people.editor.post(path(id, '/go'), { reason: 'Đã cũ' })
    expect((await portal.app.request(address)).status).toBe(410)
    expect(await (await portal.app.request('/hoi-dap')).text()).not.toContain('Thời gian đăng')
    expect((await portal.app.request('/hoi-dap/999999')).status).toBe(404)
  })
})

it('the figures count open and overdue questions', async () => {
  const metrics = await (await portal.app.request('/metrics')).text()
  expect(metrics).toMatch(/congbao_questions\{state="open"\} [1-9]/)
  expect(metrics).toMatch(/congbao_questions\{state="overdue"\} 1/)
})
