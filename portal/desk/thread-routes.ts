/** Conversations by chat, for whoever works at the desk. */
import { Hono } from 'hono'
import type { System } from '../../pipeline/system.ts'
import { findThread } from '../../storage/database/chat/find-thread.ts'
import type { DeskEnv } from './access.ts'
import { threadPage } from './thread-page.ts'

export function threadRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get('/hoi-thoai/:id{[0-9a-f-]{36}}', async (c) => {
    const thread = await findThread(system.db, c.req.param('id'))
    return thread ? c.html(threadPage(system.config.province, c.get('session'), thread)) : c.notFound()
  })
  return app
}

/** Where the conversation is that an intake came in; `null` for channels without. */
export function threadAddress(threadId: string | null): string | null {
  return threadId && `/ban-lam-viec/hoi-thoai/${threadId}`
}
