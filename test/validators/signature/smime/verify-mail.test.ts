import { describe, expect, test } from 'vitest'
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'
import { verifyMail } from '../../../../validators/signature/smime/verify-mail.ts'
import { contextOf, issue, type KeyKind, makeKeys, type Party } from '../pki.ts'
import { envelopedCms, mail, multipartSigned, opaque, signedCms, TEXT_PART } from './sign-mail.ts'

const authority = issue({ commonName: 'Test Root CA', ca: true })
const context = contextOf([authority])
const EMAIL = 'syt@langson.gov.vn'
const makeSigner = (commonName: string, emails: readonly string[], kind: KeyKind = 'rsa'): Party =>
  issue({ commonName, issuer: authority, keys: makeKeys(kind), emails })
const signer = makeSigner('Sở Y tế', [EMAIL])
const eve = makeSigner('Eve', ['eve@example.org'])

function verify(text: string): Promise<FormatJudgement> {
  return verifyMail(Buffer.from(text), { context, content: null, password: null })
}

function codes({ signatures }: FormatJudgement): string[] {
  return signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code))
}

const cmsOver = (part: string, who = signer): Buffer => signedCms({ signers: [who], content: Buffer.from(part) })
const signedBy = (who = signer, part = TEXT_PART): string => multipartSigned(part, cmsOver(part, who))

describe('a sound mail', () => {
  test.each<[KeyKind, 'sha256' | 'sha512']>([
    ['rsa', 'sha256'],
    ['p256', 'sha256'],
    ['ed25519', 'sha512'],
  ])('signed with a key of kind %s over %s passes', async (kind, digest) => {
    const one = makeSigner('Sở Y tế', [EMAIL], kind)
    const cms = signedCms({ signers: [one], content: Buffer.from(TEXT_PART), digest })
    const judged = await verify(mail(`Sở Y tế <${EMAIL}>`, multipartSigned(TEXT_PART, cms)))
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'whole', format: 'SMIME' })
    expect(judged.verdict).toBe('passed')
  })

  test('passes too when opaque', async () => {
    const cms = signedCms({ signers: [signer], content: Buffer.from(TEXT_PART), embed: true })
    expect((await verify(mail(EMAIL, opaque(cms, 'signed-data')))).verdict).toBe('passed')
  })

  test('passes when the mail store kept it with bare line feeds', async () => {
    const judged = await verify(mail(EMAIL, signedBy()).replaceAll('\r\n', '\n'))
    expect(judged.verdict).toBe('passed')
  })

  test('passes when address and domain differ in case only, or the name stands encoded or in a comment', async () => {
    for (const from of [
      'SYT@LangSon.gov.vn',
      `=?utf-8?B?${Buffer.from('Sở Y tế').toString('base64')}?= <${EMAIL}>`,
      `"Sở Y tế" <${EMAIL}>`,
      `${EMAIL} (Sở Y tế)`,
    ]) {
      expect((await verify(mail(from, signedBy()))).verdict).toBe('passed')
    }
  })

  test('with attachments inside the signed part is covered whole', async () => {
    const part = `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n${TEXT_PART}\r\n--m\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--m--\r\n`
    expect((await verify(mail(EMAIL, signedBy(signer, part)))).verdict).toBe('passed')
  })
})

describe('a changed mail', () => {
  test('is broken by one letter of its body, and only its end-of-line style may differ', async () => {
    const sound = mail(EMAIL, signedBy())
    const judged = await verify(sound.replace('đề nghị', 'đề nghi'))
    expect(judged).toMatchObject({ verdict: 'failed', signatures: [{ integrity: 'broken' }] })
    expect(codes(judged)).toContain('CONTENT_CHANGED')
    expect((await verify(sound.replace('họp.', 'họp. '))).verdict).toBe('failed')
  })

  test('with a footer a mailing list put beside the signed part is in doubt', async () => {
    const entity = `Content-Type: multipart/mixed; boundary=list\r\n\r\n--list\r\n${signedBy()}\r\n--list\r\nContent-Type: text/plain\r\n\r\nHủy nhận thư\r\n--list--\r\n`
    const judged = await verify(mail(EMAIL, entity))
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'unclear' })
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('SMIME_PARTLY_COVERED')
  })

  test('whose signed part was made an attachment of another text is refused', async () => {
    const hidden = signedBy().replace('\r\n\r\n', '\r\nContent-Disposition: attachment\r\n\r\n')
    const entity = `Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nChuyển tiền ngay.\r\n--x\r\n${hidden}\r\n--x--\r\n`
    const judged = await verify(mail(EMAIL, entity))
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('SMIME_SIGNED_PART_ATTACHED')
  })

  test('whose CMS carries other content than the part is refused', async () => {
    const cms = signedCms({ signers: [signer], content: Buffer.from(TEXT_PART), embed: true })
    const judged = await verify(mail(EMAIL, multipartSigned(TEXT_PART.replace('họp', 'nghỉ'), cms)))
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('CONTENT_DIFFERS_FROM_EMBEDDED')
  })

  test('with a third part in multipart/signed is refused', async () => {
    const entity = signedBy().replace('--b1--', '--b1\r\nContent-Type: text/plain\r\n\r\nthêm\r\n--b1--')
    expect(codes(await verify(mail(EMAIL, entity)))).toContain('SMIME_STRUCTURE_WRONG')
  })
})

