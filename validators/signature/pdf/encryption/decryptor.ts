/** Decrypts the strings and streams of a file once its password is known (ISO 32000-2 §7.6.3). */
import { createDecipheriv, createHash } from 'node:crypto'
import type { Decryptor, ObjectStore } from '../../../pdf/structure/object-store.ts'
import type { View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfString, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { fileKey } from './file-key.ts'
import { rc4 } from './rc4.ts'

type Method = 'none' | 'rc4' | 'aes128' | 'aes256'

export type EncryptionState =
  | { kind: 'plain' }
  | { kind: 'opened'; key: Uint8Array; dict: PdfDict }
  /** A password is needed, or the one given does not fit. */
  | { kind: 'locked' }
  /** Public-key security, or a handler nobody documented. */
  | { kind: 'unsupported'; handler: string }

/** Reads the encryption dictionary of a view and, where the password fits, lets its store decrypt. */
export function unlock(view: View, password: string | null): EncryptionState {
  const encrypt = view.resolve(view.trailer.get('Encrypt'))
  if (!(encrypt instanceof Map)) return { kind: 'plain' }
  const handler = view.get(encrypt, 'Filter')
  if (!isName(handler, 'Standard')) return { kind: 'unsupported', handler: isName(handler) ? handler.value : '?' }
  const number = (key: string, otherwise: number): number => {
    const value = view.get(encrypt, key)
    return typeof value === 'number' ? value : otherwise
  }
  const octets = (value: PdfValue): Uint8Array => (value instanceof PdfString ? value.bytes : new Uint8Array(0))
  const version = number('V', 0)
  const revision = number('R', 2)
  if (version < 1 || version > 5 || version === 3) return { kind: 'unsupported', handler: `Standard V${version}` }
  const ids = view.resolve(view.trailer.get('ID'))
  const methods = methodsOf(view, encrypt, version)
  const keyLength = version === 4 ? 16 : Math.min(16, Math.max(5, number('Length', 40) >> 3))
  const key = fileKey(
    {
      revision,
      keyLength: version === 1 ? 5 : keyLength,
      owner: octets(view.get(encrypt, 'O')),
      user: octets(view.get(encrypt, 'U')),
      ownerKey: octets(view.get(encrypt, 'OE')),
      userKey: octets(view.get(encrypt, 'UE')),
      permissions: number('P', 0),
      encryptMetadata: view.get(encrypt, 'EncryptMetadata') !== false,
      id: Array.isArray(ids) ? octets(view.resolve(ids[0])) : new Uint8Array(0),
    },
    password ?? '',
  )
  if (key === null) return { kind: 'locked' }
  view.store.decryptor = decryptorOf(key, methods)
  return { kind: 'opened', key, dict: encrypt }
}

function methodsOf(view: View, encrypt: PdfDict, version: number): { strings: Method; streams: Method } {
  if (version < 4) return { strings: 'rc4', streams: 'rc4' }
  const filters = view.get(encrypt, 'CF')
  const methodOf = (key: string): Method => {
    const filter = view.get(encrypt, key)
    if (!isName(filter) || filter.value === 'Identity') return 'none'
    const method = view.get(view.get(filters, filter.value), 'CFM')
    if (isName(method, 'V2')) return 'rc4'
    if (isName(method, 'AESV2')) return 'aes128'
    return isName(method, 'AESV3') ? 'aes256' : 'none'
  }
  return { strings: methodOf('StrF'), streams: methodOf('StmF') }
}

function decryptorOf(key: Uint8Array, methods: { strings: Method; streams: Method }): Decryptor {
  return {
    string: (data, num, gen) => decrypt(methods.strings, key, data, num, gen),
    stream(data, dict, num, gen) {
      if (isName(dict.get('Type'), 'XRef')) return data
      return decrypt(methods.streams, key, data, num, gen)
    },
  }
}

function decrypt(method: Method, key: Uint8Array, data: Uint8Array, num: number, gen: number): Uint8Array | null {
  if (method === 'none') return data
  if (method === 'rc4') return rc4(objectKey(key, num, gen, false), data)
  if (data.length < 32) return data.length >= 16 ? new Uint8Array(0) : null
  const cipher = method === 'aes256' ? 'aes-256-cbc' : 'aes-128-cbc'
  const used = method === 'aes256' ? key : objectKey(key, num, gen, true)
  try {
    const decipher = createDecipheriv(cipher, used, data.subarray(0, 16)).setAutoPadding(false)
    const whole = data.subarray(16, data.length - (data.length % 16))
    const plain = Buffer.concat([decipher.update(whole), decipher.final()])
    const padding = plain[plain.length - 1] ?? 0
    return padding >= 1 && padding <= 16 ? plain.subarray(0, plain.length - padding) : plain
  } catch {
    return null
  }
}

/** Algorithm 1. */
function objectKey(key: Uint8Array, num: number, gen: number, aes: boolean): Uint8Array {
  const salt = Buffer.from([num & 255, (num >> 8) & 255, (num >> 16) & 255, gen & 255, (gen >> 8) & 255])
  const hash = createHash('md5').update(key).update(salt)
  if (aes) hash.update('sAlT')
  return hash.digest().subarray(0, Math.min(key.length + 5, 16))
}

/** The text of a string held by the object `num`, decrypted where the file is encrypted. */
export function plainString(
  store: ObjectStore,
  text: PdfString,
  holder: { num: number; gen: number } | null,
): Uint8Array {
  if (store.decryptor === null || holder === null || text.source !== store.bytes) return text.bytes
  return store.decryptor.string(text.bytes, holder.num, holder.gen) ?? text.bytes
}
