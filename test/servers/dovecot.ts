/** A real Dovecot on a loopback port, with its own configuration and mail in a folder of its own. Ended by its pid. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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
  /** Gives the inbox new UIDs and a new UIDVALIDITY, as a restored server does. */
  renumber(): void
  /** Mails in a folder, as files. */
  files(folder?: string): string[]
  close(): Promise<void>
}

const password = 'chỉ-để-thử-1'.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')

export async function startDovecot(): Promise<TestDovecot> {
  const root = mkdtempSync(join(tmpdir(), 'congbao-dovecot-'))
  const mail = join(root, 'mail')
  const port = await freePort()
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
    const started = spawn('dovecot', ['-F', '-c', join(root, 'dovecot.conf')], { stdio: 'ignore' })
    await answering(port, started)
    return started
  }
  const end = async (running: ChildProcess) => {
    const ended = once(running, 'exit')
    running.kill('SIGTERM')
    await ended
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
    renumber() {
      for (const pid of sessionsOf(server)) killSession(pid)
      for (const name of readdirSync(mail)) {
        if (name.startsWith('dovecot')) rmSync(join(mail, name), { force: true })
      }
    },
    files(folder) {
      return ['cur', 'new'].flatMap((part) => {
        try {
          return readdirSync(join(folderPath(folder), part)).map((name) => join(folderPath(folder), part, name))
        } catch {
          return []
        }
      })
    },
    async restart() {
      await end(server)
      server = await run()
    },
    async close() {
      await end(server)
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Process ids of the IMAP sessions this very server started. */
function sessionsOf(server: ChildProcess): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,ppid=,comm=', '-e'], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [pid, parent, command] = line.trim().split(/\s+/)
    return command === 'imap' && Number(parent) === server.pid ? [Number(pid)] : []
  })
}

/** Ends one session; one that has just ended by itself is ended all the same. */
function killSession(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Resolves at the first greeting. */
async function answering(port: number, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`dovecot ended with ${server.exitCode} before it answered`)
    if (await greets(port)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('dovecot did not answer within 10 s')
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
