import { describe, expect, test } from 'vitest'
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'
import { verifyXml, type XmlVerifyOptions } from '../../../../validators/signature/xml/verify-xml.ts'
import { contextOf, issue, type KeyKind, makeKeys, type Party } from '../pki.ts'
import {
  ENVELOPED,
  EXCLUSIVE_ONLY,
  envelopedSigned,
  qualifying,
  signatureOver,
  signedProperties,
  xadesSigned,
} from './sign-xml.ts'

const authority = issue({ commonName: 'Test Root CA', ca: true })
const makeSigner = (commonName: string, kind: KeyKind = 'rsa', issuer = authority): Party =>
  issue({ commonName, issuer, keys: makeKeys(kind) })
const signer = makeSigner('Sở Y tế')
const context = contextOf([authority])

function verify(xml: string | Uint8Array, more: Partial<XmlVerifyOptions> = {}): Promise<FormatJudgement> {
  return verifyXml(typeof xml === 'string' ? Buffer.from(xml) : xml, {
    context,
    content: null,
    password: null,
    ...more,
  })
}

function codes(judgement: FormatJudgement): string[] {
  return judgement.signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code))
}

const BEFORE = '<doc a="1"><p>Số 12/QĐ-UBND</p>'
const AFTER = '<q>hết</q></doc>'