describe('whose mail it is', () => {
  test('is proven with the certificate’s name without its accents', async () => {
    expect((await verify(mail(`So Y te <${EMAIL}>`, signedBy()))).verdict).toBe('passed')
  })

  test.each([
    ['another From', 'manager@langson.gov.vn', 'SMIME_FROM_DIFFERS', 'failed'],
    ['no From at all', '', 'SMIME_FROM_MISSING', 'failed'],
    ['a From without an address', 'Chủ tịch tỉnh', 'SMIME_FROM_MISSING', 'failed'],
    ['two authors', `${EMAIL}, chutich@langson.gov.vn`, 'SMIME_FROM_SEVERAL', 'failed'],
    [
      'a display name that is another address',
      `chutich@langson.gov.vn <${EMAIL}>`,
      'SMIME_DISPLAY_NAME_ADDRESS',
      'failed',
    ],
    [
      'a display name the certificate does not know',
      `Chủ tịch <${EMAIL}>`,
      'SMIME_DISPLAY_NAME_UNPROVEN',
      'indeterminate',
    ],
    ['a name turned around by control characters', `\u202eSở Y tế <${EMAIL}>`, 'SMIME_FROM_DECEPTIVE', 'failed'],
    [
      'an encoded name with an invisible character',
      `=?utf-8?B?${Buffer.from('Sở\u200b Y tế').toString('base64')}?= <${EMAIL}>`,
      'SMIME_FROM_DECEPTIVE',
      'failed',
    ],
    ['a Cyrillic letter in the address', 'sуt@langson.gov.vn', 'SMIME_FROM_DIFFERS', 'failed'],
    ['an angle bracket in the name', `Sở Y tế <chutich@langson.gov.vn> <${EMAIL}>`, 'SMIME_FROM_MISSING', 'failed'],
  ])('is not proven with %s', async (_, from, code, verdict) => {
    const judged = await verify(mail(from, signedBy()))
    expect(judged.signatures[0]?.integrity).toBe('intact')
    expect(codes(judged)).toContain(code)
    expect(judged.verdict).toBe(verdict)
  })

  test('is refused with a second From field, whichever comes first', async () => {
    for (const from of [`${EMAIL}\r\nFrom: x@y.vn`, `x@y.vn\r\nFrom : ${EMAIL}`]) {
      const judged = await verify(mail(from, signedBy()))
      expect(judged.verdict).toBe('failed')
      expect(codes(judged)).toContain('SMIME_FROM_SEVERAL')
    }
  })

  test('is in doubt when a Sender stands beside From, or a header is repeated or garbled', async () => {
    const cases = [
      ['Sender: chutich@langson.gov.vn\r\n', 'SMIME_SENDER_DIFFERS'],
      ['Subject: Khác\r\n', 'SMIME_HEADER_REPEATED'],
      ['no colon in this line\r\n', 'SMIME_HEADER_STRAY'],
    ] as const
    for (const [more, code] of cases) {
      const judged = await verify(mail(EMAIL, signedBy(), more))
      expect(judged.verdict).toBe('indeterminate')
      expect(codes(judged)).toContain(code)
    }
  })

  test('is in doubt when the outer Content-Type says two things at once', async () => {
    const cases = [
      ['boundary="b1"', 'boundary="b1"; boundary="b2"', 'SMIME_HEADER_REPEATED'],
      ['boundary="b1"', `boundary="b1"; boundary*=utf-8''b2`, 'SMIME_HEADER_REPEATED'],
      ['MIME-Version: 1.0', 'MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64', 'SMIME_HEADER_STRAY'],
    ] as const
    for (const [from, to, code] of cases) {
      const judged = await verify(mail(EMAIL, signedBy()).replace(from, to))
      expect(judged.verdict).toBe('indeterminate')
      expect(codes(judged)).toContain(code)
    }
  })

  test('is in doubt when the certificate names no address', async () => {
    const nameless = makeSigner('Sở Y tế', [])
    const judged = await verify(mail(EMAIL, signedBy(nameless)))
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('SMIME_CERTIFICATE_WITHOUT_EMAIL')
  })

  test('is refused when somebody else signed beside the sender', async () => {
    const cms = signedCms({ signers: [signer, eve], content: Buffer.from(TEXT_PART) })
    const judged = await verify(mail(EMAIL, multipartSigned(TEXT_PART, cms)))
    expect(judged.signatures).toHaveLength(2)
    expect(judged.verdict).toBe('failed')
  })

  test('shows a signed copy of the subject that differs from the one outside', async () => {
    const part = TEXT_PART.replace('\r\n\r\n', '; hp=clear\r\nSubject: Khen thuong\r\n\r\n')
    expect(codes(await verify(mail(EMAIL, signedBy(signer, part))))).toContain('SMIME_PROTECTED_HEADER_DIFFERS')
  })
})

