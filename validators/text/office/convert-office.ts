import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../limits.ts'
import { findProgram } from '../programs/find-program.ts'
import { inOwnFolder, runBounded } from '../programs/run-bounded.ts'

const programs = ['soffice', 'libreoffice', '/usr/lib/libreoffice/program/soffice', '/opt/libreoffice/program/soffice']

/** The LibreOffice of this machine, or `null`. */
export function libreOffice(): string | null {
  return findProgram(programs)
}

/** Import filters by name: told which, LibreOffice does not take whatever else it can read for a document. */
const filters = { doc: 'MS Word 97', rtf: 'Rich Text Format' } as const

/**
 * Settings of the profile: no macro runs, nothing linked is fetched, and whatever would ask the network all the same is
 * sent to a port of this machine where nobody listens.
 */
const settings: readonly (readonly [path: string, name: string, value: string])[] = [
  ['Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Office.Writer/Content/Update', 'Link', '0'],
  ['Inet/Settings', 'ooInetProxyType', '2'],
  ...['HTTP', 'HTTPS'].flatMap((kind) => [
    ['Inet/Settings', `ooInet${kind}ProxyName`, '127.0.0.1'] as const,
    ['Inet/Settings', `ooInet${kind}ProxyPort`, '9'] as const,
  ]),
]

const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${settings
  .map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  .join('\n')}
</oor:items>`

/**
 * Converts DOC or RTF to DOCX with LibreOffice: in a profile and folder of its own, without macros or network, within
 * bounds of time and memory, ended with everything it started.
 * @returns `null` where LibreOffice is absent, fails or takes too long.
 */
export async function convertToDocx(file: Uint8Array, extension: 'doc' | 'rtf'): Promise<Uint8Array | null> {
  const program = libreOffice()
  if (program === null) return null
  return inOwnFolder(async (folder) => {
    await mkdir(join(folder, 'profile/user'), { recursive: true })
    await writeFile(join(folder, 'profile/user/registrymodifications.xcu'), profile)
    const source = join(folder, `document.${extension}`)
    await writeFile(source, file)
    const options = [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--norestore',
      '--nolockcheck',
      `--infilter=${filters[extension]}`,
      '--convert-to',
      'docx:MS Word 2007 XML',
      '--outdir',
      folder,
      source,
    ]
    const done = await runBounded(program, options, folder, limits.conversion)
    const result = join(folder, 'document.docx')
    // It ends without complaint, too, when it could not load the file.
    const size = done
      ? await stat(result)
          .then((found) => found.size)
          .catch(() => 0)
      : 0
    return size > 0 && size <= limits.fileBytes ? readFile(result) : null
  })
}
