/** A real Dovecot on a loopback port, with its own configuration and mail in a folder of its own. Ended by its pid. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestDovecot {
  port: number
  user: string
  password: string
  /** Puts mails into the mailbox as a delivery agent does: into `new` of the Maildir. */
  deliver(mails: readonly Uint8Array[], folder?: string): void
  /** Ends every IMAP session; the server goes on. */
  dropConnections(): void
  /** Stops the whole server and starts it again on the same port. */
  restart(): Promise<void>
  /** Stops the server and starts it with new UIDs and a new UIDVALIDITY for the inbox, as one restored from a backup. */
  renumber(): Promise<void>
  /** Mails in a folder, as files; none is left out, also while the server renames them. */
  files(folder?: string): string[]
  close(): Promise<void>
}

const password = 'chỉ-để-thử-1'.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

export async function startDovecot(): Promise<TestDovecot> {
  const root = mkdtempSync(join(tmpdir(), 'congbao-dovecot-'))
  const mail = join(root, 'mail')
  const port = await portOfOurOwn()
  const asRoot = process.getuid?.() === 0
  const account = asRoot ? 'dovecot' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim()
  const uid = Number(execFileSync('id', ['-u', account], { encoding: 'utf8' }))
  const gid = Number(execFileSync('id', ['-g', account], { encoding: 'utf8' }))
  const group = execFileSync('id', ['-gn', account], { encoding: 'utf8' }).trim()
  mkdirSync(mail)
  chmodSync(root, 0o755)
  if (asRoot) chownSync(mail, uid, gid)
  writeFileSync(join(root, 'users'), `hop-thu:{PLAIN}${password}:${uid}:${gid}::${mail}\n`)
  writeFileSync(
    join(root, 'dovecot.conf'),
    `base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = ${asRoot ? 'dovenull' : account}
default_internal_user = ${account}
default_internal_group = ${group}
first_valid_uid = 1
mail_uid = ${uid}
mail_gid = ${gid}
mail_location = maildir:${mail}
mail_max_userip_connections = 100
maildir_stat_dirs = yes
# Where the kernel's notice of new mail is missed, a look.
mailbox_idle_check_interval = 2 secs
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  driver = passwd-file
  args = ${root}/users
}
userdb {
  driver = passwd-file
  args = ${root}/users
}
service imap-login {
  ${asRoot ? '' : 'chroot =\n'}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  ${asRoot ? '' : 'chroot =\n'}
}
service stats {
  ${asRoot ? '' : 'chroot =\n'}
}
`,
  )
  const run = async () => {
    // The port is let go a moment after the server before it has ended.
    for (let attempt = 1; ; attempt++) {
      const started = spawn('dovecot', ['-F', '-c', join(root, 'dovecot.conf')], { stdio: 'ignore' })
      if (await answers(port, started)) return started
      await end(started)
      if (attempt === 20) throw new Error(`dovecot does not start: ${readFileSync(join(root, 'log'), 'utf8')}`)
      await pause(100)
    }
  }
  let server = await run()
  let delivered = 0
  const folderPath = (folder?: string) => (folder ? join(mail, `.${folder}`) : mail)
  return {
    port,
    user: 'hop-thu',
    password,
    deliver(mails, folder) {
      const target = folderPath(folder)
      for (const part of ['cur', 'new', 'tmp']) {
        mkdirSync(join(target, part), { recursive: true })
        if (asRoot) chownSync(join(target, part), uid, gid)
      }
      if (asRoot) chownSync(target, uid, gid)
      for (const bytes of mails) {
        const name = `${1_700_000_000 + delivered}.M${delivered}P1.test`
        delivered++
        // As maildir wants it: whole before it is seen, for the server takes it up at once.
        const making = join(target, 'tmp', name)
        writeFileSync(making, bytes)
        if (asRoot) chownSync(making, uid, gid)
        renameSync(making, join(target, 'new', name))
      }
    },
    dropConnections() {
      for (const pid of sessionsOf(server)) killSession(pid)
    },
    async renumber() {
      await end(server)
      for (const name of readdirSync(mail)) {
        if (name.startsWith('dovecot')) rmSync(join(mail, name), { force: true })
      }
      server = await run()
    },
    files(folder) {
      const found = new Map<string, string>()
      // Mails go from `new` to `cur`, never back: read in this order none slips through, at most one is seen twice.
      for (const part of ['new', 'cur']) {
        const path = join(folderPath(folder), part)
        for (const name of filesOf(path)) found.set(name.split(':')[0] ?? name, join(path, name))
      }
      return [...found.values()]
    },
    async restart() {
      await end(server)
      server = await run()
    },
    async close() {
      await end(server)
      rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  }
}

/** Ends the server and waits for every process it started: none may touch its files any more. */
async function end(server: ChildProcess): Promise<void> {
  const children = childrenOf(server).map(({ pid }) => pid)
  if (server.exitCode === null && server.signalCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    const impatience = setTimeout(() => server.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(impatience)
  }
  for (let attempt = 0; children.some(runs); attempt++) {
    if (attempt === 100) for (const pid of children.filter(runs)) killSession(pid)
    await pause(20)
  }
}

/** The processes this very server started. */
function childrenOf(server: ChildProcess): { pid: number; command: string }[] {
  const lines = execFileSync('ps', ['-o', 'pid=,ppid=,comm=', '-e'], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [pid, parent, command = ''] = line.trim().split(/\s+/)
    return server.pid !== undefined && Number(parent) === server.pid ? [{ pid: Number(pid), command }] : []
  })
}

function sessionsOf(server: ChildProcess): number[] {
  return childrenOf(server).flatMap(({ pid, command }) => (command === 'imap' ? [pid] : []))
}

/** A process that ended and waits for its parent to notice does not run. */
function runs(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Ends one session; one that has just ended by itself is ended all the same. */
function killSession(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/**
 * A free port below those the system hands out by itself: during a restart nobody else gets it, and who connects
 * meanwhile cannot meet himself.
 */
async function portOfOurOwn(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Resolves at the first greeting; false when the server ends before it. */
async function answers(port: number, server: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null || server.signalCode !== null) return false
    if (await greets(port)) return true
    await pause(50)
  }
  throw new Error('dovecot did not answer within 30 s')
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(false))
    socket.once('close', () => resolve(false))
  })
}