describe('what is no signature of this mail', () => {
  test('the signature inside a forwarded message', async () => {
    const forwarded = `Content-Type: multipart/mixed; boundary=f\r\n\r\n--f\r\n${TEXT_PART}\r\n--f\r\nContent-Type: message/rfc822\r\n\r\n${mail(EMAIL, signedBy())}\r\n--f--\r\n`
    expect(await verify(mail(EMAIL, forwarded))).toEqual({ verdict: 'unsigned', signatures: [], error: null })
  })

  test('an encrypted mail, which is said to be encrypted', async () => {
    const judged = await verify(mail(EMAIL, opaque(envelopedCms(), 'enveloped-data')))
    expect(judged).toMatchObject({ verdict: 'unsigned', signatures: [], error: { code: 'SMIME_ENCRYPTED' } })
  })

  test('a signature over something encrypted does not pass', async () => {
    const part = opaque(envelopedCms(), 'enveloped-data')
    const judged = await verify(mail(EMAIL, signedBy(signer, part)))
    expect(judged.signatures[0]?.integrity).toBe('intact')
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('SMIME_ENCRYPTED_INSIDE')
  })

  test('an inner signature is mentioned, the outer one counts', async () => {
    const inner = signedBy(eve)
    const judged = await verify(mail(EMAIL, multipartSigned(inner, cmsOver(inner), 'outer')))
    expect(judged.signatures).toHaveLength(1)
    expect(judged.verdict).toBe('passed')
    expect(codes(judged)).toContain('SMIME_INNER_SIGNATURE')
  })

  test('a mail signed with OpenPGP is told from an unsigned one', async () => {
    const pgp = signedBy().replaceAll('pkcs7-signature', 'pgp-signature')
    expect((await verify(mail(EMAIL, pgp))).error?.code).toBe('SMIME_OTHER_PROTOCOL')
  })
})

describe('hostile and damaged mails are outcomes', () => {
  test('Ed25519 over SHA-1 is refused', async () => {
    const one = makeSigner('Sở Y tế', [EMAIL], 'ed25519')
    const cms = signedCms({ signers: [one], content: Buffer.from(TEXT_PART), digest: 'sha1' })
    const judged = await verify(mail(EMAIL, multipartSigned(TEXT_PART, cms)))
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('EDDSA_DIGEST_FORBIDDEN')
  })

  test('no signer, no CMS, no headers', async () => {
    const none = signedCms({ signers: [], content: Buffer.from(TEXT_PART) })
    expect(codes(await verify(mail(EMAIL, multipartSigned(TEXT_PART, none))))).toContain('NO_SIGNER')
    const garbage = await verify(mail(EMAIL, multipartSigned(TEXT_PART, Buffer.from('garbage'))))
    expect(garbage.verdict).toBe('failed')
    expect((await verify('\r\njust text')).error?.code).toBe('SMIME_NOT_A_MAIL')
    expect((await verify('')).error?.code).toBe('SMIME_NOT_A_MAIL')
  })

  test('multiparts nested or multiplied without end', async () => {
    const nested = Array.from(
      { length: 200 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    )
    expect((await verify(mail(EMAIL, nested.join('')))).error?.code).toBe('SMIME_TOO_MANY_PARTS')
    const many = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(50_000)}--b--\r\n`
    expect((await verify(mail(EMAIL, many))).error?.code).toBe('SMIME_TOO_MANY_PARTS')
  })
})
