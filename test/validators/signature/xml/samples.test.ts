/** The XML files of other validators' suites, read in place; none is part of the project. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gullibleContext } from '../../../../bench/conformance/contexts.ts'
import { misses, readExpectations, readSample } from '../../../../bench/conformance/expectations.ts'
import { parseCertificate } from '../../../../validators/signature/certificate/certificate.ts'
import { freshMemory, type ValidationContext } from '../../../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'
import { verifyXml } from '../../../../validators/signature/xml/verify-xml.ts'
import { samplesFolder } from '../../../samples.ts'

/** Expectations that rest on a file name and that upstream's own tests contradict. */
const CONTRADICTED: Readonly<Record<string, string>> = {
  'xmlcrypto-633069-valid_saml_with_digest_comment.xml':
    'CVE-2025-29775: the comment holds the digest of forged content; upstream asserts checkSignature(xml) is false',
  'xmlcrypto-a6f6d1-valid_saml_withcomments.xml':
    'CanonicalizationMethod was edited after signing; upstream asserts that checkSignature(xml) throws "invalid signature"',
}

const folder = samplesFolder('signatures/xml')

function contextOf(set: string): ValidationContext {
  const pem = readFileSync(join(set, 'xmlcrypto-client_public.pem'), 'latin1').replace(/-----[A-Z ]+-----|\s/g, '')
  const key = parseCertificate(Buffer.from(pem, 'base64'))
  return {
    trust: trustStoreOf([], [], key === null ? [] : [key]),
    at: Temporal.Instant.from('2026-11-24T00:00:00Z'),
    fetcher: null,
    policy: DEFAULT_POLICY,
    cache: null,
    memory: freshMemory(),
  }
}

describe.runIf(folder !== null)('sample XML signatures', () => {
  const set = folder ?? ''
  const context = folder === null ? null : contextOf(set)

  test.each(readExpectations(folder).map((one) => [one.file, one] as const))('%s', async (file, expected) => {
    if (context === null) throw new Error('no samples')
    const judged = await verifyXml(readSample(set, expected), { context, content: null, password: null })
    const missed = misses(expected, judged)
    if (file in CONTRADICTED) expect(judged.verdict).toBe('failed')
    else expect(missed).toEqual([])
    if (expected.attack !== null) {
      expect(judged.verdict).not.toBe('passed')
      expect(judged.signatures.flatMap(({ reasons }) => reasons)).not.toEqual([])
    }
  })

  describe('trusting every certificate in the file and every algorithm', () => {
    const refused = readExpectations(folder).filter(({ expect: wanted }) => wanted.overall !== null)
    const sound = readExpectations(folder).filter(({ cls }) => cls === 'valid' || cls === 'valid-or-other')

    test.each(refused.map((one) => [one.file, one] as const))('%s still does not pass', async (_, expected) => {
      const bytes = readSample(set, expected)
      const judged = await verifyXml(bytes, { context: gullibleContext(bytes, null), content: null, password: null })
      expect(judged.verdict).not.toBe('passed')
    })

    test('at least half of the sound files pass', async () => {
      let passed = 0
      for (const expected of sound) {
        const bytes = readSample(set, expected)
        const judged = await verifyXml(bytes, { context: gullibleContext(bytes, null), content: null, password: null })
        if (judged.verdict === 'passed') passed += 1
      }
      expect(passed).toBeGreaterThan(sound.length / 2)
    })
  })
})
