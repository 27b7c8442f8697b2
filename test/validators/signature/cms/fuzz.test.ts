/** Mutated CMS files: no crash, no hang, and no change inside what was signed ever stays intact. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verifyCms } from '../../../../validators/signature/cms/verify-cms.ts'
import { FUZZ_RUNS } from '../fuzz-run.ts'
import { contextOf, issue, issueTsa, makeCms, makeCrl, materialOf, stampedBy } from '../pki.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const clerk = issue({ commonName: 'Văn thư', issuer: root })
const tsa = issueTsa(root)
const content = Buffer.from('Nghị quyết của Hội đồng nhân dân tỉnh')
const cms = Buffer.from(
  makeCms({
    content,
    signers: [{ party: clerk, unsigned: stampedBy(tsa, '2026-06-01T00:00:00Z') }],
    crls: [makeCrl({ issuer: root })],
  }),
)
const contentStart = cms.indexOf(content)

const judge = (bytes: Uint8Array) =>
  verifyCms({ cms: bytes, content: null, material: materialOf(), purpose: 'document-signing' }, contextOf([root]))

type Mutation =
  | { kind: 'flip'; at: number; to: number }
  | { kind: 'cut'; at: number }
  | { kind: 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'copy'; from: number; to: number; length: number }

const position = fc.nat({ max: cms.length - 1 })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: position, to: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: position }),
  fc.record({ kind: fc.constant('insert' as const), at: position, bytes: fc.uint8Array({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant('copy' as const), from: position, to: position, length: fc.nat({ max: 400 }) }),
)

function mutate(source: Buffer, change: Mutation): Buffer {
  const result = Buffer.from(source)
  if (change.kind === 'cut') return result.subarray(0, change.at)
  if (change.kind === 'insert')
    return Buffer.concat([result.subarray(0, change.at), change.bytes, result.subarray(change.at)])
  if (change.kind === 'copy')
    result.set(
      source.subarray(change.from, change.from + change.length).subarray(0, Math.max(0, result.length - change.to)),
      Math.min(change.to, result.length),
    )
  else if (change.at < result.length) result[change.at] = change.to
  return result
}

describe('mutated CMS', () => {
  it('always gets a judgement', { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (changes) => {
        const judged = await judge(changes.reduce(mutate, cms))
        expect(['judged', 'unreadable']).toContain(judged.kind)
      }),
      { numRuns: FUZZ_RUNS },
    )
  })

  it('with a changed signed byte is never intact', { timeout: 0 }, async () => {
    const inside = fc.integer({ min: contentStart, max: contentStart + content.length - 1 })
    await fc.assert(
      fc.asyncProperty(inside, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const changed = Buffer.from(cms)
        changed[at] = (changed[at] ?? 0) ^ mask
        const judged = await judge(changed)
        if (judged.kind === 'judged') for (const signer of judged.signers) expect(signer.integrity).toBe('broken')
      }),
      { numRuns: FUZZ_RUNS },
    )
  })
})
