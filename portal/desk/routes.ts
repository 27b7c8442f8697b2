/** The workplace of clerks and editors, under `/ban-lam-viec`. */
import { Hono } from 'hono'
import { takeDrop } from '../../connectors/desk/drop.ts'
import { acceptIntake } from '../../pipeline/accept-intake.ts'
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts'
import { type DocumentState, documentStates } from '../../pipeline/document.ts'
import type { System } from '../../pipeline/system.ts'
import { journalOf } from '../../storage/audit.ts'
import { countByState, findDocument, findTwins, listDocuments } from '../../storage/database/documents/find-document.ts'
import { listGazetteIssues } from '../../storage/database/gazette/find-issues.ts'
import { listIntakes, listJournal } from '../../storage/database/intakes/list-intakes.ts'
import { TooLarge } from '../../storage/objects/objects.ts'
import { sendObject } from '../send-object.ts'
import { type DeskEnv, requireCsrf, requireSession } from './access.ts'
import { decisionRoutes } from './decisions.ts'
import { documentDeskPage } from './document-page.ts'
import { documentListPage } from './list-page.ts'
import { accountRoutes, loginRoutes } from './login.ts'
import { personOf } from './person.ts'
import { gazetteDeskPage, journalPage, registerPage } from './register-pages.ts'
import { requestRoutes } from './requests-routes.ts'

const listLength = 50

export function deskRoutes(system: System, dispatcher: Dispatcher): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const { db, config } = system
  app.route('/', loginRoutes(system))
  app.use('*', requireSession(system), requireCsrf())
  app.route('/', accountRoutes(system))
  app.route('/', decisionRoutes(system, dispatcher))
  app.route('/', requestRoutes(system))

  app.get('/', async (c) => {
    const wanted = c.req.query('trang-thai')
    const state = documentStates.find((known) => known === wanted)
    const pageNumber = Math.max(0, Number(c.req.query('trang')) || 0)
    const [counts, documents] = await Promise.all([
      countByState(db),
      listDocuments(db, {
        ...(state ? { states: statesShownAs(state) } : {}),
        limit: listLength,
        offset: pageNumber * listLength,
      }),
    ])
    const view = {
      province: config.province,
      person: personOf(c.get('session')),
      counts,
      documents,
      state: state ?? null,
    }
    return c.html(documentListPage({ ...view, pageNumber, pageLength: listLength, now: system.now() }))
  })

  /** One file a request, its bytes as the body: streamed to disk, hashed on the way, never whole in memory. */
  app.post('/tiep-nhan', async (c) => {
    const { account } = c.get('session')
    const body = c.req.raw.body
    const receipt = await takeDrop(
      {
        channel: 'desk',
        fileName: c.req.query('ten') ?? 'khong-ten',
        declaredType: c.req.header('Content-Type') ?? null,
        content: body ?? new Uint8Array(),
        sender: { name: account.fullName, address: account.username },
        receivedAt: system.now(),
      },
      system.objects,
      { submit: (intake) => acceptIntake(system, intake, account.username) },
      { maxFileBytes: config.maxFileBytes, isTooLarge: (error) => error instanceof TooLarge },
    )
    dispatcher.wake()
    const { documentIds, repeat, registerNumber, registerYear, declined } = receipt
    const answer = { documentId: documentIds[0] ?? null, repeat, registerNumber, registerYear, declined }
    return c.json(answer, declined ? 413 : 200)
  })

  app.get('/van-ban/:id', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    const [journal, twins] = await Promise.all([journalOf(db, 'document', document.id), findTwins(db, document)])
    const session = c.get('session')
    const view = { province: config.province, session, document, journal, twins, now: system.now(), problem: null }
    return c.html(documentDeskPage(view))
  })

  /** How far a document is, for the script that follows a dropped file. */
  app.get('/van-ban/:id/tinh-trang', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    const { state, reason, description } = document
    return c.json({ state, reason, reference: description?.metadata.reference ?? null })
  })

  app.get('/van-ban/:id/tep', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    const mediaType = document.inspection?.mediaType ?? 'application/octet-stream'
    return sendObject(c, system.objects, {
      sha256: document.sha256,
      mediaType,
      fileName: document.fileName,
      // A quarantined file is never opened in the browser.
      inline: mediaType === 'application/pdf' && document.state !== 'quarantined',
    })
  })

  app.get('/van-ban/:id/chu-ky.json', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    return document?.signature ? c.json(document.signature) : c.notFound()
  })

  app.get('/so-den', async (c) => {
    const intakes = await listIntakes(db, { limit: 200 })
    return c.html(registerPage(config.province, personOf(c.get('session')), intakes))
  })

  app.get('/nhat-ky', async (c) => {
    const before = Number(c.req.query('truoc')) || null
    const entries = await listJournal(db, { limit: 100, before })
    return c.html(journalPage(config.province, personOf(c.get('session')), entries))
  })

  app.get('/cong-bao', async (c) => {
    const issues = await listGazetteIssues(db, { publishedOnly: false })
    return c.html(gazetteDeskPage(config.province, personOf(c.get('session')), issues))
  })
  return app
}

const underway: readonly DocumentState[] = ['received', 'inspected', 'read', 'verified', 'described', 'approved']

/** All states in which stages still work are one to a clerk: "being processed". */
function statesShownAs(state: DocumentState): readonly DocumentState[] {
  return underway.includes(state) ? underway : [state]
}
