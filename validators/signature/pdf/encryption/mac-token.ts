/** The MAC token of ISO/TS 32004: a CMS AuthenticatedData whose key is wrapped under one derived from the file key. */
import { createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import {
  Asn1Error,
  attempt,
  children,
  context,
  type Element,
  expect,
  readElement,
  sequence,
  TAG,
} from '../../asn1/element.ts'
import { octetString, oid } from '../../asn1/values.ts'
import { digestOfIdentifier } from '../../crypto/algorithms.ts'
import { type Content, type DigestName, digest } from '../../crypto/digest.ts'

const MAC_INTEGRITY_INFO = '1.0.32004.1.0'
const MAC_WRAP_KDF = '1.0.32004.1.1'
const HMAC_SHA256 = '1.2.840.113549.2.9'
const AES256_WRAP = '2.16.840.1.101.3.4.1.45'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const AUTHENTICATED_DATA = '1.2.840.113549.1.9.16.1.2'
/** Initial value of RFC 3394. */
const WRAP_IV = Buffer.alloc(8, 0xa6)

export type MacOutcome = 'valid' | 'invalid' | 'unreadable'

export interface MacQuestion {
  token: Uint8Array
  /** The file encryption key. */
  fileKey: Uint8Array
  /** /KDFSalt of the encryption dictionary. */
  salt: Uint8Array
  /** What the MAC's ByteRange covers. */
  content: Content
  /** The signature value the token is attached to, `null` for a token of its own. */
  signatureValue: Uint8Array | null
}

interface Token {
  wrappedKey: Uint8Array
  digest: DigestName
  info: Uint8Array
  attributes: Element
  mac: Uint8Array
}

/** Does the token authenticate these bytes under this key? Never throws for bad input. */
export function checkMac(question: MacQuestion): MacOutcome {
  const token = attempt(() => readToken(question.token))
  if (token === null) return 'unreadable'
  const key = unwrap(token.wrappedKey, question)
  if (key === null) return 'invalid'
  const { attributes } = token
  // The attributes are authenticated under the tag of a SET (RFC 5652 §9.2).
  const authenticated = Buffer.concat([Buffer.from([0x31]), attributes.bytes.subarray(1)])
  const mac = createHmac('sha256', key).update(authenticated).digest()
  const sound =
    equal(mac, token.mac) &&
    equal(
      attempt(() => messageDigest(attributes)),
      digest(token.digest, token.info),
    ) &&
    attempt(() => matchesInfo(token, question)) === true
  return sound ? 'valid' : 'invalid'
}

function readToken(bytes: Uint8Array): Token {
  const [type, wrapper] = sequence(readElement(bytes))
  if (oid(type) !== AUTHENTICATED_DATA || wrapper === undefined) throw new Asn1Error('AuthenticatedData')
  const [data] = children(wrapper)
  const parts = sequence(data)
  const recipients = children(expect(parts[1], TAG.set))
  const algorithm = sequence(parts[2])
  const digestAlgorithm = parts.find((part) => part.tag === context(1))
  const attributes = parts.find((part) => part.tag === context(2))
  const encapsulated = parts.slice(3).find((part) => part.tag === TAG.sequence)
  const mac = parts.at(-1)
  if (attributes === undefined || encapsulated === undefined || oid(algorithm[0]) !== HMAC_SHA256)
    throw new Asn1Error('MAC')
  const [infoType, info] = sequence(encapsulated)
  if (oid(infoType) !== MAC_INTEGRITY_INFO || info === undefined) throw new Asn1Error('integrity info')
  return {
    wrappedKey: wrappedKeyOf(recipients[0]),
    digest: digestAlgorithm === undefined ? 'SHA-256' : macDigest(digestAlgorithm),
    info: octetString(children(info)[0]),
    attributes,
    mac: octetString(mac),
  }
}

/** PasswordRecipientInfo with the derivation of ISO/TS 32004. */
function wrappedKeyOf(recipient: Element | undefined): Uint8Array {
  const [, derivation, encryption, key] = children(expect(recipient, context(3)))
  const [kdf] = children(expect(derivation, context(0)))
  if (oid(kdf) !== MAC_WRAP_KDF || oid(sequence(encryption)[0]) !== AES256_WRAP) throw new Asn1Error('key wrap')
  return octetString(key)
}

/** `[1] IMPLICIT` AlgorithmIdentifier. */
function macDigest(element: Element): DigestName {
  const name = digestOfIdentifier({ ...element, tag: TAG.sequence })
  if (name === null) throw new Asn1Error('digest')
  return name
}

function unwrap(wrapped: Uint8Array, { fileKey, salt }: MacQuestion): Uint8Array | null {
  const wrappingKey = Buffer.from(hkdfSync('sha256', fileKey, salt, 'PDFMAC', 32))
  try {
    const cipher = createDecipheriv('id-aes256-wrap', wrappingKey, WRAP_IV)
    return Buffer.concat([cipher.update(wrapped), cipher.final()])
  } catch {
    return null
  }
}

function messageDigest(attributes: Element): Uint8Array | null {
  for (const attribute of children(attributes)) {
    const [type, values] = sequence(attribute)
    if (oid(type) === MESSAGE_DIGEST && values !== undefined) return octetString(children(values)[0])
  }
  return null
}

/** PdfMacIntegrityInfo ::= SEQUENCE { version, dataDigest, signatureDigest [0] IMPLICIT OPTIONAL } */
function matchesInfo(token: Token, { content, signatureValue }: MacQuestion): boolean {
  const [, dataDigest, signatureDigest] = sequence(readElement(token.info))
  if (!equal(octetString(dataDigest), content.digest(token.digest))) return false
  if (signatureValue === null) return true
  return equal(signatureDigest?.content ?? null, digest(token.digest, signatureValue))
}

function equal(a: Uint8Array | null, b: Uint8Array): boolean {
  return a !== null && a.length === b.length && timingSafeEqual(a, b)
}
