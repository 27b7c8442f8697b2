/** The workplace of clerks and editors, under `/ban-lam-viec`. */
import { Hono } from 'hono'
import { takeDrop } from '../../connectors/desk/drop.ts'
import { acceptIntake } from '../../pipeline/accept-intake.ts'
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import { hasWork } from '../../pipeline/stages/index.ts'
import type { System } from '../../pipeline/system.ts'
import { appendToJournal } from '../../storage/audit.ts'
import { countByState, findDocument } from '../../storage/database/documents/find-document.ts'
import { countDue, listForDesk } from '../../storage/database/documents/list-for-desk.ts'
import { listGazetteIssues } from '../../storage/database/gazette/find-issues.ts'
import { listJournal } from '../../storage/database/intakes/list-journal.ts'
import { countOpenRequests } from '../../storage/database/requests/find-requests.ts'
import { TooLarge } from '../../storage/objects/objects.ts'
import type { DoorHealth } from '../metrics.ts'
import { sendPicture } from '../page-pictures.ts'
import type { Papers } from '../papers.ts'
import { sendObject, sendSearchable } from '../send-object.ts'
import { wholeNumber } from '../whole-number.ts'
import { type DeskEnv, requireCsrf, requireSession } from './access.ts'
import { decisionRoutes } from './decisions.ts'
import { deskTitle } from './document-desk.ts'
import { documentDeskPage } from './document-page.ts'
import { doorAlarms, doorRoutes } from './doors-routes.ts'
import { filterFor, readListQuery } from './list-filter.ts'
import { documentListPage } from './list-page.ts'
import { loadDocumentDesk } from './load-document.ts'
import { accountRoutes, loginRoutes } from './login.ts'
import { personOf } from './person.ts'
import { questionRoutes } from './questions-routes.ts'
import { gazetteDeskPage, journalPage } from './register-pages.ts'
import { registerRoutes } from './register-routes.ts'
import { requestRoutes } from './requests-routes.ts'
import { threadRoutes } from './thread-routes.ts'
import { viewingCopyRoutes } from './viewing-copy-routes.ts'

const listLength = 50
/** Pictures the desk may have drawn at once before further ones are put off. */
const patience = 64

export function deskRoutes(system: System, dispatcher: Dispatcher, doors: DoorHealth, papers: Papers): Hono<DeskEnv> {
  const { pictures, outlines } = papers
  const app = new Hono<DeskEnv>()
  const { db, config } = system
  app.route('/', loginRoutes(system))
  app.use('*', requireSession(system), requireCsrf(), doorAlarms(system, doors))
  app.route('/', accountRoutes(system))
  app.route('/', decisionRoutes(system, dispatcher, outlines))
  app.route('/', requestRoutes(system))
  app.route('/', questionRoutes(system))
  app.route('/', threadRoutes(system))
  app.route('/', doorRoutes(system, doors))
  app.route('/', registerRoutes(system))
  app.route('/', viewingCopyRoutes(system))

  app.get('/', async (c) => {
    const query = readListQuery(c.req.query())
    const now = system.now()
    const [counts, due, { documents, count }, done, requests] = await Promise.all([
      countByState(db),
      countDue(db, now, now.add({ hours: 48 })),
      listForDesk(db, filterFor(query, now), query.order, { limit: listLength, offset: query.page * listLength }),
      justApproved(c.req.query('vua-duyet')),
      countOpenRequests(db),
    ])
    const view = { province: config.province, person: personOf(c.get('session')), counts, due, documents, count, query }
    return c.html(
      documentListPage({ ...view, requests, done, maxFileBytes: config.maxFileBytes, pageLength: listLength, now }),
    )
  })

  async function justApproved(id: string | undefined): Promise<{ text: string; id: string } | null> {
    const document = id ? await findDocument(db, id) : null
    return document && { text: `Đã duyệt ${deskTitle(document)}.`, id: document.id }
  }

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
    const saved = c.req.query('da-luu') === undefined ? null : { text: 'Đã lưu thông tin.', id: null }
    const done = saved ?? (await justApproved(c.req.query('vua-duyet')))
    const said = { problem: null, done, goOn: c.req.query('o-lai') === undefined }
    const view = await loadDocumentDesk({ system, outlines }, c.req.param('id'), c.get('session'), said)
    return view ? c.html(documentDeskPage(view)) : c.notFound()
  })

  /** How far a document is, for the script that follows a dropped file. */
  app.get('/van-ban/:id/tinh-trang', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    const { state, reason, description } = document
    const told = { state, stateName: stateNames[state], underway: hasWork(state), reason }
    return c.json({ ...told, reference: description?.metadata.reference ?? null })
  })

  app.get('/van-ban/:id/trang/:name', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document?.reading || document.state === 'quarantined') return c.notFound()
    const { sha256, reading } = document
    const cache = 'private, max-age=600'
    return sendPicture(c, pictures, { sha256, name: c.req.param('name'), pages: reading.pages, patience, cache })
  })

  app.get('/van-ban/:id/tep', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    if (!document) return c.notFound()
    const quarantined = document.state === 'quarantined'
    const { account } = c.get('session')
    if (quarantined && account.role === 'clerk') {
      return c.text('Tệp đang cách ly: chỉ biên tập viên hoặc quản trị được tải.', 403)
    }
    if (quarantined) {
      const subject = { kind: 'document', id: document.id } as const
      const entry = { actor: account.username, action: 'quarantined file fetched', subject, details: {} }
      await db.transaction().execute((trx) => appendToJournal(trx, system.now(), [entry]))
    }
    const mediaType = document.inspection?.mediaType ?? 'application/octet-stream'
    return sendObject(c, system.objects, {
      sha256: document.sha256,
      // A quarantined file is never opened in the browser, nor by its type.
      mediaType: quarantined ? 'application/octet-stream' : mediaType,
      fileName: document.fileName,
      inline: mediaType === 'application/pdf' && !quarantined && c.req.query('tai') === undefined,
      cache: 'private, no-store',
    })
  })

  app.get('/van-ban/:id/tra-cuu.pdf', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    const copy = document?.state === 'quarantined' ? null : document?.reading?.searchableObject
    return document && copy
      ? sendSearchable(c, system.objects, copy, document.fileName, 'private, no-store')
      : c.notFound()
  })

  app.get('/van-ban/:id/chu-ky.json', async (c) => {
    const document = await findDocument(db, c.req.param('id'))
    return document?.signature ? c.json(document.signature) : c.notFound()
  })

  app.get('/nhat-ky', async (c) => {
    const before = wholeNumber(c.req.query('truoc'))
    const entries = await listJournal(db, { limit: 100, before })
    return c.html(journalPage(config.province, personOf(c.get('session')), entries))
  })

  app.get('/cong-bao', async (c) => {
    const issues = await listGazetteIssues(db, { publishedOnly: false })
    return c.html(gazetteDeskPage(config.province, personOf(c.get('session')), issues))
  })
  return app
}
