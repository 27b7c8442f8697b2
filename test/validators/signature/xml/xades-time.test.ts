import { describe, expect, test } from 'vitest'
import { verifyXml } from '../../../../validators/signature/xml/verify-xml.ts'
import { contextOf, issue, issueTsa, makeKeys, makeOcsp, makeTimestamp } from '../pki.ts'
import {
  certificateInfo,
  ENVELOPED,
  EXCLUSIVE,
  EXCLUSIVE_ONLY,
  qualifying,
  signatureOver,
  signedProperties,
} from './sign-xml.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
const XADES141 = 'http://uri.etsi.org/01903/v1.4.1#'
const root = issue({ commonName: 'Root', ca: true })
const tsa = issueTsa(root)
const BEFORE = '<doc><p>Quyết định</p>'
const AFTER = '</doc>'
const STAMPED = '2026-05-02T00:00:00Z'

interface StampWish {
  /** Elements of UnsignedSignatureProperties, given what they may be over. */
  unsigned: (parts: { value: string; before: (string: string) => string }) => string
  signer?: ReturnType<typeof issue>
}

const canonicalMethod = `<ds:CanonicalizationMethod xmlns:ds="${DSIG}" Algorithm="${EXCLUSIVE}"></ds:CanonicalizationMethod>`

function stamp(over: string, name = 'SignatureTimeStamp', uri = XADES, prefix = 'x', time = STAMPED): string {
  const token = Buffer.from(makeTimestamp({ tsa, content: Buffer.from(over), time })).toString('base64')
  const declared = prefix === 'x' ? '' : ` xmlns:x="${XADES}"`
  const holder = `<x:EncapsulatedTimeStamp${declared}>${token}</x:EncapsulatedTimeStamp>`
  return `<${prefix}:${name} xmlns:${prefix}="${uri}">${canonicalMethod}${holder}</${prefix}:${name}>`
}

/** A XAdES signature in canonical form throughout, with unsigned properties. */
function stamped({ unsigned, signer = issue({ commonName: 'Văn thư', issuer: root }) }: StampWish): string {
  const properties = signedProperties('props', signer.der)
  const signature = signatureOver(signer, {
    id: 'sig',
    references: [
      { uri: '', signed: BEFORE + AFTER, transforms: ENVELOPED },
      {
        uri: '#props',
        signed: properties,
        transforms: EXCLUSIVE_ONLY,
        type: 'http://uri.etsi.org/01903#SignedProperties',
      },
    ],
    objects: (text) => {
      const value = `<SignatureValue xmlns="${DSIG}">${text}</SignatureValue>`
      const keyInfo = certificateInfo(signer).replace('<KeyInfo>', `<KeyInfo xmlns="${DSIG}">`)
      const before = (signedInfo: string): string => BEFORE + AFTER + properties + signedInfo + value + keyInfo
      const inner = unsigned({ value, before })
      const list = `<x:UnsignedProperties><x:UnsignedSignatureProperties>${inner}</x:UnsignedSignatureProperties></x:UnsignedProperties>`
      return qualifying('sig', properties + list)
    },
  })
  return BEFORE + signature + AFTER
}

const verify = (xml: string, at = '2026-07-01T00:00:00Z'): ReturnType<typeof verifyXml> =>
  verifyXml(Buffer.from(xml), {
    context: contextOf([root], { at: Temporal.Instant.from(at) }),
    content: null,
    password: null,
  })

const levelOf = async (xml: string): Promise<string | undefined> =>
  (await verify(xml)).signatures[0]?.reasons.find(({ code }) => code === 'LEVEL')?.message

describe('a signature time-stamp', () => {
  test('over the signature value proves the time of signing', async () => {
    const judged = await verify(stamped({ unsigned: ({ value }) => stamp(value) }))
    expect(judged.verdict).toBe('passed')
    expect(judged.signatures[0]?.timestamp).toMatchObject({ time: STAMPED, valid: true })
    expect(judged.signatures[0]?.reasons.map(({ code }) => code)).not.toContain('TIME_NOT_PROVEN')
    expect(await levelOf(stamped({ unsigned: ({ value }) => stamp(value) }))).toContain('B-T')
  })

  test('keeps a signature standing after its certificate has ended', async () => {
    const short = issue({ commonName: 'Văn thư', issuer: root, notAfter: '2026-06-01T00:00:00Z' })
    const plain = await verify(stamped({ signer: short, unsigned: () => '' }))
    expect(plain.verdict).toBe('indeterminate')
    const proven = await verify(stamped({ signer: short, unsigned: ({ value }) => stamp(value) }))
    expect(proven.verdict).toBe('passed')
  })

  test('of another signature puts this one in doubt and proves nothing', async () => {
    const judged = await verify(stamped({ unsigned: () => stamp('<SignatureValue>other</SignatureValue>') }))
    expect(judged.signatures[0]).toMatchObject({ integrity: 'intact', timestamp: { valid: false } })
    expect(judged.verdict).toBe('indeterminate')
  })

  test('whose Include list leaves the signature value out is not counted', async () => {
    const other = `<x:Include xmlns:x="${XADES}" URI="#props"></x:Include>`
    const listed = stamped({
      unsigned: () => stamp(signedProperties('props', tsa.der)).replace(canonicalMethod, other + canonicalMethod),
    })
    const judged = await verify(listed)
    expect(judged.signatures[0]?.reasons.map(({ code }) => code)).toContain('XML_TIMESTAMP_NOT_REBUILT')
    expect(judged.signatures[0]?.timestamp).toBeNull()
  })
})

describe('an archive time-stamp', () => {
  const signer = issue({ commonName: 'Văn thư', issuer: root, keys: makeKeys('rsa') })
  const ocsp = Buffer.from(makeOcsp({ issuer: root, subject: signer, thisUpdate: '2026-05-02T00:10:00Z' })).toString(
    'base64',
  )
  const values = `<x:RevocationValues xmlns:x="${XADES}"><x:OCSPValues><x:EncapsulatedOCSPValue>${ocsp}</x:EncapsulatedOCSPValue></x:OCSPValues></x:RevocationValues>`

  test('over everything before it makes the signature last', async () => {
    // SignedInfo is known only once the value is: sign once to learn it, RSA PKCS#1 gives the same value again.
    const first = stamped({ signer, unsigned: () => '' })
    const signedInfo = /<SignedInfo.*?<\/SignedInfo>/.exec(first)?.[0] ?? ''
    const archived = stamped({
      signer,
      unsigned: ({ value, before }) => {
        const earlier = stamp(value) + values
        return earlier + stamp(before(signedInfo) + earlier, 'ArchiveTimeStamp', XADES141, 'y', '2026-05-03T00:00:00Z')
      },
    })
    expect((await verify(archived)).verdict).toBe('passed')
    expect(await levelOf(archived)).toContain('B-LTA')
    const loosened = archived.replace('<x:RevocationValues ', '<x:RevocationValues Id="added" ')
    expect(await levelOf(loosened)).not.toContain('B-LTA')
  })
})
