/**
 * `node bench/pipeline.ts [FOLDER]`: documents a second through the whole pipeline, from the drop to the editors' table
 * (seven transactions, fsync, journal), beside the bare cost of `pdfsig` + `pdftotext` + one INSERT on the same files.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { countUnfinished } from '../storage/database/documents/claim-due-documents.ts'
import { openEmbeddedPostgres } from '../storage/database/embedded/embedded-postgres.ts'
import { openTestSystem, temporaryFolder } from '../test/system.ts'
import { hasProgram, machine, shown, spreadOf } from './harness.ts'

const rounds = 3
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..', 'shared', 'samples', 'documents'))
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.pdf'))
  .map((name) => ({ name, path: join(folder, name), bytes: readFileSync(join(folder, name)) }))
if (files.length === 0) throw new Error(`No PDF in ${folder}`)
if (!hasProgram('pdfsig') || !hasProgram('pdftotext'))
  throw new Error('This bench needs pdfsig and pdftotext (poppler-utils)')

async function ours(): Promise<number> {
  const test = await openTestSystem({ CONGBAO_WORKERS: '2' })
  try {
    // Threads loaded and warm, as in a server that has run for a minute.
    await test.process('warm-up.pdf', Buffer.concat([files[0]?.bytes ?? Buffer.alloc(0), Buffer.from('\n%warm')]))
    const started = performance.now()
    for (const { name, bytes } of files) await test.drop(name, bytes)
    const dispatcher = test.app.startWorking()
    while ((await countUnfinished(test.system.db)) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    const seconds = (performance.now() - started) / 1000
    await dispatcher.stop()
    return seconds
  } finally {
    await test.close()
  }
}

async function bare(): Promise<number> {
  const place = temporaryFolder()
  const server = await openEmbeddedPostgres(place)
  const client = new pg.Client(server.connection)
  await client.connect()
  try {
    await client.query('create table bare (name text, signatures text, content text)')
    const started = performance.now()
    for (const { name, path } of files) {
      const signatures = run('pdfsig', ['-nocert', path])
      const content = run('pdftotext', ['-layout', path, '-'])
      await client.query('insert into bare values ($1, $2, $3)', [name, signatures, content.replaceAll('\0', '')])
    }
    return (performance.now() - started) / 1000
  } finally {
    await client.end()
    await server.release()
    rmSync(place, { recursive: true, force: true })
  }
}

function run(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e9 })
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? '')
  }
}

const seconds: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
for (let round = 0; round < rounds; round++) {
  seconds.ours.push(await ours())
  seconds.bare.push(await bare())
}
const ratios = seconds.ours.map((one, index) => one / (seconds.bare[index] ?? Number.NaN))
console.log(`${machine()}; ${files.length} PDF of ${folder}; ${rounds} rounds in turn`)
console.log(
  `pipeline                     ${shown(spreadOf(seconds.ours.map((one) => files.length / one)), 1)} documents/s`,
)
console.log(
  `pdfsig + pdftotext + INSERT  ${shown(spreadOf(seconds.bare.map((one) => files.length / one)), 1)} documents/s`,
)
console.log(`time, pipeline / bare        ${shown(spreadOf(ratios), 2)}`)
