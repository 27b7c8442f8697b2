/** Damage of every kind to signed XML: never a crash, never a pass for anything but the same document. */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { canonicalize } from '../../../../validators/signature/xml/canonicalize.ts'
import { NS } from '../../../../validators/signature/xml/names.ts'
import { subtree } from '../../../../validators/signature/xml/node-set.ts'
import { parseXml } from '../../../../validators/signature/xml/parse-xml.ts'
import { plainCanonical } from '../../../../validators/signature/xml/transforms.ts'
import { descendants } from '../../../../validators/signature/xml/tree.ts'
import { verifyXml } from '../../../../validators/signature/xml/verify-xml.ts'
import { Work } from '../../../../validators/signature/xml/work.ts'
import { damage } from '../damage.ts'
import { FUZZ_RUNS, FuzzRecord } from '../fuzz-run.ts'
import { contextOf, issue, makeKeys } from '../pki.ts'
import { xadesSigned } from './sign-xml.ts'

const numRuns = FUZZ_RUNS
const record = new FuzzRecord()
afterAll(() => record.print('damaged XML'))
const authority = issue({ commonName: 'Test Root CA', ca: true })
const signer = issue({ commonName: 'Văn phòng', issuer: authority, keys: makeKeys('rsa') })
const context = contextOf([authority])
const BODY = 'Số: 15/QĐ-BNV, ngày 05 tháng 01 năm 2026'
const signed = Buffer.from(xadesSigned(signer, `<doc a="1" b="hai"><p>${BODY}</p>`, '<q xml:lang="vi">hết</q></doc>'))

const verify = (bytes: Uint8Array): ReturnType<typeof verifyXml> =>
  record.judge(() => verifyXml(bytes, { context, content: null, password: null }))

/** The document without its signatures, in canonical form. */
function contentOf(bytes: Uint8Array): string | null {
  const parsed = parseXml(bytes)
  if (parsed.kind === 'refused') return null
  const { document } = parsed
  const removed = new Set(
    [...descendants(document)].filter((node) => node.kind === 'element').filter(({ uri }) => uri === NS.dsig),
  )
  const set = { ...subtree(document, false), removed }
  return Buffer.from(canonicalize(set, plainCanonical(), new Work(bytes.length))).toString()
}

test('a changed byte inside a signed text or attribute is never intact', { timeout: 0 }, async () => {
  const ranges = [signed.indexOf(BODY), signed.indexOf('hai')]
  const lengths = [Buffer.byteLength(BODY), 3]
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (which, offset, change) => {
        const bytes = Buffer.from(signed)
        const at = (ranges[which] ?? 0) + (offset % (lengths[which] ?? 1))
        bytes[at] = (bytes[at] ?? 0) ^ change
        const { verdict, signatures } = await verify(bytes)
        expect(verdict).not.toBe('passed')
        for (const { integrity } of signatures) expect(integrity).toBe('broken')
      },
    ),
    { numRuns },
  )
})

test('whatever is done to the file, only the same document passes', { timeout: 0 }, async () => {
  const original = contentOf(signed)
  await fc.assert(
    fc.asyncProperty(damage(signed), async (bytes) => {
      const { verdict } = await verify(bytes)
      if (verdict === 'passed') expect(contentOf(bytes)).toBe(original)
      else expect(['failed', 'indeterminate', 'unsigned']).toContain(verdict)
    }),
    { numRuns },
  )
})

test('any bytes at all give an outcome', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.string().map((text) => Buffer.from(text)),
      ),
      async (bytes) => {
        expect((await verify(bytes)).verdict).not.toBe('passed')
      },
    ),
    { numRuns },
  )
})
