import { describe, expect, it } from 'vitest'
import { readElement, sequence as sequenceOf } from '../../../../validators/signature/asn1/element.ts'
import { judgeSigner } from '../../../../validators/signature/certificate/judge-signer.ts'
import type { Fetcher, MaterialCache, ValidationMaterial } from '../../../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import {
  contextOf,
  explicit,
  extension,
  implicit,
  issue,
  makeCrl,
  makeOcsp,
  materialOf,
  nil,
  OCSP_SIGNING,
  type Party,
  sequence,
} from '../pki.ts'

const root = issue({ commonName: 'Gốc', ca: true })
const crlUrl = 'http://ca.example.vn/goc.crl'
const ocspUrl = 'http://ocsp.example.vn/'
const leaf = issue({ issuer: root, crlUrl, ocspUrl })
const serial = leaf.certificate.serial
const instant = (text: string) => Temporal.Instant.from(text)
const strict = { policy: DEFAULT_POLICY }
const fresh = { thisUpdate: '2026-06-30T00:00:00Z', nextUpdate: '2026-07-07T00:00:00Z' }

interface Question extends Partial<ValidationMaterial> {
  fetcher?: Fetcher | null
  cache?: MaterialCache | null
  claimed?: string
  party?: Party
}

async function judge({ fetcher = null, cache = null, claimed, party = leaf, ...material }: Question = {}) {
  const trust = await judgeSigner(
    {
      certificate: party.der,
      purpose: 'document-signing',
      material: materialOf(material),
      claimedTime: claimed === undefined ? null : instant(claimed),
      digests: [],
    },
    contextOf([root], { ...strict, fetcher, cache }),
  )
  return { ...trust, codes: trust.findings.map(({ code }) => code), first: trust.findings[0] }
}

describe('without revocation data', () => {
  it('the status is unknown, which is a doubt', async () => {
    expect(await judge()).toMatchObject({ codes: ['REVOCATION_UNKNOWN'], revocation: { status: 'unknown' } })
  })
})

describe('a CRL', () => {
  it('that does not name the certificate clears it', async () => {
    const judged = await judge({ crls: [makeCrl({ issuer: root, ...fresh })], source: 'dss' })
    expect(judged).toMatchObject({ codes: [], revocation: { status: 'good', source: 'dss' }, revocationInFile: true })
  })

  it('of another distribution point says nothing of it (RFC 5280 §6.3.3 (b)(2)(i))', async () => {
    const shard = (url: string) => {
      const point = explicit(0, explicit(0, implicit(6, Buffer.from(url))))
      return makeCrl({ issuer: root, ...fresh, extensions: [extension('2.5.29.28', true, sequence(point))] })
    }
    expect(await judge({ crls: [shard('http://ca.example.vn/khac.crl')] })).toMatchObject({
      codes: ['REVOCATION_UNKNOWN'],
    })
    expect(await judge({ crls: [shard(crlUrl)] })).toMatchObject({ codes: [], revocation: { status: 'good' } })
  })

  const revoked = makeCrl({ issuer: root, ...fresh, revoked: [{ serial, at: '2026-03-01T00:00:00Z' }] })

  it('that names it leaves a signature without proof of time in doubt', async () => {
    const judged = await judge({ crls: [revoked], claimed: '2026-02-01T00:00:00Z' })
    expect(judged).toMatchObject({ codes: ['CERTIFICATE_REVOKED_NO_POE'], revocation: { status: 'revoked' } })
  })

  it('that names it refuses a signature that claims a later time', async () => {
    const judged = await judge({ crls: [revoked], claimed: '2026-04-01T00:00:00Z' })
    expect(judged.first).toMatchObject({ code: 'CERTIFICATE_REVOKED', weight: 'failure' })
  })

  it('that names it does not touch a signature proven earlier', async () => {
    const proofs = [{ time: instant('2026-02-01T00:00:00Z'), kind: 'signature' as const }]
    expect((await judge({ crls: [revoked], proofs })).first).toMatchObject({
      code: 'CERTIFICATE_REVOKED_LATER',
      weight: 'remark',
    })
  })

  it('with an invalidity date before the proof counts from that date', async () => {
    const crl = makeCrl({
      issuer: root,
      ...fresh,
      revoked: [{ serial, at: '2026-03-01T00:00:00Z', reason: 1, invalidSince: '2026-01-01T00:00:00Z' }],
    })
    const proofs = [{ time: instant('2026-02-01T00:00:00Z'), kind: 'signature' as const }]
    expect((await judge({ crls: [crl], proofs })).codes).toEqual(['CERTIFICATE_REVOKED_NO_POE'])
  })

  it('that holds it asks to try later', async () => {
    const crl = makeCrl({ issuer: root, ...fresh, revoked: [{ serial, at: '2026-03-01T00:00:00Z', reason: 6 }] })
    expect((await judge({ crls: [crl] })).codes).toEqual(['CERTIFICATE_ON_HOLD'])
  })

  it('too old for the moment is a doubt of its own', async () => {
    const crl = makeCrl({ issuer: root, thisUpdate: '2026-01-01T00:00:00Z', nextUpdate: '2026-01-08T00:00:00Z' })
    expect((await judge({ crls: [crl] })).codes).toEqual(['REVOCATION_STALE'])
  })

  it('issued after the certificate’s end no longer clears it', async () => {
    const short = issue({ issuer: root, notAfter: '2026-06-01T00:00:00Z' })
    const proofs = [{ time: instant('2026-05-01T00:00:00Z'), kind: 'signature' as const }]
    const crl = makeCrl({ issuer: root, ...fresh })
    expect((await judge({ party: short, crls: [crl], proofs })).codes).toEqual(['REVOCATION_UNKNOWN'])
  })

  const stranger = issue({ commonName: 'Lạ', ca: true })
  it.each([
    ['of another authority', makeCrl({ issuer: stranger, ...fresh })],
    ['signed by another key in the authority’s name', makeCrl({ issuer: { ...root, keys: stranger.keys }, ...fresh })],
    [
      'with a critical extension nobody knows',
      makeCrl({ issuer: root, ...fresh, extensions: [extension('1.2.3', true, nil)] }),
    ],
    ['that is rubbish', Buffer.from('30030201', 'hex')],
  ])('%s is not used', async (_, crl) => {
    expect((await judge({ crls: [crl] })).codes).toEqual(['REVOCATION_UNKNOWN'])
  })

  it('is corrected by its delta, both ways', async () => {
    const base = makeCrl({ issuer: root, thisUpdate: '2026-06-01T00:00:00Z', number: 5 })
    const delta = makeCrl({
      issuer: root,
      ...fresh,
      number: 6,
      deltaBase: 5,
      revoked: [{ serial, at: '2026-06-20T00:00:00Z' }],
    })
    expect((await judge({ crls: [base, delta] })).codes).toEqual(['CERTIFICATE_REVOKED_NO_POE'])
    const held = makeCrl({
      issuer: root,
      number: 5,
      thisUpdate: '2026-06-01T00:00:00Z',
      revoked: [{ serial, at: '2026-05-20T00:00:00Z', reason: 6 }],
    })
    const lifted = makeCrl({
      issuer: root,
      ...fresh,
      number: 6,
      deltaBase: 5,
      revoked: [{ serial, at: '2026-06-20T00:00:00Z', reason: 8 }],
    })
    expect((await judge({ crls: [held, lifted] })).codes).toEqual([])
  })
})

