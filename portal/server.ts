/** The HTTP server: public pages, the desk, operations, and the rules that hold for every answer. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { sql } from 'kysely'
import type { Dispatcher } from '../pipeline/dispatch/dispatcher.ts'
import type { System } from '../pipeline/system.ts'
import { isUpload } from './desk/access.ts'
import { deskRoutes } from './desk/routes.ts'
import { type Hooks, hookRoutes } from './hooks/routes.ts'
import { html, page } from './html.ts'
import { type DoorHealth, metricsRoute } from './metrics.ts'
import { openPapers } from './papers.ts'
import { publicRoutes } from './public/routes.ts'
import { searchForm } from './public/search-form.ts'

export interface Portal {
  /** Where it really listens: `http://127.0.0.1:8080`. */
  url: string
  close(): Promise<void>
}

/** Starts listening on the configured address; port 0 takes a free one. */
export async function startPortal(
  system: System,
  dispatcher: Dispatcher,
  doors: DoorHealth & Partial<Hooks>,
  { graceMs = 10_000 } = {},
): Promise<Portal> {
  const { host, port, publicUrl } = system.config
  let listening = ''
  const app = portalApp(system, dispatcher, doors, () => publicUrl ?? listening)
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: longestUploadMs }
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (info) => {
      const name = host.includes(':') ? `[${host}]` : host
      listening = `http://${name}:${info.port}`
      resolve({ url: listening, close: () => closeServer(server, graceMs) })
    })
    server.once('error', reject)
  })
}

/** The largest file at about half a megabit a second; heads must still be there within Node's minute. */
const longestUploadMs = 30 * 60_000
/** A form: the longest answer an editor writes, several times over. */
const longestForm = 2 * 1024 * 1024

/** Lets answers end that are on their way; whoever reads or sends too slowly for that is cut off: nothing was promised. */
async function closeServer(server: ReturnType<typeof serve>, graceMs: number): Promise<void> {
  const cutOff = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, graceMs)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  })
  clearTimeout(cutOff)
}

export function portalApp(
  system: System,
  dispatcher: Dispatcher,
  doors: DoorHealth & Partial<Hooks>,
  base: (c: Context) => string,
): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
      xFrameOptions: 'SAMEORIGIN',
      referrerPolicy: 'same-origin',
    }),
  )
  const limitForm = bodyLimit({ maxSize: longestForm, onError: (c) => c.text('Nội dung gửi lên quá lớn.', 413) })
  app.use((c, next) => (carriesForm(c) ? limitForm(c, next) : next()))
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await sql`select 1`.execute(system.db)
      return c.text('ready')
    } catch {
      return c.text('the database does not answer', 503)
    }
  })
  app.get('/metrics', metricsRoute(system, doors))
  app.get('/tinh/:file', sendStatic)
  app.get('/robots.txt', (c) => c.text(`User-agent: *\nDisallow: /ban-lam-viec\nSitemap: ${base(c)}/sitemap.xml\n`))
  app.route('/hooks', hookRoutes({ hooks: doors.hooks ?? new Map() }))
  const papers = openPapers(system)
  app.route('/ban-lam-viec', deskRoutes(system, dispatcher, doors, papers))
  app.route('/', publicRoutes(system, papers, base))

  app.notFound((c) =>
    c.html(
      page({
        title: 'Không tìm thấy',
        province: system.config.province,
        area: 'public',
        body: html`<h1>Không tìm thấy trang</h1>
<p>Địa chỉ này không có trên Công báo. Có thể đường dẫn bị chép thiếu; hãy tìm văn bản theo số ký hiệu hoặc từ khóa.</p>
${searchForm({}, null)}
<p><a href="/">Văn bản mới</a> · <a href="/cong-bao">Các số Công báo</a></p>`,
      }),
      404,
    ),
  )
  app.onError((error, c) => {
    system.log.error({ path: c.req.path, method: c.req.method, error: String(error.stack ?? error) }, 'request broke')
    return c.html(
      page({
        title: 'Lỗi',
        province: system.config.province,
        area: 'public',
        body: html`<h1>Hệ thống gặp lỗi</h1><p>Yêu cầu chưa thực hiện được, đã ghi nhật ký. Hãy thử lại sau ít phút; nếu vẫn lỗi, gọi bộ phận vận hành 02053.812.656.</p>`,
      }),
      500,
    )
  })
  return app
}

/** Uploads and webhooks have limits of their own. */
function carriesForm(c: Context): boolean {
  const { method, path } = c.req
  return method !== 'GET' && method !== 'HEAD' && !isUpload(c) && !path.startsWith('/hooks/')
}

const fonts = dirname(createRequire(import.meta.url).resolve('@fontsource/be-vietnam-pro/package.json'))

const clientTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The few files pages need, by name: whatever is not listed does not exist. */
const staticFiles: Readonly<Record<string, { path: string; type: string }>> = {
  ...Object.fromEntries(
    [
      'base.css',
      'controls.css',
      'parts.css',
      'public.css',
      'desk.css',
      'desk-document.css',
      'register.css',
      'register-print.css',
      'public.js',
      'desk.js',
      'drop.js',
      'icon.svg',
    ].map((name) => [
      name,
      { path: join(import.meta.dirname, 'client', name), type: clientTypes[extname(name)] as string },
    ]),
  ),
  ...Object.fromEntries(
    ['latin', 'latin-ext', 'vietnamese'].flatMap((subset) =>
      ['400-normal', '400-italic', '600-normal', '700-normal'].map((cut) => {
        const name = `be-vietnam-pro-${subset}-${cut}.woff2`
        return [name, { path: join(fonts, 'files', name), type: 'font/woff2' }]
      }),
    ),
  ),
}

async function sendStatic(c: Context): Promise<Response> {
  const name = c.req.param('file') ?? ''
  const file = Object.hasOwn(staticFiles, name) ? staticFiles[name] : undefined
  if (!file) return c.notFound()
  const bytes = await readFile(file.path)
  const age = name.endsWith('.woff2') ? 31_536_000 : 300
  return c.body(new Uint8Array(bytes), 200, { 'Content-Type': file.type, 'Cache-Control': `public, max-age=${age}` })
}