describe('a sound signature', () => {
  test.each(['rsa', 'p256', 'p521', 'ed25519', 'ed448'] as const)(
    'with a key of kind %s passes over the whole document',
    async (kind) => {
      const one = makeSigner('Văn thư', kind)
      const judged = await verify(envelopedSigned(one, BEFORE, AFTER))
      expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'whole', indication: 'TOTAL_PASSED' })
      expect(judged.verdict).toBe('passed')
      expect(judged.signatures[0]?.signer?.commonName).toBe('Văn thư')
    },
  )

  test('of XAdES passes, and tells the time the signer claims', async () => {
    const judged = await verify(xadesSigned(signer, BEFORE, AFTER))
    expect(judged.verdict).toBe('passed')
    expect(judged.signatures[0]).toMatchObject({ format: 'XAdES', claimedTime: '2026-05-01T08:00:00Z' })
  })

  test('tells the time stated in a signed SignatureProperty, and not in an unsigned one', async () => {
    const object =
      '<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="t"><SignatureProperties><SignatureProperty Target="#s"><SigningTime xmlns="http://example.org/#signatureProperties">2026-05-01T08:00:00</SigningTime></SignatureProperty></SignatureProperties></Object>'
    const document = { uri: '', signed: BEFORE + AFTER, transforms: ENVELOPED }
    const time = { uri: '#t', signed: object, transforms: EXCLUSIVE_ONLY }
    const both = signatureOver(signer, { references: [document, time], objects: object })
    const claimed = await verify(BEFORE + both + AFTER)
    expect(claimed.signatures[0]?.claimedTime).toBe('2026-05-01T01:00:00Z')
    const one = signatureOver(signer, { references: [document], objects: object })
    expect((await verify(BEFORE + one + AFTER)).signatures[0]?.claimedTime).toBeNull()
  })

  test('is still sound when the file is saved as UTF-16 or with CRLF between markup characters', async () => {
    const xml = envelopedSigned(signer, BEFORE, AFTER)
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, 'utf16le')])
    expect((await verify(utf16)).verdict).toBe('passed')
    expect((await verify(xml.replace('<SignatureValue>', '<SignatureValue>\r\n'))).verdict).toBe('passed')
  })

  test('over an enveloped object covers the whole file', async () => {
    const object = '<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="o"><t xmlns="">nội dung</t></Object>'
    const signature = signatureOver(signer, {
      references: [{ uri: '#o', signed: object, transforms: EXCLUSIVE_ONLY }],
      objects: object,
    })
    const judged = await verify(signature)
    expect(judged.verdict).toBe('passed')
  })

  test('over content beside the file passes once the content is handed in, and not before', async () => {
    const content = Buffer.from('%PDF-1.7 …')
    const signature = signatureOver(signer, { references: [{ uri: 'quyet-dinh.pdf', signed: content }] })
    expect((await verify(signature, { content })).verdict).toBe('passed')
    expect((await verify(signature, { contents: new Map([['quyet-dinh.pdf', content]]) })).verdict).toBe('passed')
    const alone = await verify(signature)
    expect(alone.verdict).toBe('indeterminate')
    expect(alone.signatures[0]).toMatchObject({ coverage: 'unclear', subIndication: 'SIGNED_DATA_NOT_FOUND' })
    const other = await verify(signature, { content: Buffer.from('%PDF-1.7 other') })
    expect(other.signatures[0]?.integrity).toBe('broken')
    expect(codes(other)).toContain('XML_CONTENT_CHANGED')
  })

  test('over a manifest answers for every file the manifest lists', async () => {
    const files = { 'a.pdf': Buffer.from('first'), 'b.pdf': Buffer.from('second') }
    const listed = Object.entries(files).map(([uri, bytes]) => manifestEntry(uri, bytes))
    const manifest = `<Manifest xmlns="http://www.w3.org/2000/09/xmldsig#" Id="m">${listed.join('')}</Manifest>`
    const type = 'http://www.w3.org/2000/09/xmldsig#Manifest'
    const signature = signatureOver(signer, {
      references: [{ uri: '#m', signed: manifest, transforms: EXCLUSIVE_ONLY, type }],
      objects: `<Object>${manifest}</Object>`,
    })
    expect((await verify(signature, { contents: new Map(Object.entries(files)) })).verdict).toBe('passed')
    const changed = new Map(Object.entries({ ...files, 'b.pdf': Buffer.from('forged') }))
    const judged = await verify(signature, { contents: changed })
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('XML_MANIFEST_CHANGED')
  })

  test('over what an XPointer chooses covers that and no more', async () => {
    const element = '<p authenticate="true">1</p>'
    const reference = { uri: "#xpointer(//*[@authenticate='true'])", signed: element, transforms: EXCLUSIVE_ONLY }
    const signature = signatureOver(signer, { references: [reference] })
    const judged = await verify(`<doc>${element}<q></q>${signature}</doc>`)
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'unclear' })
    const forged = await verify(`<doc>${element}<p authenticate="true">2</p>${signature}</doc>`)
    expect(forged.signatures[0]?.integrity).toBe('broken')
  })

  test('by two officers over the same document passes for both', async () => {
    const filter =
      '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>not(ancestor-or-self::*[local-name() = "Signature"])</XPath></Transform>'
    const reference = { uri: '', signed: BEFORE + AFTER, transforms: filter + EXCLUSIVE_ONLY }
    const second = makeSigner('Chủ tịch', 'p256')
    const both = [signer, second].map((one) => signatureOver(one, { references: [reference] }))
    const judged = await verify(BEFORE + both.join('') + AFTER)
    expect(judged.signatures.map(({ signer: who }) => who?.commonName)).toEqual(['Sở Y tế', 'Chủ tịch'])
    expect(judged.verdict).toBe('passed')
  })
})

function manifestEntry(uri: string, bytes: Uint8Array): string {
  const entry = signatureOver(signer, { references: [{ uri, signed: bytes }] })
  return /<Reference.*<\/Reference>/.exec(entry)?.[0] ?? ''
}

describe('a change after signing', () => {
  test('of text, attribute or structure breaks the signature', async () => {
    const xml = envelopedSigned(signer, BEFORE, AFTER)
    for (const forged of [
      xml.replace('12/QĐ', '13/QĐ'),
      xml.replace('a="1"', 'a="2"'),
      xml.replace('<q>', '<r/><q>'),
    ]) {
      const judged = await verify(forged)
      expect(judged.verdict).toBe('failed')
      expect(judged.signatures[0]?.integrity).toBe('broken')
    }
  })

  test('of SignedInfo is told from a change of the content', async () => {
    const xml = envelopedSigned(signer, BEFORE, AFTER)
    const judged = await verify(xml.replace('<Reference URI="">', '<Reference Id="r" URI="">'))
    expect(codes(judged)).toContain('XML_VALUE_WRONG')
    expect(codes(judged)).not.toContain('XML_CONTENT_CHANGED')
  })
})

