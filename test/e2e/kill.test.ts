/** kill -9 of the server at random moments while documents go in: nothing acknowledged is lost, nothing is done twice. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openApp } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { verifyJournal } from '../../storage/audit.ts'
import { createAccount } from '../../storage/database/accounts/accounts.ts'
import { countUnfinished } from '../../storage/database/documents/claim-due-documents.ts'
import { listDocuments } from '../../storage/database/documents/find-document.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import {
  type DeskSession,
  dropFile,
  openDeskSession,
  type ServerProcess,
  startServerProcess,
} from '../servers/congbao.ts'
import { temporaryFolder } from '../system.ts'

const documents = 200
const kills = 20
const folder = temporaryFolder()
const dataFolder = join(folder, 'data')
const env = { CONGBAO_AUTO_ACCEPT: '1', CONGBAO_WORKERS: '1' }
let decisions: DecisionMaker
let files: Uint8Array[]
let server: ServerProcess
let session: DeskSession

beforeAll(async () => {
  decisions = await openDecisionMaker()
  decisions.trustIn(join(dataFolder, 'trust'))
  files = await manyDecisions()
  const app = await openApp(readConfig({ CONGBAO_DATA: dataFolder, CONGBAO_LOG: 'silent' }, folder, 2))
  await createAccount(
    app.system.db,
    app.system.now(),
    { username: 'van-thu', fullName: 'Văn thư', role: 'clerk', password: 'mat-khau-thu' },
    'test',
  )
  await app.close()
  await restart()
}, 300_000)

afterAll(async () => {
  await server?.end('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

async function manyDecisions(): Promise<Uint8Array[]> {
  const made: Uint8Array[] = []
  for (let index = 0; index < documents; index++) made.push(await decisions.make(1000 + index))
  return made
}

async function restart(): Promise<void> {
  server = await startServerProcess(dataFolder, env)
  session = await openDeskSession(server.url, 'van-thu', 'mat-khau-thu')
}

it(`loses nothing over ${kills} kills while ${documents} documents go in`, async () => {
  const acknowledged = new Set<string>()
  const waiting = files.map((bytes) => ({ name: 'quyet-dinh.pdf', bytes }))
  let killed = 0
  let sinceKill = 0
  let next = moment()
  while (waiting.length > 0 || killed < kills) {
    const file = waiting[0] ?? { name: 'quyet-dinh.pdf', bytes: files[0] as Uint8Array }
    // The kill falls anywhere between sending the first byte and the answer.
    const answer = dropFile(server.url, session, file.name, file.bytes).then(
      ({ documentId }) => documentId,
      () => null,
    )
    if (killed < kills && ++sinceKill >= next) {
      for (let turns = Math.floor(Math.random() * 400); turns > 0; turns--) await turn()
      await server.end('SIGKILL')
      killed++
      sinceKill = 0
      next = moment()
      const documentId = await answer
      if (documentId) acknowledged.add(documentId)
      await restart()
      continue // not known to be taken: the sender sends it again
    }
    const documentId = await answer
    if (documentId) {
      acknowledged.add(documentId)
      waiting.shift()
    }
  }
  expect(killed).toBe(kills)

  await server.end('SIGKILL')
  const app = await openApp(readConfig({ CONGBAO_DATA: dataFolder, CONGBAO_LOG: 'silent', ...env }, folder, 2))
  try {
    const { db } = app.system
    const dispatcher = app.startWorking()
    while ((await countUnfinished(db)) > 0) await turn()
    await dispatcher.stop()
    const found = await listDocuments(db)
    const ids = new Set(found.map((document) => document.id))
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([])
    expect(found).toHaveLength(documents)
    expect(
      found.filter((document) => document.state !== 'published').map(({ state, reason }) => [state, reason]),
    ).toEqual([])
    const versions = await db.selectFrom('publications').select(['document_id', 'version']).execute()
    expect(versions).toHaveLength(documents)
    expect(new Set(versions.map((row) => row.document_id)).size).toBe(documents)
    expect(await verifyJournal(db)).toMatchObject({ sound: true })
  } finally {
    await app.close()
  }
}, 600_000)

/** After how many documents the next kill comes. */
function moment(): number {
  return 1 + Math.floor(Math.random() * ((documents / kills) * 1.6))
}
