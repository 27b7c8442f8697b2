/** What every subcommand of `congbao` is: arguments in, an exit code out. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type App, openApp } from '../app.ts'
import { type Config, readConfig } from '../config.ts'

export interface CommandIo {
  /** What the command answers: text for people, or JSON lines with `--json`. */
  out(line: string): void
  /** Progress, warnings and errors. */
  err(line: string): void
  /** Rewrites the line of progress on a terminal; says nothing elsewhere. `null` clears it. */
  progress(line: string | null): void
  env: Readonly<Record<string, string | undefined>>
  /** The folder the person stands in; relative paths are taken from here, also under `npm run`. */
  folder: string
}

/** The contract's exit codes (design.md §6). */
export const exitCode = { success: 0, negative: 1, usage: 2 } as const

export type Run = (args: readonly string[], io: CommandIo) => Promise<number>

/** A mistake in how the command was called or in its surroundings; the message is for the person. Exit code 2. */
export class UsageError extends Error {}

/** The command was called wrongly: its usage is shown below the message. */
export class CallError extends UsageError {}

export function configOf(io: CommandIo): Config {
  return readConfig(io.env, io.folder, availableParallelism())
}

/** Opens the system for one command and closes it afterwards, whatever happens. */
export async function withApp<T>(io: CommandIo, use: (app: App) => Promise<T>): Promise<T> {
  // Commands answer people: the log stays quiet unless asked for.
  const app = await openApp(configOf({ ...io, env: { CONGBAO_LOG: 'error', ...io.env } }))
  try {
    return await use(app)
  } finally {
    await app.close()
  }
}

export function absolute(io: CommandIo, path: string): string {
  return resolve(io.folder, path)
}

/** The name a decision at the command line is recorded under. */
export function cliActor(io: CommandIo): string {
  return `cli:${io.env.SUDO_USER ?? io.env.USER ?? io.env.LOGNAME ?? 'operator'}`
}
