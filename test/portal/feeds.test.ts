/** The feeds other portals pull: valid after their standards whatever stands in the documents, and cheap to ask again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { correct } from '../../pipeline/review/correct.ts'
import { approve, withdraw } from '../../pipeline/review/decide.ts'
import { portalApp } from '../../portal/server.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { faultsOfAtom, parseXml } from './atom-rules.ts'

const base = 'https://congbao.langson.example'
const editor = { name: 'bien-tap' }
let test: TestSystem
let decisions: DecisionMaker
let app: ReturnType<typeof portalApp>

async function publish(number: number, summary: string): Promise<string> {
  const { id } = await test.process(`${number}.pdf`, await decisions.make(number))
  const document = await test.find(id)
  if (!document.description) throw new Error('nothing was read')

  await correct(test.system, id, editor, { summary })
  expect(await approve(test.system, id, editor)).toMatchObject({ kind: 'done' })
  await advanceUntilResting(test.system, id)
  return id
}

beforeAll(async () => {
  test = await openTestSystem()
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  app = portalApp(test.system, { wake() {}, async stop() {} }, { connectors: new Map() }, () => base)
})
afterAll(() => test.close())

const hostile = `Về việc “A & B” <script>alert(1)</script> ]]> \u0000\u000b ${'dài '.repeat(50)}𠮷`

describe('the Atom feed', () => {
  it('is valid while nothing is published', async () => {
    expect(faultsOfAtom(await (await app.request('/feed.atom')).text())).toEqual([])
  })

  it('is valid with whatever stands in a summary, and with what was taken down', async () => {
    await publish(3001, hostile)
    const gone = await publish(3002, 'Về việc sẽ gỡ')
    expect(await withdraw(test.system, gone, editor, 'Đăng nhầm')).toMatchObject({ kind: 'done' })

    const response = await app.request('/feed.atom')
    expect(response.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8')
    const text = await response.text()
    expect(faultsOfAtom(text)).toEqual([])
    const feed = parseXml(text)
    expect(feed.children.filter(({ name }) => name === 'entry')).toHaveLength(1)
    expect(feed.children.find(({ name }) => name === 'deleted-entry')?.attributes.ref).toBe(`urn:uuid:${gone}`)
    expect(text).toContain('A &#38; B')
  })

  it('with a filter is a feed of its own', async () => {
    const query = `?type=${encodeURIComponent('Quyết định')}`
    const text = await (await app.request(`/feed.atom${query}`)).text()
    expect(faultsOfAtom(text)).toEqual([])
    expect(parseXml(text).children.find(({ name }) => name === 'id')?.text).toBe(`${base}/feed.atom${query}`)
    const none = parseXml(await (await app.request('/feed.atom?type=Lu%E1%BA%ADt')).text())
    expect(none.children.some(({ name }) => name === 'entry')).toBe(false)
  })

  it('is not sent twice to who has it, and is sent when it changed', async () => {
    const etag = (await app.request('/feed.atom')).headers.get('ETag') ?? ''
    expect((await app.request('/feed.atom', { headers: { 'If-None-Match': etag } })).status).toBe(304)
    await publish(3003, 'Về việc mới')
    expect((await app.request('/feed.atom', { headers: { 'If-None-Match': etag } })).status).toBe(200)
  })
})

/** https://www.jsonfeed.org/version/1.1/ */
const jsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  language: z.string(),
  authors: z.array(z.object({ name: z.string() })),
  items: z.array(
    z.object({
      id: z.string().min(1),
      url: z.url(),
      title: z.string(),
      content_text: z.string().min(1),
      date_published: z.iso.datetime({ offset: true }),
      date_modified: z.iso.datetime({ offset: true }),
      attachments: z.array(z.object({ url: z.url(), mime_type: z.string(), size_in_bytes: z.number() })),
    }),
  ),
})

it('the JSON feed is JSON Feed 1.1 and names the same documents', async () => {
  const response = await app.request('/feed.json')
  expect(response.headers.get('Content-Type')).toContain('application/feed+json')
  const feed = jsonFeed.parse(await response.json())
  const entries = parseXml(await (await app.request('/feed.atom')).text()).children.filter(
    ({ name }) => name === 'entry',
  )
  const atomIds = entries.map((entry) => entry.children.find(({ name }) => name === 'id')?.text)
  expect(feed.items.map(({ id }) => id)).toEqual(atomIds)
})

it('RSS and the sitemap are well-formed', async () => {
  const rss = parseXml(await (await app.request('/feed.rss')).text())
  expect(rss.children[0]?.children.filter(({ name }) => name === 'item')).toHaveLength(2)
  const sitemap = parseXml(await (await app.request('/sitemap.xml')).text())
  expect(sitemap.children).toHaveLength(2)
})
