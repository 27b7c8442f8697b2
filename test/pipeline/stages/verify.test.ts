/** The verify stage as the pipeline runs it: a real worker thread, bytes and settings given. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../config.ts'
import type { Document } from '../../../pipeline/document.ts'
import { verify } from '../../../pipeline/stages/3-verify.ts'
import type { StageTools } from '../../../pipeline/stages/stage.ts'
import { openWorkers } from '../../../pipeline/workers/workers.ts'
import type { Objects } from '../../../storage/objects/objects.ts'
import { folderCache } from '../../../validators/signature/revocation/folder-cache.ts'
import { issue, makeCms, makeCrl } from '../../validators/signature/pki.ts'

const CRL = 'http://127.0.0.1:9/ca.crl'
const root = issue({ commonName: 'Gốc thử', ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: root, crlUrl: CRL })
const cms = makeCms({ content: Buffer.from('Công văn'), signers: [{ party: clerk }] })

const folder = mkdtempSync(join(tmpdir(), 'congbao-verify-stage-'))
writeFileSync(join(folder, 'root.crt'), root.der)
const workers = openWorkers(1, { ocr: 'off' })
afterAll(async () => {
  await workers.close()
  rmSync(folder, { recursive: true })
})

async function run(env: Record<string, string>) {
  const config = readConfig({ CONGBAO_DATA: folder, CONGBAO_TRUST: folder, ...env }, folder, 1)
  const tools: StageTools = {
    config,
    workers,
    objects: { get: async () => cms } as unknown as Objects,
    now: () => Temporal.Instant.from('2026-07-01T00:00:00Z'),
  }
  const document = { sha256: '', fileName: 'a.p7m', channel: 'desk' } as Document
  const outcome = await verify.run(document, tools)
  const [signature] = outcome.findings.signature?.signatures ?? []
  return { verdict: outcome.findings.signature?.verdict, codes: signature?.reasons.map(({ code }) => code) ?? [] }
}

describe('the verify stage', () => {
  it('touches no network unless hosts are named, and says that revocation is unknown', async () => {
    const { verdict, codes } = await run({})
    expect(verdict).toBe('indeterminate')
    expect(codes).toContain('REVOCATION_UNKNOWN')
    expect(codes).not.toContain('REVOCATION_SERVER_FAILED')
  })

  it('asks the hosts that the settings name, though never inside our own network', async () => {
    const { verdict, codes } = await run({ CONGBAO_REVOCATION_HOSTS: 'ca.gov.vn, 127.0.0.1' })
    expect(verdict).toBe('indeterminate')
    expect(codes).toContain('REVOCATION_SERVER_FAILED')
  })

  it('relies on what was fetched before, without asking again', async () => {
    folderCache(join(folder, 'revocation')).write(`crl ${CRL}`, makeCrl({ issuer: root }))
    expect((await run({})).verdict).toBe('passed')
  })

  it('relies, for a door that the settings name, on the roots named for it alone', async () => {
    const { sha256 } = root.certificate
    expect((await run({ CONGBAO_TRUST_CHANNELS: `desk=${'0'.repeat(64)}` })).codes).toContain('CHAIN_NOT_FOUND')
    expect((await run({ CONGBAO_TRUST_CHANNELS: `axis=${'0'.repeat(64)}, desk=${sha256}` })).verdict).toBe('passed')
    await expect(run({ CONGBAO_TRUST_CHANNELS: 'desk=f7bc' })).rejects.toThrow('CONGBAO_TRUST_CHANNELS')
  })
})