describe('an OCSP response', () => {
  it('by the issuer clears or revokes', async () => {
    expect((await judge({ ocsps: [makeOcsp({ issuer: root, subject: leaf, ...fresh })] })).codes).toEqual([])
    const revoked = makeOcsp({ issuer: root, subject: leaf, ...fresh, status: { revokedAt: '2026-03-01T00:00:00Z' } })
    expect((await judge({ ocsps: [revoked] })).codes).toEqual(['CERTIFICATE_REVOKED_NO_POE'])
  })

  it('by a responder the issuer named counts', async () => {
    const responder = issue({ issuer: root, extendedKeyUsage: [OCSP_SIGNING] })
    const ocsp = makeOcsp({ issuer: root, subject: leaf, responder, ...fresh })
    expect((await judge({ ocsps: [ocsp] })).codes).toEqual([])
  })

  const stranger = issue({ commonName: 'Lạ', ca: true })
  it.each([
    ['without the purpose', issue({ issuer: root })],
    ['of another authority', issue({ issuer: stranger, extendedKeyUsage: [OCSP_SIGNING] })],
    ['that had expired', issue({ issuer: root, extendedKeyUsage: [OCSP_SIGNING], notAfter: '2026-06-01T00:00:00Z' })],
  ])('by a responder %s does not', async (_, responder) => {
    const ocsp = makeOcsp({ issuer: root, subject: leaf, responder, ...fresh })
    expect((await judge({ ocsps: [ocsp] })).codes).toEqual(['REVOCATION_UNKNOWN'])
  })

  it('about another certificate says nothing', async () => {
    const ocsp = makeOcsp({ issuer: root, subject: issue({ issuer: root }), ...fresh })
    expect((await judge({ ocsps: [ocsp] })).codes).toEqual(['REVOCATION_UNKNOWN'])
  })

  it('that says “unknown” says nothing', async () => {
    const ocsp = makeOcsp({ issuer: root, subject: leaf, ...fresh, status: 'unknown' })
    expect((await judge({ ocsps: [ocsp] })).codes).toEqual(['REVOCATION_UNKNOWN'])
  })
})

