/** The signed, broken and attacked PDF files of other validators' suites, and real documents, read in place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gullibleContext } from '../../../../bench/conformance/contexts.ts'
import { misses, readExpectations } from '../../../../bench/conformance/expectations.ts'
import { freshMemory, type ValidationContext } from '../../../../validators/signature/context.ts'
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'
import { verifyPdf } from '../../../../validators/signature/pdf/verify-pdf.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import type { SignatureReport } from '../../../../validators/signature/report.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'
import { samplesFolder } from '../../../samples.ts'

const context: ValidationContext = {
  trust: trustStoreOf([]),
  at: Temporal.Instant.from('2026-11-24T00:00:00Z'),
  fetcher: null,
  policy: DEFAULT_POLICY,
  cache: null,
  memory: freshMemory(),
}

const judge = (path: string, password: string | null = null): Promise<FormatJudgement> =>
  verifyPdf(readFileSync(path), { context, content: null, password })

/** What tells an attack from an honest file, whatever is thought of its root. */
const betraysAttack = (signature: SignatureReport): boolean =>
  signature.integrity === 'broken' || signature.coverage === 'unclear' || signature.laterChanges === 'forbidden'

const suite = samplesFolder('signatures')

describe.runIf(suite !== null)('sample signatures', () => {
  const expectations = readExpectations(suite)

  test.each(expectations.map((one) => [one.file, one] as const))('%s', async (file, expected) => {
    const judged = await judge(join(suite ?? '', 'pdf', file), expected.password ?? null)
    expect(misses(expected, judged)).toEqual([])
    if (expected.cls === 'attack') expect(judged.signatures.some(betraysAttack)).toBe(true)
  })

  const attacks = expectations.filter(({ cls, attack }) => attack !== null && cls !== 'shadow-prepared')
  test.each(attacks.map((one) => [one.file, one] as const))(
    '%s does not pass though everything in it is trusted',
    async (file, { password = null }) => {
      const bytes = readFileSync(join(suite ?? '', 'pdf', file))
      const judged = await verifyPdf(bytes, { context: gullibleContext(bytes, null), content: null, password })
      expect(judged.verdict).not.toBe('passed')
    },
  )

  test('the integrity code of encrypted files (ISO/TS 32004) is checked', async () => {
    const coded = expectations.filter(({ file, password }) => /Mac/.test(file) && password !== undefined)
    for (const { file, attack, password = null } of coded) {
      const { signatures } = await judge(join(suite ?? '', 'pdf', file), password)
      const told = signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code))
      expect(told.includes('MAC_INVALID')).toBe(attack !== null)
      expect(told).not.toContain('MAC_UNCHECKED')
    }
    expect(coded.length).toBeGreaterThan(0)
  })

  test('a document prepared for a shadow attack is warned about in most of its known shapes', async () => {
    const prepared = expectations.filter(({ cls }) => cls === 'shadow-prepared')
    const reports = await Promise.all(prepared.map(({ file }) => judge(join(suite ?? '', 'pdf', file))))
    const warned = reports.filter(({ signatures }) =>
      signatures.some(({ reasons }) => reasons.some(({ code }) => code === 'HIDDEN_CONTENT')),
    )
    expect(warned.length).toBeGreaterThanOrEqual(4)
  })
})

const documents = samplesFolder('documents')

describe.runIf(documents !== null)('real documents', () => {
  const signed = readExpectations(documents).filter(({ pdfsig }) => (pdfsig?.length ?? 0) > 0)

  test.each(signed.map((one) => [one.file, one] as const))('%s agrees with pdfsig', async (file, { pdfsig = [] }) => {
    const { signatures } = await judge(join(documents ?? '', file))
    const wanted = pdfsig.map(({ verdict }) => (verdict === 'Signature is Valid.' ? 'intact' : 'broken'))
    expect(signatures.map(({ integrity }) => integrity)).toEqual(wanted)
  })

  test('further signatures by Vietnamese signing software are permitted', async () => {
    const several = signed.filter(
      ({ pdfsig = [] }) => pdfsig.length > 1 && pdfsig.every(({ verdict }) => verdict === 'Signature is Valid.'),
    )
    expect(several.length).toBeGreaterThan(0)
    for (const { file } of several) {
      const { signatures } = await judge(join(documents ?? '', file))
      const verdicts = signatures.map(({ laterChanges }) => laterChanges)
      expect(verdicts.slice(0, -1).every((verdict) => verdict === 'permitted')).toBe(true)
      expect(verdicts.at(-1)).toBe('none')
    }
  })
})
