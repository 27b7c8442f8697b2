/** The message inside an opaque S/MIME signature (RFC 8551 §3.5.2). Nothing is verified here: that is done on the raw mail. */
import { Constructed, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js'

export type SmimeContent =
  | { kind: 'signed'; content: Buffer }
  /** Signature only; the content stands beside it. */
  | { kind: 'detached' }
  | { kind: 'encrypted' }
  | { kind: 'broken' }

const signedData = '1.2.840.113549.1.7.2'
const encryptedTypes: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.7.3',
  '1.2.840.113549.1.7.6',
  '1.2.840.113549.1.9.16.1.23',
])

export function openSmime(file: Buffer): SmimeContent {
  const [type, wrapped] = children(read(file))
  if (!(type instanceof ObjectIdentifier)) return { kind: 'broken' }
  const oid = type.valueBlock.toString()
  if (encryptedTypes.has(oid)) return { kind: 'encrypted' }
  // Compressed data and others that nobody sends: unopened, a clerk sees the file.
  if (oid !== signedData) return { kind: 'broken' }
  // version, digestAlgorithms, encapContentInfo
  const encapsulated = children(children(wrapped)[0])[2]
  if (!(encapsulated instanceof Sequence)) return { kind: 'broken' }
  const content = children(children(encapsulated)[1])[0]
  if (!content) return { kind: 'detached' }
  return content instanceof OctetString
    ? { kind: 'signed', content: Buffer.from(content.getValue()) }
    : { kind: 'broken' }
}

function read(file: Buffer): unknown {
  try {
    const { offset, result } = fromBER(file)
    return offset < 0 ? null : result
  } catch {
    return null
  }
}

function children(node: unknown): readonly unknown[] {
  return node instanceof Constructed ? node.valueBlock.value : []
}
