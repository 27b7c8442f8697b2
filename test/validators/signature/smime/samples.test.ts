/** The mails of other validators' suites and of "Johnny, you are fired!", read in place. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Expectation, misses, readExpectations, readSample } from '../../../../bench/conformance/expectations.ts'
import { type Certificate, parseCertificate } from '../../../../validators/signature/certificate/certificate.ts'
import { freshMemory, type ValidationContext } from '../../../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import { verifyMail } from '../../../../validators/signature/smime/verify-mail.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'
import { samplesFolder } from '../../../samples.ts'

const folder = samplesFolder('signatures/smime')

function readCertificate(path: string): Certificate | null {
  const bytes = readFileSync(path)
  const pem = /-----BEGIN CERTIFICATE-----([^-]+)/.exec(bytes.toString('latin1'))?.[1]
  return parseCertificate(pem === undefined ? bytes : Buffer.from(pem.replace(/\s/g, ''), 'base64'))
}

/** Trusts every authority of the set, so that what refuses an attack is the attack, not an unknown root. */
function contextAt(at: string): ValidationContext {
  const names = folder === null ? [] : readdirSync(join(folder, 'trust')).filter((name) => /\.(crt|pem)$/.test(name))
  const read = names.map((name) => readCertificate(join(folder ?? '', 'trust', name)))
  const certificates = read.filter((certificate) => certificate !== null)
  const authorities = certificates.filter(({ extensions }) => extensions.basicConstraints?.ca === true)
  return {
    trust: trustStoreOf(
      [...authorities, ...certificates.filter(({ selfIssued }) => selfIssued)].map((certificate) => ({
        certificate,
        purposes: ['mail'] as const,
        from: null,
        until: null,
        source: 'test',
      })),
    ),
    at: Temporal.Instant.from(at),
    fetcher: null,
    policy: { ...DEFAULT_POLICY, missingRevocation: 'remark' },
    cache: null,
    memory: freshMemory(),
  }
}

describe.runIf(folder !== null)('sample mails', () => {
  const set = folder ?? ''
  const expectations = readExpectations(folder)
  const now = contextAt('2026-11-24T00:00:00Z')
  const verify = (expected: Expectation, context: ValidationContext): ReturnType<typeof verifyMail> =>
    verifyMail(readSample(set, expected), { context, content: null, password: null })

  test.each(expectations.map((one) => [one.file, one] as const))('%s', async (_, expected) => {
    const judged = await verify(expected, now)
    const missed = misses(expected, judged)
    expect(missed).toEqual([])
    if (expected.cls.startsWith('encrypted')) expect(judged.error?.code).toBe('SMIME_ENCRYPTED')
  })

  describe('of the "Johnny" study, judged while its certificates lived and trusting them', () => {
    const then = contextAt('2019-06-01T00:00:00Z')
    const johnny = expectations.filter(({ file }) => file.startsWith('johnny-'))
    const valid = johnny.filter(({ cls }) => cls === 'valid')
    const attacks = johnny.filter(({ attack, cls }) => attack !== null && cls === 'attack')

    test.each(valid.map((one) => [one.file, one] as const))('the honest mail %s passes', async (_, expected) => {
      expect((await verify(expected, then)).verdict).toBe('passed')
    })

    test.each(attacks.map((one) => [one.file, one] as const))('the attack %s is named', async (_, expected) => {
      const judged = await verify(expected, then)
      expect(judged.verdict).not.toBe('passed')
      const named =
        /^(SMIME_(FROM|SENDER|DISPLAY_NAME|SIGNED_PART|PARTLY)|CONTENT_(DIFFERS|CHANGED|MUST)|NO_SIGNER|SIGNATURE_VALUE)/
      expect(judged.signatures.some(({ reasons }) => named.test(reasons[0]?.code ?? ''))).toBe(true)
    })
  })
})
