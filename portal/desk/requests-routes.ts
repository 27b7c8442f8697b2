/** An editor's answers to what senders ask. */
import { type Context, Hono } from 'hono'
import { agreeToRequest, type RequestResult, refuseRequest } from '../../pipeline/review/requests.ts'
import type { System } from '../../pipeline/system.ts'
import { findRequests } from '../../storage/database/requests/find-requests.ts'
import { type DeskEnv, requireRole } from './access.ts'
import { requestsPage } from './requests-page.ts'

const shown = 100

export function requestRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const editors = requireRole('editor', 'operator')
  const person = (c: Context<DeskEnv>) => ({ name: c.get('session').account.username })

  app.get('/yeu-cau', (c) => show(c, null))
  app.post('/yeu-cau/:id{[0-9a-f-]{36}}/dong-y', editors, async (c) =>
    answered(c, await agreeToRequest(system, c.req.param('id'), person(c))),
  )
  app.post('/yeu-cau/:id{[0-9a-f-]{36}}/tu-choi', editors, async (c) => {
    const reason = String((await c.req.parseBody()).reason ?? '')
    return answered(c, await refuseRequest(system, c.req.param('id'), person(c), reason))
  })

  function answered(c: Context<DeskEnv>, result: RequestResult): Response | Promise<Response> {
    return result.kind === 'refused' ? show(c, result.message) : c.redirect('/ban-lam-viec/yeu-cau', 303)
  }

  async function show(c: Context<DeskEnv>, problem: string | null): Promise<Response> {
    const requests = await findRequests(system.db, { limit: shown })
    const view = { province: system.config.province, session: c.get('session'), requests, problem }
    return c.html(requestsPage(view), problem ? 409 : 200)
  }
  return app
}
