/** The portal over a test system, asked without a network: pages as a logged-in person, or as nobody, gets them. */
import type { Hono } from 'hono'
import type { Channel, Connector } from '../../connectors/intake.ts'
import { portalApp } from '../../portal/server.ts'
import { createAccount, findSession, openSession, type Role } from '../../storage/database/accounts/accounts.ts'
import type { TestSystem } from '../system.ts'

export interface TestPerson {
  /** Of the session. */
  cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Sends a form, with the session's token unless told otherwise. */
  post(path: string, form: Record<string, string>): Promise<Response>
  /** The page as text. */
  page(path: string): Promise<string>
}

export interface TestPortal {
  app: Hono
  person(username: string, role: Role): Promise<TestPerson>
}

export function openTestPortal(
  { system }: TestSystem,
  connectors: ReadonlyMap<Channel, Connector> = new Map(),
): TestPortal {
  const dispatcher = { wake() {}, stop: async () => {} }
  const app = portalApp(system, dispatcher, { connectors }, () => 'http://cong-bao.example')
  return {
    app,
    async person(username, role) {
      const password = 'mat-khau-thu-nghiem'
      const made = await createAccount(
        system.db,
        system.now(),
        { username, fullName: username, role, password },
        'test',
      )
      if ('error' in made) throw new Error(made.error)
      const token = await openSession(system.db, system.now(), made.account, 1)
      const session = await findSession(system.db, system.now(), token)
      const cookie = `congbao_session=${token}`
      const get: TestPerson['get'] = async (path, headers = {}) =>
        app.request(path, { headers: { cookie, ...headers } })
      return {
        cookie,
        get,
        post: async (path, form) =>
          app.request(path, {
            method: 'POST',
            headers: { cookie },
            body: new URLSearchParams({ csrf: session?.csrfToken ?? '', ...form }),
          }),
        page: async (path) => (await get(path)).text(),
      }
    },
  }
}
