import { describe, expect, it } from 'vitest'
import { encodeOid } from '../../../../validators/signature/asn1/encode.ts'
import { judgeSigner, type SignerTrust } from '../../../../validators/signature/certificate/judge-signer.ts'
import type { ValidationContext, ValidationMaterial } from '../../../../validators/signature/context.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'
import {
  anchorOf,
  contextOf,
  encodeContext,
  extension,
  issue,
  makeKeys,
  materialOf,
  name,
  type Party,
  rawName,
  sequence,
} from '../pki.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const middle = issue({ commonName: 'Trung gian', issuer: root, ca: true })

function judge(
  leaf: Party,
  { context = contextOf([root]), ...material }: Partial<ValidationMaterial> & { context?: ValidationContext } = {},
): Promise<SignerTrust> {
  const all = materialOf({ certificates: [middle.der], ...material })
  return judgeSigner(
    { certificate: leaf.der, purpose: 'document-signing', material: all, claimedTime: null, digests: [] },
    context,
  )
}

const faults = ({ findings }: SignerTrust) =>
  findings.filter(({ weight }) => weight !== 'remark').map(({ code }) => code)
const instant = (text: string) => Temporal.Instant.from(text)

describe('a chain to a trusted root', () => {
  it('stands through an intermediate that came with the file', async () => {
    const trust = await judge(issue({ issuer: middle }))
    expect(faults(trust)).toEqual([])
    expect(trust.chain).toHaveLength(3)
  })

  it('is not found without the intermediate, and the missing issuer is named', async () => {
    const trust = await judge(issue({ issuer: middle }), { certificates: [] })
    expect(faults(trust)).toEqual(['CHAIN_NOT_FOUND'])
    expect(trust.findings[0]?.message).toContain('Trung gian')
  })

  it('ending in a root nobody accepted is told so', async () => {
    const stranger = issue({ commonName: 'Gốc lạ', ca: true })
    const trust = await judge(issue({ issuer: stranger }), { certificates: [stranger.der] })
    expect(faults(trust)).toEqual(['CHAIN_UNTRUSTED_ROOT'])
  })

  it('needs the anchor to be meant for the purpose and the time', async () => {
    const leaf = issue({ issuer: root })
    const forStamps = contextOf([], { trust: trustStoreOf([anchorOf(root, { purposes: ['time-stamping'] })]) })
    expect(faults(await judge(leaf, { context: forStamps }))).toEqual(['CHAIN_ANCHOR_PURPOSE'])
    const until = contextOf([], { trust: trustStoreOf([anchorOf(root, { until: instant('2025-01-01T00:00:00Z') })]) })
    expect(faults(await judge(leaf, { context: until }))).toEqual(['CHAIN_ANCHOR_PERIOD'])
  })

  it('is found past an issuer of the same name with another key', async () => {
    const impostor = issue({ name: middle.name, issuer: root, ca: true })
    const trust = await judge(issue({ issuer: middle }), { certificates: [impostor.der, middle.der] })
    expect(faults(trust)).toEqual([])
  })

  it('does not go in circles through cross-certificates', async () => {
    const a = issue({ commonName: 'A', ca: true })
    const b = issue({ commonName: 'B', ca: true, issuer: a })
    const aByB = issue({ name: a.name, keys: a.keys, ca: true, issuer: b })
    const trust = await judge(issue({ issuer: a }), { certificates: [b.der, aByB.der] })
    expect(faults(trust)[0]).toMatch(/^CHAIN_(NOT_FOUND|UNTRUSTED_ROOT)$/)
  })

  it('is given up, with a reason, among hundreds of issuers of one name', async () => {
    const keys = makeKeys()
    const leafIssuer = issue({ commonName: 'Đông', ca: true, keys })
    const crowd = Array.from({ length: 300 }, () => issue({ commonName: 'Đông', issuer: leafIssuer, ca: true }).der)
    const trust = await judge(issue({ issuer: leafIssuer }), { certificates: crowd })
    expect(faults(trust)).toEqual(['CHAIN_TOO_LONG'])
  })
})