describe('signature wrapping', () => {
  const element = '<doc Id="d"><p>1.000.000 đồng</p></doc>'
  const signature = (who: Party): string =>
    signatureOver(who, { references: [{ uri: '#d', signed: element, transforms: EXCLUSIVE_ONLY }] })

  test('by moving the signed part and adding another beside it never passes', async () => {
    const judged = await verify(`<root><doc><p>9 đồng</p></doc><keep>${element}</keep>${signature(signer)}</root>`)
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'unclear' })
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('XML_PARTLY_COVERED')
  })

  test('by two elements of one Id is refused', async () => {
    const judged = await verify(`<root><doc Id="d"><p>9 đồng</p></doc>${element}${signature(signer)}</root>`)
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('XML_ID_AMBIGUOUS')
  })

  test('by a second SignedInfo is refused', async () => {
    const xml = envelopedSigned(signer, BEFORE, AFTER)
    const twice = xml.replace(/(<SignedInfo.*<\/SignedInfo>)/, '<x>$1</x>$1')
    expect(codes(await verify(twice))).toContain('XML_SIGNED_INFO_AMBIGUOUS')
  })

  test('of SignedProperties: those shown must be those signed', async () => {
    const real = signedProperties('props', signer.der)
    const shown = signedProperties('other', signer.der, '2020-01-01T00:00:00Z')
    const wrapped = signatureOver(signer, {
      id: 'sig',
      references: [
        { uri: '', signed: BEFORE + AFTER, transforms: ENVELOPED },
        { uri: '#props', signed: real, transforms: EXCLUSIVE_ONLY, type: 'http://uri.etsi.org/01903#SignedProperties' },
      ],
      objects: `${qualifying('sig', shown)}<Object>${real}</Object>`,
    })
    const judged = await verify(BEFORE + wrapped + AFTER)
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('XML_SIGNED_PROPERTIES_WRAPPED')
  })

  test('by a comment put into a signed value after signing does not pass', async () => {
    const xml = envelopedSigned(signer, '<doc><to>ubnd@langson.gov.vn.example.org</to>', '</doc>')
    const judged = await verify(xml.replace('.example.org', '<!-- -->.example.org'))
    expect(judged.signatures[0]?.integrity).toBe('intact')
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('XML_COMMENT_IN_VALUE')
  })

  test('of markup around base64 text that alone is signed does not pass', async () => {
    const base64 = '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"></Transform>'
    const enveloping = signatureOver(signer, {
      references: [{ uri: '#o', signed: 'ABCDEF', transforms: base64 }],
      objects: '<Object Id="o">QUJDREVG</Object>',
    })
    expect((await verify(enveloping)).verdict).toBe('passed')
    const wrapped = await verify(enveloping.replace('QUJDREVG', 'QUJD<evil order="pay"/>REVG'))
    expect(wrapped.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'unclear' })
    expect(wrapped.verdict).toBe('indeterminate')
  })

  test('through a filter after a first canonicalisation covers nothing for sure', async () => {
    const filter =
      '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>self::text() and 1 = 2</XPath></Transform>'
    const reference = { uri: '', signed: '', transforms: ENVELOPED + filter }
    const judged = await verify(BEFORE + signatureOver(signer, { references: [reference] }) + AFTER)
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', coverage: 'unclear' })
    expect(judged.verdict).not.toBe('passed')
  })

  test('by unsigned data in an enveloping signature does not pass', async () => {
    const object = '<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="o">thật</Object>'
    const enveloping = signatureOver(signer, {
      references: [{ uri: '#o', signed: object, transforms: EXCLUSIVE_ONLY }],
      objects: `<Object Id="extra">giả</Object>${object}`,
    })
    expect(codes(await verify(enveloping))).toContain('XML_PARTLY_COVERED')
  })
})

