/** The intake register and the separator sheets, under `/ban-lam-viec`. */
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { longestSheetSender } from '../../connectors/scanner/separator.ts'
import { nextOpening } from '../../pipeline/deadlines/office-hours.ts'
import { separatorSheet } from '../../pipeline/scans/separator-sheet.ts'
import type { System } from '../../pipeline/system.ts'
import {
  countRegister,
  listDeclined,
  listRegister,
  registerYears,
  streamRegister,
} from '../../storage/database/intakes/register.ts'
import { countWaitingScans } from '../../storage/database/scanner/count-waiting.ts'
import type { DeskEnv } from './access.ts'
import { personOf } from './person.ts'
import { registerCsv, registerPrint, registerXlsx, streamed } from './register-exports.ts'
import { periodOf, registerPage } from './register-page.ts'
import { filterOf, readRegisterQuery } from './register-query.ts'
import { sheetsPage } from './sheets-page.ts'

const pageLength = 50
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function registerRoutes(system: System): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const { db, config } = system
  const asked = (c: Context<DeskEnv>) => readRegisterQuery(c.req.query(), system.now())
  /** Numbers alone: what was declined is in no book. */
  const book = (c: Context<DeskEnv>) => streamRegister(db, filterOf({ ...asked(c), declined: false }))

  app.get('/so-den', async (c) => {
    const query = asked(c)
    const list = query.declined ? listDeclined : listRegister
    const [lines, registered, declined, years, scans] = await Promise.all([
      list(db, filterOf(query), { limit: pageLength, offset: query.page * pageLength }),
      countRegister(db, filterOf({ ...query, declined: false })),
      countRegister(db, filterOf({ ...query, declined: true })),
      registerYears(db),
      countWaitingScans(db),
    ])
    const counts = { registered: registered.registered, declined: declined.declined }
    const waiting = scans > 0 ? { scans, opening: nextOpening(system.now(), config.officeHours) } : null
    const person = personOf(c.get('session'))
    return c.html(registerPage({ province: config.province, person, query, years, lines, counts, pageLength, waiting }))
  })

  app.get('/so-den/in', (c) => {
    const head = {
      province: config.province,
      period: periodOf(asked(c)),
      printedBy: c.get('session').account.fullName,
      now: system.now(),
    }
    return c.body(streamed(registerPrint(book(c), head)), 200, { 'Content-Type': 'text/html; charset=utf-8' })
  })

  app.get('/so-den.csv', (c) =>
    c.body(streamed(registerCsv(book(c))), 200, download(c, 'text/csv; charset=utf-8', 'csv')),
  )

  app.get('/so-den.xlsx', (c) => {
    const body = Readable.toWeb(registerXlsx(book(c), periodOf(asked(c)))) as ReadableStream
    return c.body(body, 200, download(c, xlsxType, 'xlsx'))
  })

  app.get('/phieu-tach', (c) => c.html(sheetsPage(config.province, personOf(c.get('session')))))

  app.get('/phieu-tach.pdf', async (c) => {
    const sender = (c.req.query('gui') ?? '')
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longestSheetSender)
    const pdf = await separatorSheet(sender, config.province)
    const type = { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="phieu-tach.pdf"' }
    return c.body(new Uint8Array(pdf), 200, type)
  })

  function download(c: Context<DeskEnv>, type: string, extension: string): Record<string, string> {
    const { year } = asked(c)
    return {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="so-van-ban-den-${year}.${extension}"`,
    }
  }
  return app
}
