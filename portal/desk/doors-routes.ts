/** The doors on the desk, and the banner that says on every page of it when one has gone silent. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { retryAcknowledgement } from '../../pipeline/acknowledge/retry.ts'
import { doorStates } from '../../pipeline/doors/door-states.ts'
import type { System } from '../../pipeline/system.ts'
import { listUndelivered, undeliveredSources } from '../../storage/database/acknowledgements/undelivered.ts'
import { channelNames } from '../channel-names.ts'
import { shownMoment } from '../html.ts'
import type { DoorHealth } from '../metrics.ts'
import { type DeskEnv, requireRole } from './access.ts'
import { doorsPage } from './doors-page.ts'

const shown = 100

export function doorRoutes(system: System, doors: DoorHealth): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get('/kenh', requireRole('editor', 'operator'), (c) => show(c, null))

  app.post('/kenh/gui-lai', requireRole('operator'), async (c) => {
    const { nguon, ma } = await c.req.parseBody()
    const source = undeliveredSources.find((known) => known === nguon)
    const person = { name: c.get('session').account.username }
    const taken = source && (await retryAcknowledgement(system, source, Number(ma) || 0, person))
    return show(c, taken ? 'Sẽ gửi lại trong ít phút.' : 'Phản hồi này đã được gửi hoặc đang chờ gửi.')
  })

  async function show(c: Context<DeskEnv>, notice: string | null): Promise<Response> {
    const [states, undelivered] = await Promise.all([
      doorStates(system, doors.connectors),
      listUndelivered(system.db, shown),
    ])
    const view = { province: system.config.province, session: c.get('session'), doors: states, undelivered, notice }
    return c.html(doorsPage(view))
  }
  return app
}

/** Puts what is wrong with the doors into the session, from where every page shows it. */
export function doorAlarms(system: System, doors: DoorHealth): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' && doors.connectors.size > 0) {
      const silent = (await doorStates(system, doors.connectors)).filter((door) => door.silentSince !== null)
      const alarms = silent.map(
        ({ channel, lastSuccessAt }) =>
          `Kênh ${channelNames[channel]} im lặng: ${lastSuccessAt ? `lần cuối thành công ${shownMoment(lastSuccessAt)}` : 'chưa lần nào thành công'}.`,
      )
      c.set('session', { ...c.get('session'), alarms })
    }
    await next()
  }
}
