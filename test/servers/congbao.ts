/** A `congbao serve` of its own process, as operators run it: to be used over HTTP, and to be killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..', '..')

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** What it printed so far. */
  output: readonly string[]
  /** Ends it as told and waits until it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Resolves when it listens. */
export async function startServerProcess(dataFolder: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(root, 'cli', 'congbao.ts'), 'serve', '--port', env.CONGBAO_PORT ?? '0'], {
    env: { ...process.env, CONGBAO_LOG: 'error', ...env, CONGBAO_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  const errors: string[] = []
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => errors.push(line))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      output.push(line)
      const found = /đang chạy tại (\S+)/.exec(line)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`congbao serve ended with ${code}:\n${errors.join('\n')}`)))
  })
  return {
    url,
    child,
    output,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

/** A desk session over HTTP: cookie and CSRF token, as a browser would hold them. */
export async function openDeskSession(url: string, username: string, password: string): Promise<DeskSession> {
  const login = await fetch(`${url}/ban-lam-viec/dang-nhap`, {
    method: 'POST',
    body: new URLSearchParams({ username, password }),
    redirect: 'manual',
  })
  const cookie = login.headers.get('Set-Cookie')?.split(';')[0]
  if (login.status !== 303 || !cookie) throw new Error(`Login failed with ${login.status}`)
  const page = await (await fetch(`${url}/ban-lam-viec`, { headers: { cookie } })).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return { cookie, csrf }
}

export interface DeskSession {
  cookie: string
  csrf: string
}

/** Drops one file on the desk; resolves with the server's answer, or throws when there is none. */
export async function dropFile(
  url: string,
  session: DeskSession,
  name: string,
  bytes: Uint8Array,
): Promise<{ documentId: string }> {
  const response = await fetch(`${url}/ban-lam-viec/tiep-nhan?ten=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: session.cookie, 'X-CSRF-Token': session.csrf, 'Content-Type': 'application/pdf' },
    body: new Uint8Array(bytes),
  })
  if (response.status !== 200) throw new Error(`The desk answered ${response.status}`)
  return (await response.json()) as { documentId: string }
}