describe('who signed', () => {
  test('is in doubt when the signed property names another certificate', async () => {
    const other = makeSigner('Người khác')
    const judged = await verify(xadesSigned(signer, BEFORE, AFTER, other.der))
    expect(judged.verdict).toBe('indeterminate')
    expect(codes(judged)).toContain('XML_SIGNING_CERTIFICATE_DIFFERS')
  })

  test('is not known from a bare key or from nothing', async () => {
    const jwk = signer.keys.publicKey.export({ format: 'jwk' })
    const plain = (value?: string): string => Buffer.from(value ?? '', 'base64url').toString('base64')
    const keyValue = `<KeyInfo><KeyValue><RSAKeyValue><Modulus>${plain(jwk.n)}</Modulus><Exponent>${plain(jwk.e)}</Exponent></RSAKeyValue></KeyValue></KeyInfo>`
    const references = [{ uri: '', signed: BEFORE + AFTER, transforms: ENVELOPED }]
    const bare = await verify(BEFORE + signatureOver(signer, { references, keyInfo: keyValue }) + AFTER)
    expect(bare.signatures[0]?.integrity).toBe('intact')
    expect(codes(bare)).toContain('XML_KEY_WITHOUT_CERTIFICATE')
    const none = await verify(BEFORE + signatureOver(signer, { references, keyInfo: '' }) + AFTER)
    expect(none.signatures[0]?.integrity).toBe('broken')
    expect(codes(none)).toContain('XML_NO_KEY')
    expect([bare.verdict, none.verdict]).not.toContain('passed')
  })

  test('is not proven by a shared secret', async () => {
    const method = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'
    const references = [{ uri: '', signed: BEFORE + AFTER, transforms: ENVELOPED }]
    const judged = await verify(BEFORE + signatureOver(signer, { references, method }) + AFTER)
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toEqual(['XML_HMAC_REFUSED'])
  })

  test('is not trusted under an authority the office does not know', async () => {
    const stranger = makeSigner('Sở Y tế', 'rsa', issue({ commonName: 'Stranger CA', ca: true }))
    const judged = await verify(envelopedSigned(stranger, BEFORE, AFTER))
    expect(judged.signatures[0]?.integrity).toBe('intact')
    expect(judged.verdict).toBe('indeterminate')
  })

  test('signs something: a signature over its own key alone is refused', async () => {
    const info = '<KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#" Id="k"></KeyInfo>'
    const judged = await verify(
      BEFORE +
        signatureOver(signer, {
          references: [{ uri: '#k', signed: info, transforms: EXCLUSIVE_ONLY }],
          keyInfo: info,
        }) +
        AFTER,
      { context: { ...context, trust: { ...context.trust, leaves: [signer.certificate] } } },
    )
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain('XML_NOTHING_SIGNED')
  })
})

describe('refused outright', () => {
  test.each([
    [
      'XSLT',
      '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"></Transform>',
      'XML_TRANSFORM_REFUSED',
    ],
    [
      'an XPath function of unknown effect',
      '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>document("http://example.org")</XPath></Transform>',
      'XML_XPATH_REFUSED',
    ],
  ])('%s in a transform', async (_, transforms, code) => {
    const references = [{ uri: '', signed: BEFORE + AFTER, transforms }]
    const judged = await verify(BEFORE + signatureOver(signer, { references }) + AFTER)
    expect(judged.verdict).toBe('failed')
    expect(codes(judged)).toContain(code)
  })

  test('a document type, before any entity of it is looked at', async () => {
    const xml = `<!DOCTYPE doc [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>${envelopedSigned(signer, BEFORE, AFTER)}`
    const judged = await verify(xml)
    expect(judged).toMatchObject({ verdict: 'failed', signatures: [], error: { code: 'XML_DOCUMENT_TYPE' } })
  })

  test.each([
    ['not well-formed', '<a><b></a>', 'XML_NOT_WELL_FORMED'],
    ['of an undeclared prefix', '<a><x:b xlink:href="z"/></a>', 'XML_NOT_WELL_FORMED'],
    ['empty', '', 'XML_NOT_WELL_FORMED'],
    ['too deep', '<a>'.repeat(1000) + '</a>'.repeat(1000), 'XML_TOO_DEEP'],
    [
      'of more signatures than are judged',
      `<a>${'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(10_000)}</a>`,
      'XML_TOO_MANY_SIGNATURES',
    ],
  ])('a file that is %s', async (_, xml, code) => {
    expect((await verify(xml)).error?.code).toBe(code)
  })

  test('bytes that are not of the encoding they claim', async () => {
    expect((await verify(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).error?.code).toBe(
      'XML_ENCODING',
    )
  })

  test('work without end: an XPath that looks at everything for every node of a large document', async () => {
    const filter =
      '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>count(//node()[count(//node()) &gt; 1]) = 1</XPath></Transform>'
    const references = [{ uri: '', signed: BEFORE, transforms: filter }]
    const judged = await verify(`<doc>${'<n/>'.repeat(20_000)}${signatureOver(signer, { references })}</doc>`)
    expect(judged).toMatchObject({ verdict: 'failed', error: { code: 'XML_TOO_MUCH_WORK' } })
  })
})

describe('size', () => {
  test('a document of a hundred thousand elements is judged like a small one', async () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => `<r n="${row}">v</r>`).join('')
    expect((await verify(envelopedSigned(signer, `<doc>${rows}`, '</doc>'))).verdict).toBe('passed')
  })
})

