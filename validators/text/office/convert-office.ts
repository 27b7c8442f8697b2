import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { limits } from '../limits.ts'

/** Where LibreOffice is usually found; the first that answers is used. */
const programs = ['soffice', 'libreoffice', '/usr/lib/libreoffice/program/soffice']
let known: Promise<string | null> | null = null

/** The LibreOffice program of this machine, or `null`. */
export function libreOffice(): Promise<string | null> {
  known ??= firstAnswering(programs)
  return known
}

async function firstAnswering(names: readonly string[]): Promise<string | null> {
  for (const name of names) if (await run(name, ['--version'], 10_000)) return name
  return null
}

/**
 * Converts DOC or RTF to DOCX with LibreOffice, in a profile and folder of its own, without macros or network.
 * @returns `null` where LibreOffice is absent, fails or takes too long.
 */
export async function convertToDocx(file: Uint8Array, extension: 'doc' | 'rtf'): Promise<Uint8Array | null> {
  const program = await libreOffice()
  if (program === null) return null
  const folder = await mkdtemp(join(tmpdir(), 'congbao-office-'))
  try {
    const source = join(folder, `document.${extension}`)
    await writeFile(source, file)
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const done = await run(
      program,
      [profile, '--headless', '--norestore', '--convert-to', 'docx', '--outdir', folder, source],
      limits.convertMilliseconds,
    )
    return done ? await readFile(join(folder, 'document.docx')) : null
  } catch {
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, args: readonly string[], timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout, killSignal: 'SIGKILL' }, (error) => resolve(error === null))
  })
}
