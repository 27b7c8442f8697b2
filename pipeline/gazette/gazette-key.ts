/** The key issues are signed with: the one the office names, or one of our own making, kept in the data folder. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { System } from '../system.ts'
import type { GazetteKey } from './issues.ts'
import { certificateDer, makeAuthority, makeSigner } from './signing/office-certificate.ts'

const ownKeyYears = 10

/** Opens the configured key; without one, makes a key on first use, with its authority beside it for who wants to trust it. */
export async function openGazetteKey(system: Pick<System, 'config' | 'now'>): Promise<GazetteKey> {
  const { gazetteKey, dataFolder, province } = system.config
  if (gazetteKey) return { pkcs12: await readFile(gazetteKey.file), passphrase: gazetteKey.passphrase }
  const folder = join(dataFolder, 'keys')
  const files = { key: join(folder, 'gazette.p12'), passphrase: join(folder, 'gazette.passphrase') }
  if (!existsSync(files.key)) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const passphrase = randomBytes(24).toString('base64url')
    const validity = { from: system.now().subtract({ hours: 1 }), years: ownKeyYears }
    const organization = `Văn phòng Ủy ban nhân dân tỉnh ${province}`
    const authority = await makeAuthority({ commonName: `Công báo tỉnh ${province} (tự cấp)`, organization }, validity)
    const office = { commonName: `Công báo tỉnh ${province}`, organization, locality: province }
    const pkcs12 = await makeSigner(authority, office, validity, passphrase)
    await writeFile(join(folder, 'gazette-authority.crt'), certificateDer(authority.certificate))
    await writeFile(files.passphrase, passphrase, { mode: 0o600 })
    // The key last: when it is there, everything else is.
    await writeFile(files.key, pkcs12, { mode: 0o600 })
  }
  return { pkcs12: await readFile(files.key), passphrase: (await readFile(files.passphrase, 'utf8')).trim() }
}