describe('an edXML message', () => {
  const NS = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'

  test('whose SDK moved the signature into its own namespace is said to prove nothing', async () => {
    const xml = envelopedSigned(signer, `<edXML xmlns="${NS}"><edXMLHeader>`, '</edXMLHeader></edXML>')
    const judged = await verify(
      xml.replace(/<Signature xmlns="[^"]+"/, '<Signature').replace(/<SignedInfo xmlns="[^"]+"/, '<SignedInfo'),
    )
    expect(judged).toMatchObject({
      verdict: 'unsigned',
      signatures: [],
      error: { code: 'XML_SIGNATURE_WRONG_NAMESPACE' },
    })
  })

  test('that signs header, manifest and attachment by cid: is covered whole, routing left aside', async () => {
    const attachment = Buffer.from('%PDF-1.7 công văn')
    const header = `<e:MessageHeader xmlns:e="${NS}" Id="h"><e:Subject>V/v họp</e:Subject></e:MessageHeader>`
    const manifest = `<e:edXMLManifest xmlns:e="${NS}" Id="m"><e:Reference><e:ContentId>cid:1</e:ContentId><e:AttachmentName>a.pdf</e:AttachmentName></e:Reference></e:edXMLManifest>`
    const signature = signatureOver(signer, {
      references: [
        { uri: '#h', signed: header, transforms: EXCLUSIVE_ONLY },
        { uri: '#m', signed: manifest, transforms: EXCLUSIVE_ONLY },
        { uri: 'cid:1', signed: attachment },
      ],
    })
    const message = (file: Buffer, name: string): string =>
      `<e:edXML xmlns:e="${NS}"><e:edXMLEnvelope><e:edXMLHeader>${header}<e:TraceHeaderList><e:TraceHeader>H37</e:TraceHeader></e:TraceHeaderList>${signature}</e:edXMLHeader><e:edXMLBody>${manifest}</e:edXMLBody></e:edXMLEnvelope><e:AttachmentEncoded><e:Attachment><e:ContentId>cid:1</e:ContentId><e:AttachmentName>${name}</e:AttachmentName><e:ContentTransferEncoded>${file.toString('base64')}</e:ContentTransferEncoded></e:Attachment></e:AttachmentEncoded></e:edXML>`
    expect((await verify(message(attachment, 'a.pdf'))).verdict).toBe('passed')
    expect((await verify(message(Buffer.from('forged'), 'a.pdf'))).verdict).toBe('failed')
    expect((await verify(message(attachment, 'b.exe'))).verdict).toBe('indeterminate')
  })
})

test('a file without a signature is unsigned', async () => {
  expect(await verify('<a/>')).toEqual({ verdict: 'unsigned', signatures: [], error: null })
})