describe('a CA’s revocation', () => {
  it('puts everything below it in doubt', async () => {
    const middle = issue({ commonName: 'Trung gian', issuer: root, ca: true })
    const party = issue({ issuer: middle })
    const crls = [
      makeCrl({ issuer: middle, ...fresh }),
      makeCrl({ issuer: root, ...fresh, revoked: [{ serial: middle.certificate.serial, at: '2026-01-01T00:00:00Z' }] }),
    ]
    expect((await judge({ party, crls, certificates: [middle.der] })).codes).toEqual(['CA_REVOKED'])
  })
})

describe('online', () => {
  const nonceOf = (body: Uint8Array): Uint8Array => {
    const request = sequenceOf(readElement(body))[0]
    const extensions = sequenceOf(request)[1]
    const nonce = sequenceOf(sequenceOf(readElement(extensions?.content ?? Buffer.alloc(0)))[0])[1]
    return readElement(nonce?.content ?? Buffer.alloc(0)).content
  }

  it('the OCSP server is asked first, with a nonce', async () => {
    const asked: string[] = []
    const fetcher: Fetcher = async ({ url, body }) => {
      asked.push(url)
      const nonce = nonceOf(body ?? Buffer.alloc(0))
      return { kind: 'fetched', body: makeOcsp({ issuer: root, subject: leaf, ...fresh, nonce }), contentType: null }
    }
    const judged = await judge({ fetcher })
    expect(judged).toMatchObject({ codes: [], revocation: { source: 'online' }, revocationInFile: false })
    expect(asked).toEqual([ocspUrl])
  })

  it('an answer to another question (old nonce) is refused, and the CRL asked', async () => {
    const asked: string[] = []
    const fetcher: Fetcher = async ({ url, what }) => {
      asked.push(url)
      const old = makeOcsp({ issuer: root, subject: leaf, ...fresh, nonce: sequence() })
      return { kind: 'fetched', body: what === 'ocsp' ? old : makeCrl({ issuer: root, ...fresh }), contentType: null }
    }
    const judged = await judge({ fetcher })
    expect(asked).toEqual([ocspUrl, crlUrl])
    expect(judged.codes).toEqual(['REVOCATION_SERVER_LIED'])
    expect(judged.revocation.status).toBe('good')
  })

  it.each<[string, Fetcher]>([
    ['slow', async () => ({ kind: 'failed', why: 'timeout' })],
    ['gone', async () => Promise.reject(new Error('ECONNREFUSED'))],
    ['endless', async () => ({ kind: 'fetched', body: Buffer.alloc(40 * 1024 * 1024), contentType: null })],
  ])('a server that is %s leaves the status unknown, no more', async (_, fetcher) => {
    const judged = await judge({ fetcher })
    expect(judged.codes).toEqual(['REVOCATION_SERVER_FAILED', 'REVOCATION_SERVER_FAILED', 'REVOCATION_UNKNOWN'])
  })

  it('a server that lies about the authority is told and not believed', async () => {
    const stranger = issue({ name: root.name, ca: true })
    const fetcher: Fetcher = async ({ what }) => ({
      kind: 'fetched',
      body:
        what === 'ocsp'
          ? makeOcsp({ issuer: stranger, subject: leaf, ...fresh })
          : makeCrl({ issuer: stranger, ...fresh }),
      contentType: null,
    })
    expect((await judge({ fetcher })).codes).toEqual([
      'REVOCATION_SERVER_LIED',
      'REVOCATION_SERVER_LIED',
      'REVOCATION_UNKNOWN',
    ])
  })

  it('what was fetched serves the next file from the cache', async () => {
    const shelf = new Map<string, Uint8Array>()
    const cache: MaterialCache = {
      read: (key) => shelf.get(key) ?? null,
      write: (key, body) => void shelf.set(key, body),
    }
    const fetcher: Fetcher = async ({ what }) =>
      what === 'crl'
        ? { kind: 'fetched', body: makeCrl({ issuer: root, ...fresh }), contentType: null }
        : { kind: 'failed', why: 'refused' }
    expect((await judge({ fetcher, cache })).revocation.source).toBe('online')
    expect(await judge({ cache })).toMatchObject({ codes: [], revocation: { source: 'cache' } })
  })

  it('no more than the allowed number of questions is asked for one signature', async () => {
    const urls = Array.from({ length: 50 }, (_, index) => `http://a${index}.example.vn/`)
    const access = extension('1.3.6.1.5.5.7.1.1', false, sequence(...urls.map((url) => readAccess(url))))
    const party = issue({ issuer: root, extensions: [access] })
    let asked = 0
    const fetcher: Fetcher = async () => {
      asked++
      return { kind: 'failed', why: 'timeout' }
    }
    await judge({ party, fetcher })
    expect(asked).toBeLessThanOrEqual(12)
  })
})

function readAccess(url: string): Uint8Array {
  const made = issue({ ocspUrl: url })
  const extensions = made.certificate.der
  const at = Buffer.from(extensions).indexOf(Buffer.from('2b06010505073001', 'hex'))
  const element = readElement(extensions, at - 4)
  return element.bytes
}
