/**
 * The private PostgreSQL of embedded mode: made on first use, reached only through a Unix socket, shared by the server
 * and every command that works on the same data folder.
 *
 * Nobody holds a lock file of ours. The postmaster's own interlock allows one per cluster; whoever comes second just
 * connects, and whoever leaves last stops it. A server killed with -9 leaves the postmaster running: the next one
 * finds and uses it. A postmaster killed with -9 is started anew by whoever next needs it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresHome, postgresHome } from './postgres-home.ts'

const SUPERUSER = 'congbao'
const DATABASE = 'congbao'
const START_LIMIT_MS = 60_000

export interface EmbeddedPostgres {
  /** What `pg` needs to connect. */
  connection: { host: string; port: number; user: string; password: string; database: string }
  /** Starts PostgreSQL unless it is running. Resolves when it accepts connections. */
  ensureRunning(): Promise<void>
  /** Stops PostgreSQL when no other process is connected; otherwise leaves it to them. */
  release(): Promise<void>
}

/** Opens (and on first use makes) the private PostgreSQL of a data folder. Throws with the log's last lines when it cannot start. */
export async function openEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const home = postgresHome(dataFolder)
  const connection = {
    host: home.socketFolder,
    port: 5432,
    user: SUPERUSER,
    password: readFileSync(home.passwordFile, 'utf8').trim(),
    database: DATABASE,
  }
  if (!existsSync(join(home.cluster, 'PG_VERSION'))) initialise(home)
  const server: EmbeddedPostgres = {
    connection,
    ensureRunning: () => startUnlessRunning(home, connection),
    release: () => stopWhenUnused(home, connection),
  }
  await server.ensureRunning()
  await createDatabaseOnce(connection)
  return server
}

/** Makes the cluster beside its place and renames it there, so that two first starts at once cannot spoil each other. */
function initialise(home: PostgresHome): void {
  const cluster = `${home.cluster}.new-${randomBytes(4).toString('hex')}`
  mkdirSync(cluster, { mode: 0o700 })
  if (home.user) chownSync(cluster, home.user.uid, home.user.gid)
  // initdb reads the password as the unprivileged user, who may not enter our folder: hand it a file of its own.
  const folder = mkdtempSync(join(tmpdir(), 'congbao-initdb-'))
  const passwordCopy = join(folder, 'password')
  try {
    writeFileSync(passwordCopy, readFileSync(home.passwordFile), { mode: 0o600 })
    if (home.user) {
      chownSync(folder, home.user.uid, home.user.gid)
      chownSync(passwordCopy, home.user.uid, home.user.gid)
    }
    const result = spawnSync(
      home.programs.initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordCopy}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      { ...home.user, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } },
    )
    if (result.status !== 0) {
      throw new Error(`PostgreSQL could not be set up in ${home.cluster}: ${result.stderr || result.error?.message}`)
    }
    try {
      renameSync(cluster, home.cluster)
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOTEMPTY') throw error // else: somebody else was quicker
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(cluster, { recursive: true, force: true })
  }
}

type Connection = EmbeddedPostgres['connection']

async function startUnlessRunning(home: PostgresHome, connection: Connection): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  let started: { exited: boolean } | null = null
  for (;;) {
    const answer = await knock(connection)
    if (answer === 'open') return
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not start. ${lastLines(home.logFile)}`)
    // Nobody listens, and what we started (if anything) gave up: another postmaster was ending, or a stale pid file lay there.
    if (answer === 'absent' && (!started || started.exited)) {
      removeStalePidFile(home)
      started = start(home)
    }
    await pause(50)
  }
}

/** `open`: takes connections; `busy`: starting up or shutting down; `absent`: no postmaster behind the socket. */
async function knock(connection: Connection): Promise<'open' | 'busy' | 'absent'> {
  const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return 'open'
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent'
    // 57P03 cannot_connect_now, 57P01 admin_shutdown; a connection cut half-way has no SQLSTATE.
    if (code === '57P03' || code === '57P01' || code === '53300' || !/^[0-9A-Z]{5}$/.test(code ?? '')) return 'busy'
    throw error
  }
}

function start(home: PostgresHome): { exited: boolean } {
  const log = openSync(home.logFile, 'a', 0o600)
  const child = spawn(
    home.programs.postgres,
    [
      '-D',
      home.cluster,
      '-k',
      home.socketFolder,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...home.user, cwd: '/', detached: true, stdio: ['ignore', log, log], env: { PATH: process.env.PATH, TZ: 'UTC' } },
  )
  closeSync(log)
  const state = { exited: false }
  child.on('exit', () => {
    state.exited = true
  })
  child.on('error', () => {
    state.exited = true
  })
  child.unref()
  return state
}

const settings: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // The office's documents outlive a power cut.
  fsync: 'on',
  synchronous_commit: 'on',
}

/**
 * After a crash the pid in postmaster.pid may belong to some other program by now; PostgreSQL then refuses to start.
 * The file is removed only when that process is certainly no postgres.
 */
function removeStalePidFile(home: PostgresHome): void {
  const file = join(home.cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (Number.isInteger(pid) && pid > 0 && existsSync(`/proc/${pid}/comm`)) {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    if (name.startsWith('postgres')) return
    rmSync(file, { force: true })
  }
}

async function createDatabaseOnce(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } catch (error) {
    // 42P04 duplicate_database, 23505 on pg_database: somebody else made it in the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error
  } finally {
    await client.end()
  }
}

async function stopWhenUnused(home: PostgresHome, connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  client.on('error', () => {})
  try {
    await client.connect()
    const others = await client.query<{ count: string }>(
      `select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    if (Number(others.rows[0]?.count) > 0) return
  } catch {
    return // not running, or ending already
  } finally {
    await client.end().catch(() => {})
  }
  const pid = Number(readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGINT') // fast shutdown
  while (existsSync(join(home.cluster, 'postmaster.pid'))) await pause(20)
}

function lastLines(logFile: string): string {
  if (!existsSync(logFile)) return ''
  return `Its log (${logFile}) ends:\n${readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')}`
}