describe('RFC 5280', () => {
  const breaks: [string, string, () => Promise<SignerTrust>][] = [
    [
      'an issuer that is no CA',
      'CHAIN_NOT_A_CA',
      async () => {
        const clerk = issue({ commonName: 'Không phải CA', issuer: root, keyUsage: ['keyCertSign'] })
        return judge(issue({ issuer: clerk }), { certificates: [clerk.der] })
      },
    ],
    [
      'an issuer without keyCertSign',
      'CHAIN_KEY_USAGE',
      async () => {
        const ca = issue({ commonName: 'CA', issuer: root, ca: true, keyUsage: ['cRLSign'] })
        return judge(issue({ issuer: ca }), { certificates: [ca.der] })
      },
    ],
    [
      'a CA below a CA that may have none',
      'CHAIN_PATH_LENGTH',
      async () => {
        const last = issue({ commonName: 'Cuối', issuer: root, ca: true, pathLength: 0 })
        const below = issue({ commonName: 'Dưới', issuer: last, ca: true })
        return judge(issue({ issuer: below }), { certificates: [last.der, below.der] })
      },
    ],
    [
      'an expired intermediate',
      'CHAIN_CERTIFICATE_EXPIRED',
      async () => {
        const old = issue({ commonName: 'Cũ', issuer: root, ca: true, notAfter: '2025-01-01T00:00:00Z' })
        return judge(issue({ issuer: old }), { certificates: [old.der] })
      },
    ],
    [
      'an intermediate not yet valid',
      'CHAIN_CERTIFICATE_NOT_YET_VALID',
      async () => {
        const soon = issue({ commonName: 'Mới', issuer: root, ca: true, notBefore: '2030-01-01T00:00:00Z' })
        return judge(issue({ issuer: soon }), { certificates: [soon.der] })
      },
    ],
    [
      'a critical extension nobody knows',
      'CHAIN_CRITICAL_EXTENSION',
      async () => judge(issue({ issuer: root, extensions: [extension('1.2.3.4.5', true, sequence())] })),
    ],
    [
      'an explicit policy demanded and none given',
      'CHAIN_POLICY',
      async () => {
        const demanding = extension('2.5.29.36', true, sequence(encodeContext(0, Uint8Array.of(0))))
        const strict = issue({ commonName: 'Nghiêm', issuer: root, ca: true, extensions: [demanding] })
        return judge(issue({ issuer: strict }), { certificates: [strict.der] })
      },
    ],
  ]
  it.each(breaks)('refuses %s: %s', async (_, code, run) => {
    expect(faults(await run())).toEqual([code])
  })

  it('accepts an explicit policy that the whole path carries', async () => {
    const policies = extension('2.5.29.32', false, sequence(sequence(encodeOid('1.2.3.9'))))
    const demanding = extension('2.5.29.36', true, sequence(encodeContext(0, Uint8Array.of(0))))
    const strict = issue({ commonName: 'Nghiêm', issuer: root, ca: true, extensions: [demanding, policies] })
    const leaf = issue({ issuer: strict, extensions: [policies] })
    expect(faults(await judge(leaf, { certificates: [strict.der] }))).toEqual([])
  })

  describe('name constraints', () => {
    const within = rawName([
      ['2.5.4.6', 'VN'],
      ['2.5.4.10', 'Tỉnh Lạng Sơn'],
    ])
    const constraint = (part: 0 | 1, base: Uint8Array) =>
      extension('2.5.29.30', true, sequence(encodeContext(part, sequence(base), true)))
    const directory = encodeContext(4, within, true)
    const inside = rawName([
      ['2.5.4.6', 'VN'],
      ['2.5.4.10', 'tỉnh  lạng sơn'],
      ['2.5.4.3', 'Sở Nội vụ'],
    ])

    it.each([
      ['permits a name inside, whatever its letters’ case', 0 as const, inside, []],
      ['refuses a name outside', 0 as const, name('Người ngoài'), ['CHAIN_NAME_CONSTRAINT']],
      ['refuses an excluded name', 1 as const, inside, ['CHAIN_NAME_CONSTRAINT']],
      ['permits a name not excluded', 1 as const, name('Người ngoài'), []],
    ])('%s', async (_, part, subject, expected) => {
      const ca = issue({ commonName: 'Tỉnh', issuer: root, ca: true, extensions: [constraint(part, directory)] })
      expect(faults(await judge(issue({ issuer: ca, name: subject }), { certificates: [ca.der] }))).toEqual(expected)
    })

    it.each([
      ['an address of the domain', 'a@langson.gov.vn', []],
      ['an address elsewhere', 'a@langson.gov.vn.evil.example', ['CHAIN_NAME_CONSTRAINT']],
    ])('binds e-mail addresses: %s', async (_, email, expected) => {
      const base = encodeContext(1, Buffer.from('langson.gov.vn'))
      const ca = issue({ commonName: 'Thư', issuer: root, ca: true, extensions: [constraint(0, base)] })
      expect(faults(await judge(issue({ issuer: ca, emails: [email] }), { certificates: [ca.der] }))).toEqual(expected)
    })
  })
})

