import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The path of the first of these programs that this machine has and may run, or `null`. Looked for afresh each time: an
 * administrator may install one while the service runs.
 * @param names Names looked for along the search path, or absolute paths.
 */
export function findProgram(names: readonly string[], searchPath = process.env.PATH ?? ''): string | null {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    const places = name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))
    const found = places.find(mayRun)
    if (found !== undefined) return found
  }
  return null
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
