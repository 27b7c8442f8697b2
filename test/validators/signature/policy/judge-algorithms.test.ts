import { describe, expect, it } from 'vitest'
import type { DigestName } from '../../../../validators/signature/crypto/digest.ts'
import { readPublicKey } from '../../../../validators/signature/crypto/public-key.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import { judgeChainDigest, judgeDigest, judgeKey } from '../../../../validators/signature/policy/judge-algorithms.ts'
import { type KeyKind, makeKeys } from '../pki.ts'

const on = (day: string, proven = true) => ({ time: Temporal.Instant.from(`${day}T12:00:00Z`), proven })
const codesOf = (findings: readonly { code: string; weight: string }[]) =>
  findings.map(({ code, weight }) => `${code} ${weight}`)

describe('the default policy', () => {
  it.each<[DigestName, string, boolean, string[]]>([
    ['SHA-256', '2026-07-01', false, []],
    ['SHA-1', '2016-12-31', true, []],
    ['SHA-1', '2017-01-01', true, ['DIGEST_WEAK doubt']],
    ['SHA-1', '2026-07-01', false, ['DIGEST_WEAK_NO_POE doubt']],
    ['MD5', '2008-12-31', true, []],
    ['MD5', '2020-01-01', true, ['DIGEST_BROKEN failure']],
  ])('%s on %s (proven: %s)', (digest, day, proven, expected) => {
    expect(codesOf(judgeDigest(digest, DEFAULT_POLICY, on(day, proven)))).toEqual(expected)
  })

  it.each<[KeyKind, string, string[]]>([
    ['rsa', '2026-07-01', []],
    ['rsa1024', '2013-12-31', []],
    ['rsa1024', '2014-01-01', ['KEY_WEAK doubt']],
    ['p256', '2026-07-01', []],
    ['p224', '2026-07-01', ['KEY_WEAK doubt']],
    ['ed25519', '2026-07-01', []],
  ])('a key %s on %s', (kind, day, expected) => {
    const outcome = readPublicKey(makeKeys(kind).publicKey.export({ format: 'der', type: 'spki' }))
    if (outcome.kind !== 'key') throw new Error(outcome.detail)
    expect(codesOf(judgeKey(outcome.key, DEFAULT_POLICY, on(day)))).toEqual(expected)
  })

  it('tells of a CA certificate signed with SHA-1, and doubts one signed with MD5', () => {
    const issued = Temporal.Instant.from('2018-01-01T00:00:00Z')
    expect(codesOf(judgeChainDigest('SHA-1', DEFAULT_POLICY, issued))).toEqual(['CHAIN_DIGEST_WEAK remark'])
    expect(codesOf(judgeChainDigest('MD5', DEFAULT_POLICY, issued))).toEqual(['CHAIN_DIGEST_BROKEN doubt'])
  })

  it('cites a source beside every date', () => {
    const { digests, rsa, dsa, ec } = DEFAULT_POLICY
    const rules = [...Object.values(digests), ...[...rsa, ...dsa, ...ec].map(({ rule }) => rule)]
    for (const { until, source } of rules) {
      expect(source.length).toBeGreaterThan(5)
      if (until !== null) expect(until).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })
})
