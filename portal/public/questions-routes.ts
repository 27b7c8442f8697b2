/** `/hoi-dap`: only what an editor decided to publish. */
import { Hono } from 'hono'
import type { System } from '../../pipeline/system.ts'
import {
  countPublishedQuestions,
  findPublishedQuestion,
  listPublishedQuestions,
} from '../../storage/database/questions/published-questions.ts'
import { wholeNumber } from '../whole-number.ts'
import { publishedQuestionPage, questionListPage } from './questions-pages.ts'

const pageLength = 20

export function publicQuestionRoutes({ db, config }: System): Hono {
  const app = new Hono()
  app.get('/', async (c) => {
    const offset = wholeNumber(c.req.query('tu')) ?? 0
    const [questions, count] = await Promise.all([
      listPublishedQuestions(db, { limit: pageLength, offset }),
      countPublishedQuestions(db),
    ])
    const mailAddress = config.mailbox?.addresses[0] ?? null
    return c.html(questionListPage({ province: config.province, questions, count, offset, pageLength, mailAddress }))
  })
  app.get('/:id{[0-9]{1,15}}', async (c) => {
    const found = await findPublishedQuestion(db, Number(c.req.param('id')))
    if (!found) return c.notFound()
    return c.html(publishedQuestionPage(config.province, found), found.withdrawn ? 410 : 200)
  })
  return app
}
