import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import { findProgram } from '../programs/find-program.ts'
import { inOwnFolder, runBounded } from '../programs/run-bounded.ts'

/**
 * The program of this machine that decodes HEIC, or `null`: of Debian's package libheif-examples, under its old or its
 * new name. The library itself (LGPL, with patents on HEVC besides) is no part of this project.
 */
export function heicProgram(): string | null {
  return findProgram(['heif-dec', 'heif-convert'])
}

/**
 * Decodes the first picture of a HEIC file, turned as its container says.
 * @returns A PNG, or `null` where the program is absent, fails or takes too long.
 */
export async function decodeHeic(file: Uint8Array): Promise<Uint8Array | null> {
  const program = heicProgram()
  if (program === null) return null
  return inOwnFolder(async (folder) => {
    await writeFile(join(folder, 'picture.heic'), file)
    await runBounded(program, ['picture.heic', 'picture.png'], folder, limits.pictureConversion)
    // Of a file with several pictures each gets a number.
    for (const name of ['picture.png', 'picture-1.png']) {
      const path = join(folder, name)
      const size = await stat(path).then(
        (found) => found.size,
        () => 0,
      )
      if (size > 0 && size <= limits.fileBytes) return readFile(path)
    }
    return null
  })
}
