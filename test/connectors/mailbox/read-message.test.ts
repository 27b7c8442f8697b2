/** A mail taken apart: whatever shape a person's file travels in, it comes out as it went in. */
import fc from 'fast-check'
import { encode } from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { mailLimits } from '../../../connectors/mailbox/limits.ts'
import type { DecodeLegacy } from '../../../connectors/mailbox/mime/charset.ts'
import { readMessage } from '../../../connectors/mailbox/mime/read-message.ts'
import { decodeLegacy } from '../../../validators/text/vietnamese/legacy.ts'
import { recogniseEncoding } from '../../../validators/text/vietnamese/recognise.ts'
import { issue } from '../../validators/signature/pki.ts'
import { envelopedCms, inLines, signedCms } from '../../validators/signature/smime/sign-mail.ts'
import { buildMail } from './build-mail.ts'
import { buildWinmail } from './build-winmail.ts'

const legacy: DecodeLegacy = (text, declared) => {
  const encoding = declared ?? recogniseEncoding(text.split(/\s+/))
  return encoding && decodeLegacy(text, encoding)
}
const read = (mail: Uint8Array | string, limits = mailLimits) =>
  readMessage(Buffer.from(mail as Uint8Array), limits, legacy)
const lines = (...all: string[]) => Buffer.from(all.join('\r\n'), 'latin1')
const pdf = Buffer.from('%PDF-1.4 nội dung')
const filesOf = (mail: Uint8Array) => read(mail).files.map(({ name, content }) => [name, content.toString('latin1')])
const asPdf = (name: string | null) => [[name, pdf.toString('latin1')]]

describe('a file comes out as it went in', () => {
  it('attached', () => {
    const mail = buildMail({
      text: 'Kính gửi',
      parts: [{ type: 'application/pdf', name: 'Quyết định.pdf', content: pdf }],
    })
    expect(filesOf(mail)).toEqual(asPdf('Quyết định.pdf'))
    expect(read(mail).text).toBe('Kính gửi')
  })

  it('in a message in a message, whose words and subject are read too', () => {
    const inner = buildMail({
      subject: 'Bản gốc',
      text: 'Thư bên trong',
      parts: [{ type: 'application/pdf', name: 'a.pdf', content: pdf }],
    })
    const middle = buildMail({ parts: [{ type: 'message/rfc822', content: inner.toString('latin1') }] })
    const outer = buildMail({
      text: 'Chuyển tiếp',
      parts: [{ type: 'message/rfc822', content: middle.toString('latin1') }],
    })
    const message = read(outer)
    expect(message.files.map(({ content }) => content)).toEqual([pdf])
    expect(message.kinds).toContain('nested')
    expect(message.text).toContain('Chuyển tiếp')
    expect(message.text).toContain('Bản gốc')
  })

  it('in winmail.dat, with the name Outlook gave it', () => {
    const winmail = buildWinmail({ text: 'Gửi anh', files: [{ name: 'Công văn.pdf', content: pdf }] })
    const mail = buildMail({ parts: [{ type: 'application/ms-tnef', name: 'winmail.dat', content: winmail }] })
    expect(filesOf(mail)).toEqual(asPdf('Công văn.pdf'))
    expect(read(mail).text).toBe('Gửi anh')
  })

  it('in winmail.dat that breaks off, as far as it goes', () => {
    const winmail = buildWinmail({
      text: 'Gửi anh',
      files: [
        { name: 'a.pdf', content: pdf },
        { name: 'b.pdf', content: pdf },
      ],
    })
    const mail = buildMail({
      parts: [{ type: 'application/ms-tnef', name: 'winmail.dat', content: winmail.subarray(0, winmail.length - 20) }],
    })
    expect(filesOf(mail)[0]).toEqual(asPdf('a.pdf')[0])
    expect(read(mail).remarks).toContain('WINMAIL_BROKEN')
  })

  it('in an opaque S/MIME signature', () => {
    const signer = issue({ commonName: 'Sở Y tế' })
    const inner = buildMail({ text: 'Đã ký', parts: [{ type: 'application/pdf', name: 'a.pdf', content: pdf }] })
    const cms = signedCms({ signers: [signer], content: inner, embed: true })
    const mail = lines(
      'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      inLines(cms),
    )
    expect(filesOf(mail)).toEqual(asPdf('a.pdf'))
    expect(read(mail).kinds).toContain('signed')
  })

  it('written into the text by uuencode', () => {
    const mail = lines('Subject: a', '', 'Gui:', 'begin 644 a.txt', '#8V%T', '`', 'end', 'Het')
    expect(filesOf(mail)).toEqual([['a.txt', 'cat']])
    expect(read(mail).text).toBe('Gui:\nHet')
  })
})

