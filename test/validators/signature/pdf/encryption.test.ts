/**
 * Opening encrypted files. The dictionaries below are those qpdf 11 wrote for the letter of `make-pdf.ts` with the user
 * password `nguoi` and the owner password `chu`, and its fixed /ID.
 */
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fileKey, type StandardEncryption } from '../../../../validators/signature/pdf/encryption/file-key.ts'
import { rc4 } from '../../../../validators/signature/pdf/encryption/rc4.ts'
import { append, LETTER, makePdf, nextField, sign } from './make-pdf.ts'
import { codes, verify } from './verify.ts'

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex')

const dictionary = (
  revision: number,
  keyLength: number,
  owner: string,
  user: string,
  ownerKey = '',
  userKey = '',
): StandardEncryption => ({
  revision,
  keyLength,
  owner: hex(owner),
  user: hex(user),
  ownerKey: hex(ownerKey),
  userKey: hex(userKey),
  permissions: -4,
  encryptMetadata: true,
  id: hex('31415926535897932384626433832795'),
})

const OWNER = '92cfa4236135204e95718c1c329c977b8bd842adad6d53025f6cf9fb7fc363ea'
const USER = '5d8e347478bdfc9ab0791c30381eaa430122456a91bae5134273a6db134c87c4'

describe.each<[string, StandardEncryption]>([
  [
    'RC4, 40 bits (R2)',
    dictionary(
      2,
      5,
      'd9b40871b11605fb6233f15b4bd37d9a41978831aaeba91e1b37629d804dd4c5',
      '4cf85e47e4e3a7c777caedd1a5ea109ae797fa71aed1f2764d96ae1615bc73ab',
    ),
  ],
  ['RC4, 128 bits (R3)', dictionary(3, 16, OWNER, USER)],
  ['AES, 128 bits (R4)', dictionary(4, 16, OWNER, USER)],
  [
    'AES, 256 bits (R5)',
    dictionary(
      5,
      32,
      '1e0e2e72807183913bf46f7fcc351bd71cee9942e6870570f2db12bc4f261a205e76511a3e9cdaa7f1a5fd484eb9fe2c',
      '012c4a96d42b863c0872935d4dcdcb20c73dd9a03a96d4842fc5d430bd950967d0ab40249ece2da4202a28214eebb522',
      '7ac8db637314fe45250dd9fce6e0d6f102949add999b856d6154d033d48b94d5',
      'e1bfa6a78c8383ef28f30b5d6701fa53a446bad67bdf843cae109e8ed6ff1d17',
    ),
  ],
  [
    'AES, 256 bits (R6)',
    dictionary(
      6,
      32,
      'd91fe303116212ae2cf3ec65bf64c657eed9b10476937394c644d3e492861f22f8639baced0a10797e1a09de48d58b15',
      '378033fdf28da79cff760d60cab734fa1188cf009de31d561511cda5220737e9913b5f1b656590aab511e6b52590bd64',
      '1c116934173aeb64b514a2aaf0b23f85213e4bd6a3f28faca55ca1e8c314a567',
      '9edd0e3e38e1a88f932707cbf411926d4da50f4351964679de9cad858a3a8a4c',
    ),
  ],
])('%s', (_, encryption) => {
  it('opens with either password, to the same key, and with no other', () => {
    const key = fileKey(encryption, 'nguoi')
    expect(key).not.toBeNull()
    expect(fileKey(encryption, 'chu')).toEqual(key)
    expect(fileKey(encryption, '')).toBeNull()
    expect(fileKey(encryption, 'sai')).toBeNull()
  })
})

it('RC4 gives its published test vector', () => {
  expect(Buffer.from(rc4(Buffer.from('Key'), Buffer.from('Plaintext'))).toString('hex')).toBe('bbf316e8d940af0ad3')
})

describe('a file encrypted in a way that cannot be opened', () => {
  const encrypted = (entries: string) =>
    sign(append(makePdf(), { 20: `<< ${entries} >>` }, { trailer: '/Encrypt 20 0 R' }), {
      trailer: '/Encrypt 20 0 R',
    })

  it('for recipients of a public key is said to be unsupported, its bytes judged all the same', async () => {
    const judged = await verify(encrypted('/Filter /Adobe.PubSec /V 4'))
    expect(judged).toMatchObject({
      verdict: 'indeterminate',
      signatures: [{ field: 'signature-1', integrity: 'intact' }],
    })
    const [signature] = judged.signatures
    expect(signature === undefined ? [] : codes(signature)).toContain('PDF_ENCRYPTION_UNSUPPORTED')
  })

  it('asks for the password when it is locked', async () => {
    const judged = await verify(encrypted(`/Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${OWNER}> /U <${USER}>`))
    const [signature] = judged.signatures
    expect(signature === undefined ? [] : codes(signature)).toContain('PDF_LOCKED')
    expect(judged.verdict).toBe('indeterminate')
  })
})

describe('a file encrypted with AES and saved again after signing', () => {
  const ID = '31415926535897932384626433832795'
  const trailer = `/Encrypt 20 0 R /ID [<${ID}> <${ID}>]`
  const entries = `/Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O <${OWNER}> /U <${USER}>`
  const encryption = `<< ${entries} /CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF >>`
  const key = fileKey(dictionary(4, 16, OWNER, USER), 'nguoi') ?? new Uint8Array(0)

  /** Each time to other octets. */
  const encrypted = (text: string, num: number): string => {
    const objectKey = createHash('md5')
      .update(key)
      .update(Uint8Array.of(num, 0, 0, 0, 0))
      .update('sAlT')
      .digest()
    const vector = randomBytes(16)
    const cipher = createCipheriv('aes-128-cbc', objectKey, vector)
    return `<${Buffer.concat([vector, cipher.update(text), cipher.final()]).toString('hex')}>`
  }
  const catalog = (language: string) =>
    `<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Lang ${encrypted(language, 1)} >>`
  const signed = sign(append(makePdf({ ...LETTER, 1: catalog('vi-VN') }), { 20: encryption }, { trailer }), { trailer })

  it.each([
    ['the same language', 'vi-VN', 'permitted'],
    ['another language', 'en-GB', 'forbidden'],
  ])('compares what its strings say: %s', async (_, language, expected) => {
    const again = sign(signed, {
      field: 'Sig2',
      others: `7 0 R ${nextField({ ...signed, size: 21 })}`,
      objects: { 1: catalog(language) },
      trailer,
    })
    const judged = await verify(again, 'nguoi')
    expect(judged.signatures.map(({ laterChanges }) => laterChanges)).toEqual([expected, 'none'])
    expect(judged.signatures.map(({ integrity }) => integrity)).toEqual(['intact', 'intact'])
  })
})
