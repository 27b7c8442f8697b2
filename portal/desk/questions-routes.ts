/** Questions on the desk: the list, one question, and the decisions of editors. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { publishAnswer, withdrawAnswer } from '../../pipeline/review/questions/publish.ts'
import { type QuestionRefused, tellAsker } from '../../pipeline/review/questions/tell-asker.ts'
import type { System } from '../../pipeline/system.ts'
import { journalOf } from '../../storage/audit.ts'
import { countQuestions, findQuestion, listQuestions } from '../../storage/database/questions/find-questions.ts'
import type { LetterKind } from '../../storage/database/questions/write-letter.ts'
import { wholeNumber } from '../whole-number.ts'
import { type DeskEnv, requireRole } from './access.ts'
import { questionPage } from './question-page.ts'
import { questionsPage } from './questions-page.ts'
import { isoOfWritten } from './written-day.ts'

const pageLength = 50
const kinds: Readonly<Record<string, LetterKind>> = {
  'tra-loi': 'answer',
  'tien-do': 'progress',
  chuyen: 'handed-over',
  'ngoai-pham-vi': 'out-of-scope',
  'don-thu': 'complaint',
}

/** One that is none is as good as missing. */
const day = z.string().transform(isoOfWritten).pipe(z.iso.date()).nullable().catch(null)

/** What the forms send. */
const form = z.object({
  'noi-dung': z.string().default(''),
  han: day.default(null),
  'co-quan': z.string().nullable().default(null),
  'cong-khai': z.string().optional(),
  'tieu-de': z.string().default(''),
  'cau-hoi': z.string().default(''),
  'cau-tra-loi': z.string().default(''),
  reason: z.string().default(''),
})

export function questionRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const editors = requireRole('editor', 'operator')
  const person = (c: Context<DeskEnv>) => ({ name: c.get('session').account.username })
  const path = '/hoi-dap/:id{[0-9a-f-]{36}}'
  const back = (c: Context<DeskEnv>, anchor = '') =>
    c.redirect(`/ban-lam-viec/hoi-dap/${c.req.param('id')}${anchor}`, 303)

  app.get('/hoi-dap', async (c) => {
    const shown = c.req.query('trang-thai') === 'xong' ? 'settled' : 'open'
    const pageNumber = wholeNumber(c.req.query('trang')) ?? 0
    const now = system.now()
    const [questions, counts] = await Promise.all([
      listQuestions(system.db, { state: shown, limit: pageLength, offset: pageNumber * pageLength }),
      countQuestions(system.db, now),
    ])
    const view = { province: system.config.province, session: c.get('session'), questions, counts, shown, now } as const
    return c.html(questionsPage({ ...view, pageNumber, pageLength }))
  })

  app.get(path, (c) => show(c, null, {}))

  for (const [name, kind] of Object.entries(kinds)) {
    app.post(`${path}/${name}`, editors, async (c) => {
      const sent = form.parse(await c.req.parseBody())
      const draft = { kind, text: sent['noi-dung'], limitOn: sent.han, handedTo: sent['co-quan'] }
      const result = await tellAsker(system, c.req.param('id'), person(c), draft)
      if (result.kind === 'refused') return again(c, name, result)
      return back(c, sent['cong-khai'] ? '#dang' : '')
    })
  }

  app.post(`${path}/dang`, editors, async (c) => {
    const sent = form.parse(await c.req.parseBody())
    const wording = { title: sent['tieu-de'], question: sent['cau-hoi'], answer: sent['cau-tra-loi'] }
    const result = await publishAnswer(system, c.req.param('id'), person(c), wording)
    return result.kind === 'refused' ? again(c, 'dang', result) : back(c)
  })

  app.post(`${path}/go`, editors, async (c) => {
    const { reason } = form.parse(await c.req.parseBody())
    const result = await withdrawAnswer(system, c.req.param('id'), person(c), reason)
    return result.kind === 'refused' ? again(c, 'go', result) : back(c)
  })

  async function again(c: Context<DeskEnv>, name: string, refused: QuestionRefused): Promise<Response> {
    const sent = Object.entries(await c.req.parseBody()).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    )
    return show(c, refused.message, { ...Object.fromEntries(sent), form: name })
  }

  async function show(c: Context<DeskEnv>, problem: string | null, written: Record<string, string>): Promise<Response> {
    const question = await findQuestion(system.db, c.req.param('id') ?? '')
    if (!question) return c.notFound()
    if (question.id !== c.req.param('id')) return c.redirect(`/ban-lam-viec/hoi-dap/${question.id}`)
    const journal = await journalOf(system.db, 'question', question.id)
    const view = { province: system.config.province, session: c.get('session'), question, journal, now: system.now() }
    return c.html(questionPage({ ...view, problem, written }), problem ? 409 : 200)
  }
  return app
}
