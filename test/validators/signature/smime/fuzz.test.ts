/** Damage of every kind to signed mails: never a crash, never a pass for anything but the same signed part. */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { verifyMail } from '../../../../validators/signature/smime/verify-mail.ts'
import { damage } from '../damage.ts'
import { FUZZ_RUNS, FuzzRecord } from '../fuzz-run.ts'
import { contextOf, issue, makeKeys } from '../pki.ts'
import { mail, multipartSigned, opaque, signedCms, TEXT_PART } from './sign-mail.ts'

const numRuns = FUZZ_RUNS
const record = new FuzzRecord()
afterAll(() => record.print('damaged mail'))
const authority = issue({ commonName: 'Test Root CA', ca: true })
const EMAIL = 'syt@langson.gov.vn'
const signer = issue({ commonName: 'Sở Y tế', issuer: authority, keys: makeKeys('rsa'), emails: [EMAIL] })
const context = contextOf([authority])
const content = Buffer.from(TEXT_PART)
const detached = Buffer.from(mail(EMAIL, multipartSigned(TEXT_PART, signedCms({ signers: [signer], content }))))
const embedded = Buffer.from(mail(EMAIL, opaque(signedCms({ signers: [signer], content, embed: true }), 'signed-data')))

const verify = (bytes: Uint8Array): ReturnType<typeof verifyMail> =>
  record.judge(() => verifyMail(bytes, { context, content: null, password: null }))

test('a changed byte inside the signed part is never intact', { timeout: 0 }, async () => {
  const start = detached.indexOf(content)
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: content.length - 1 }), fc.integer({ min: 1, max: 255 }), async (offset, change) => {
      const bytes = Buffer.from(detached)
      bytes[start + offset] = (bytes[start + offset] ?? 0) ^ change
      const { verdict, signatures } = await verify(bytes)
      expect(verdict).not.toBe('passed')
      for (const { integrity } of signatures) expect(integrity).toBe('broken')
    }),
    { numRuns },
  )
})

test('whatever is done to a mail, it passes only while it still says the same and comes from the same', {
  timeout: 0,
}, async () => {
  const said = TEXT_PART.replace(/\r\n/g, '\n')
  await fc.assert(
    fc.asyncProperty(damage(detached), async (bytes) => {
      const { verdict } = await verify(bytes)
      if (verdict !== 'passed') return
      const text = Buffer.from(bytes).toString().replace(/\r\n/g, '\n')
      expect(text).toContain(said)
      expect(text.toLowerCase()).toContain(EMAIL)
    }),
    { numRuns },
  )
})

test('an opaque mail passes only with its signer intact', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(damage(embedded), async (bytes) => {
      const { verdict, signatures } = await verify(bytes)
      if (verdict === 'passed') expect(signatures.map(({ signer: who }) => who?.commonName)).toEqual(['Sở Y tế'])
    }),
    { numRuns },
  )
})

test('any bytes at all give an outcome', { timeout: 0 }, async () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 }).map((value) => Buffer.from(value))
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), text), async (bytes) => {
      expect((await verify(bytes)).verdict).not.toBe('passed')
    }),
    { numRuns },
  )
})
