import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a program that works on somebody else's file may cost. */
export interface Bounds {
  milliseconds: number
  /** Address space of each of its processes. */
  megabytes: number
  /** Largest file it may write. */
  fileMegabytes: number
}

/**
 * Gives work a folder of its own, and takes the folder away with all that is in it, however the work ends.
 */
export async function inOwnFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'congbao-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** The shell sets the bounds, then becomes the program; a bound that a system does not know is left out. */
const boundedly =
  'ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -f "$3" 2>/dev/null; shift 3; exec "$@"'

/**
 * Runs a program in a folder of its own, as a process group of its own, within bounds. Nothing of this process's
 * environment is passed on but the search path: settings and secrets are none of its business. Whatever is left of
 * the group when the program ends is ended too.
 * @returns Whether it ended by itself, in time, without complaint.
 */
export function runBounded(program: string, args: readonly string[], folder: string, bounds: Bounds): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const limits = [bounds.megabytes * 1024, Math.ceil(bounds.milliseconds / 1000), bounds.fileMegabytes * 2048]
  const child = spawn('/bin/sh', ['-c', boundedly, 'sh', ...limits.map(String), program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, LC_ALL: 'C.UTF-8' },
    stdio: 'ignore',
    detached: true,
  })
  const timer = setTimeout(() => endGroup(child), bounds.milliseconds)
  child.on('error', () => resolve(false))
  child.on('close', (code) => {
    clearTimeout(timer)
    endGroup(child)
    resolve(code === 0)
  })
  return promise
}

/** A group that is gone already is no fault. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'ESRCH' || cause.code === 'EPERM'))) throw cause
  }
}