describe('the signer’s certificate', () => {
  it.each([
    ['meant for encryption only', { keyUsage: ['keyEncipherment'] as const }, 'CERTIFICATE_KEY_USAGE'],
    ['issued to a web server', { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, 'CERTIFICATE_EXTENDED_KEY_USAGE'],
    ['expired', { notAfter: '2026-06-30T00:00:00Z' }, 'CERTIFICATE_EXPIRED'],
    ['not yet valid', { notBefore: '2027-01-01T00:00:00Z' }, 'CERTIFICATE_NOT_YET_VALID'],
    ['with a key of 1024 bits', { keys: makeKeys('rsa1024') }, 'KEY_WEAK_NO_POE'],
  ])('%s is refused or doubted', async (_, wish, code) => {
    expect(faults(await judge(issue({ issuer: root, ...wish })))).toEqual([code])
  })

  it('that expired is judged at the time a time-stamp proves', async () => {
    const leaf = issue({ issuer: root, notAfter: '2025-01-01T00:00:00Z' })
    const proofs = [{ time: instant('2024-06-01T00:00:00Z'), kind: 'signature' as const }]
    const trust = await judge(leaf, { proofs })
    expect(faults(trust)).toEqual([])
    expect(trust.bestSignatureTime?.toString()).toBe('2024-06-01T00:00:00Z')
  })

  it('that cannot be read is a doubt, not a crash', async () => {
    const trust = await judgeSigner(
      {
        certificate: Buffer.from('3003020101', 'hex'),
        purpose: 'mail',
        material: materialOf(),
        claimedTime: null,
        digests: [],
      },
      contextOf([root]),
    )
    expect(faults(trust)).toEqual(['CERTIFICATE_UNREADABLE'])
  })

  it('of a mail needs emailProtection where purposes are stated', async () => {
    const leaf = issue({ issuer: root, extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] })
    const question = { certificate: leaf.der, material: materialOf(), claimedTime: null, digests: [] }
    const mail = await judgeSigner({ ...question, purpose: 'mail' }, contextOf([root]))
    const document = await judgeSigner({ ...question, purpose: 'document-signing' }, contextOf([root]))
    expect(faults(mail)).toEqual(['CERTIFICATE_EXTENDED_KEY_USAGE'])
    expect(faults(document)).toEqual([])
  })
})

describe('the authority’s address in the certificate', () => {
  const url = 'http://ca.example.vn/trung-gian.crt'
  const leaf = issue({ issuer: middle, issuerUrl: url })

  it('is asked once when the chain breaks off, and only with a network', async () => {
    const asked: string[] = []
    const fetcher: ValidationContext['fetcher'] = async (request) => {
      asked.push(request.url)
      return { kind: 'fetched', body: middle.der, contentType: null }
    }
    expect(faults(await judge(leaf, { certificates: [], context: contextOf([root], { fetcher }) }))).toEqual([])
    expect(asked).toEqual([url])
    expect(faults(await judge(leaf, { certificates: [] }))).toEqual(['CHAIN_NOT_FOUND'])
  })

  it('that hands out rubbish leaves the chain open, no more, and the rubbish is not kept', async () => {
    const fetcher: ValidationContext['fetcher'] = async () => ({
      kind: 'fetched',
      body: Buffer.from('<html>'),
      contentType: 'text/html',
    })
    const kept: string[] = []
    const cache = { read: () => null, write: (key: string) => void kept.push(key) }
    const trust = await judge(leaf, { certificates: [], context: contextOf([root], { fetcher, cache }) })
    expect(faults(trust)).toEqual(['CHAIN_NOT_FOUND'])
    expect(kept).toEqual([])
  })

  it('that does not answer is told', async () => {
    const fetcher: ValidationContext['fetcher'] = async () => ({ kind: 'failed', why: 'timeout' })
    const { findings } = await judge(leaf, { certificates: [], context: contextOf([root], { fetcher }) })
    expect(findings.find(({ code }) => code === 'REVOCATION_SERVER_FAILED')?.message).toContain(url)
  })
})