it('a mail nobody here can open says so', () => {
  const mail = lines(
    'Content-Type: application/pkcs7-mime; name=smime.p7m',
    'Content-Transfer-Encoding: base64',
    '',
    inLines(envelopedCms()),
  )
  expect(read(mail).kinds).toContain('encrypted')
  expect(read(mail).files.map(({ role }) => role)).toEqual(['encrypted'])
})

describe('names of files', () => {
  it.each([
    ["filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf", 'Quyết định.pdf'],
    ["filename*0*=utf-8''Quy%E1%BA; filename*1*=%BFt.pdf", 'Quyết.pdf'],
    ['filename="=?utf-8?B?UXV54bq/dC5wZGY=?="', 'Quyết.pdf'],
    ['filename="=?utf-8?B?UXV54bo=?= =?utf-8?B?v3QucGRm?="', 'Quyết.pdf'],
    ['filename=a (1).pdf', 'a (1).pdf'],
    ['filename="a;b.pdf"', 'a;b.pdf'],
    ['filename="Quy\xe1\xba\xbft.pdf"', 'Quyết.pdf'],
  ])('%s', (parameter, name) => {
    const mail = lines(
      'Content-Type: application/pdf',
      `Content-Disposition: attachment; ${parameter}`,
      'Content-Transfer-Encoding: base64',
      '',
      pdf.toString('base64'),
    )
    expect(filesOf(mail)).toEqual(asPdf(name))
  })
})

/** As Windows-1258 writes: a letter with its shape, the tone behind it. */
function toneApart(text: string): string {
  return [...text]
    .map((letter) => {
      const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(letter.normalize('NFD'))?.[0] ?? ''
      return letter.normalize('NFD').replace(tone, '').normalize('NFC') + tone
    })
    .join('')
}

describe('text of any age is Unicode in normal form', () => {
  const text = 'Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc'
  const tcvn3 = 'Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc'
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(text.normalize('NFD'))],
    ['windows-1258', encode(toneApart(text), 'windows1258')],
    ['x-viet-tcvn', encode(tcvn3, 'windows1252')],
    ['iso-8859-1', encode(tcvn3, 'windows1252')],
    ['VISCII', encode(text, 'viscii')],
    ['us-ascii', Buffer.from(text)],
    ['x-viet-tcvn', Buffer.from(text)],
    ['không-có-thật', Buffer.from(text)],
  ])('labelled %s (%#)', (label, bytes) => {
    const head = Buffer.from(`Content-Type: text/plain; charset="${label}"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`)
    expect(read(Buffer.concat([head, bytes])).text).toBe(text)
  })
})

describe('broken MIME', () => {
  const part = [
    'Content-Type: application/pdf; name=a.pdf',
    'Content-Transfer-Encoding: base64',
    '',
    pdf.toString('base64'),
  ]
  it('without its last boundary gives its parts', () => {
    const mail = lines('Content-Type: multipart/mixed; boundary=b', '', '--b', ...part)
    expect(filesOf(mail)).toEqual(asPdf('a.pdf'))
    expect(read(mail).remarks).toContain('NO_END_OF_PARTS')
  })
  it('with another boundary than declared gives its parts', () => {
    expect(filesOf(lines('Content-Type: multipart/mixed; boundary=b', '', '--kia', ...part, '--kia--'))).toEqual(
      asPdf('a.pdf'),
    )
  })
  it('without any boundary is text', () => {
    const message = read(lines('Content-Type: multipart/mixed; boundary=b', '', 'Xin hoi'))
    expect(message).toMatchObject({ text: 'Xin hoi', files: [] })
  })
  it('that is deeper or has more parts than a person writes is bounded and said', () => {
    let deep = lines(...part)
    for (let level = 0; level < 60; level++) {
      deep = Buffer.concat([lines(`Content-Type: multipart/mixed; boundary=b${level}`, '', `--b${level}`, ''), deep])
    }
    expect(read(deep).remarks).toContain('TOO_DEEP')
    const many = lines('Content-Type: multipart/mixed; boundary=b', '', ...Array(2000).fill('--b\r\n\r\nx'), '--b--')
    expect(read(many).remarks).toContain('TOO_MANY_PARTS')
  })
  it('never throws, and gives the same twice', () => {
    const seed = buildMail({ text: 'a', parts: [{ type: 'application/pdf', name: 'a.pdf', content: pdf }] })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 30 }), (changes) => {
        const damaged = Buffer.from(seed)
        for (const [at, value] of changes) damaged[at] = value
        expect(read(damaged)).toEqual(read(damaged))
      }),
      { numRuns: 300 },
    )
  })
})
