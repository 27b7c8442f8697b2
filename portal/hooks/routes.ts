/** `/hooks/zalo` and `/hooks/facebook`: bytes in, handed to the connector, its answer out. */
import { type Context, Hono } from 'hono'
import type { ChatHook } from '../../connectors/chat/hook.ts'
import { hookLimits } from '../../connectors/chat/limits.ts'
import { readBody } from './read-body.ts'

/** The webhooks of the doors that are open; whoever composes the server passes them. */
export interface Hooks {
  hooks: ReadonlyMap<string, ChatHook>
}

export function hookRoutes({ hooks }: Hooks, limits = hookLimits): Hono {
  const app = new Hono()
  let atOnce = 0

  app.get('/:channel', (c) => {
    const hook = hooks.get(c.req.param('channel'))
    if (!hook) return c.notFound()
    const { status, text } = hook.greet(new URL(c.req.url).searchParams)
    return c.text(text, status, status === 405 ? { Allow: 'POST' } : {})
  })

  app.post('/:channel', async (c) => {
    const hook = hooks.get(c.req.param('channel'))
    if (!hook) return c.notFound()
    if (atOnce >= limits.atOnce) return away(c, 503, 'try again')
    atOnce++
    try {
      const read = await readBody(c.req.raw, { bytes: limits.bodyBytes, withinMs: limits.bodyWithinMs })
      switch (read.kind) {
        case 'too large':
          return away(c, 413, 'too large')
        case 'too slow':
          return away(c, 408, 'too slow')
        case 'broken':
          return away(c, 400, 'broken off')
        case 'body': {
          const { status, text } = await hook.receive((name) => c.req.header(name) ?? null, read.bytes)
          return c.text(text, status)
        }
      }
    } finally {
      atOnce--
    }
  })
  return app
}

/** The rest of the body is not waited for. */
function away(c: Context, status: 400 | 408 | 413 | 503, text: string): Response {
  return c.text(text, status, { Connection: 'close' })
}
