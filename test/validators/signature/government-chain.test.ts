/** Real documents: the chain to the Government's roots, and their time-stamps, with the certificates of samples/trust. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyFile } from '../../../validators/signature/index.ts'
import { KNOWN_AUTHORITIES } from '../../../validators/signature/trust/known-authorities.ts'
import { openPlainFolder } from '../../../validators/signature/trust/trust-folder.ts'
import { samplesFolder } from '../../samples.ts'

const documents = samplesFolder('documents')
const trust = samplesFolder('trust')

const verify = (file: string) =>
  verifyFile(readFileSync(join(documents ?? '', file)), file, {
    trustFolders: [trust ?? ''],
    password: null,
    content: null,
    at: '2026-11-24T00:00:00Z',
  })

const CHAIN_FAULTS = /^(CHAIN_(?!DIGEST_WEAK)|CERTIFICATE_UNREADABLE|SIGNER_CERTIFICATE_MISSING)/

describe.skipIf(documents === null || trust === null)('documents of Vietnamese offices', () => {
  it.each([
    ['3668d9f0.pdf', 'Ủy ban nhân dân tỉnh Lạng Sơn'],
    ['5b7203c5.pdf', 'Van thu - Lang Son'],
    ['05f9bc6a.pdf', 'CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ'],
    ['0f2f8032.pdf', 'Chính phủ'],
    ['4c410a2e.pdf', 'Hội đồng nhân dân Huyện Tuần Giáo'],
    ['54c05020.pdf', 'SỞ NỘI VỤ'],
  ])('%s: every signature chains to a Government root and is signed by %s', async (file, signer) => {
    const { signatures } = await verify(file)
    expect(signatures.map((one) => one.signer?.commonName)).toContain(signer)
    for (const { reasons, integrity } of signatures) {
      expect(integrity).toBe('intact')
      expect(reasons.filter(({ code }) => CHAIN_FAULTS.test(code))).toEqual([])
    }
  })

  it.each([['05f9bc6a.pdf'], ['0f2f8032.pdf'], ['3668d9f0.pdf'], ['4c410a2e.pdf'], ['54c05020.pdf'], ['ee4546e1.pdf']])(
    '%s: the Government’s time-stamps are valid',
    async (file) => {
      const stamps = (await verify(file)).signatures.flatMap(({ timestamp }) => timestamp ?? [])
      expect(stamps.length).toBeGreaterThan(0)
      for (const stamp of stamps) expect(stamp).toMatchObject({ valid: true })
    },
  )

  it('a claimed local time marked UTC is told, and the time-stamp taken', async () => {
    const [signature] = (await verify('0f2f8032.pdf')).signatures
    expect(signature?.claimedTime).toBe('2020-04-09T13:51:08Z')
    expect(signature?.timestamp?.time).toBe('2020-04-09T06:55:12Z')
    expect(signature?.reasons.map(({ code }) => code)).toContain('CLAIMED_TIME_AFTER_TIMESTAMP')
  })

  it('SHA-1 signatures of 2020 are in doubt with a clear reason, not refused', async () => {
    const { verdict, signatures } = await verify('3668d9f0.pdf')
    expect(verdict).toBe('indeterminate')
    for (const { reasons } of signatures) expect(reasons.some(({ code }) => code.startsWith('DIGEST_WEAK'))).toBe(true)
  })

  it('the known authorities are those whose certificates these documents carry', () => {
    const store = openPlainFolder(trust ?? '')
    const present = [...store.anchors.map(({ certificate }) => certificate), ...store.intermediates]
    expect(present.map(({ sha256 }) => sha256).sort()).toEqual(KNOWN_AUTHORITIES.map(({ sha256 }) => sha256).sort())
  })
})
