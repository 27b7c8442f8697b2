/** Where in a mail the signed and the encrypted entities are. */
import { type CmsKind, cmsKind } from './cms-kind.ts'
import { type MimePart, parseMail } from './mime-tree.ts'
import { decodeBody, withCanonicalLineEnds } from './transfer-encoding.ts'

export type SecuredPart =
  | {
      kind: 'signed'
      part: MimePart
      cms: Uint8Array
      /** multipart/signed: the signed octets as they stand, headers of the part included. Opaque: `null`. */
      content: Buffer | null
    }
  | { kind: 'encrypted'; part: MimePart }
  | { kind: 'malformed'; part: MimePart; children: number }
  | { kind: 'foreign'; part: MimePart; protocol: string }

const SIGNATURE_TYPES = new Set(['application/pkcs7-signature', 'application/x-pkcs7-signature'])
const MIME_TYPES = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime'])

/** What secures this part itself; `null`: nothing. */
export function readSecured(part: MimePart, bytes: Buffer): SecuredPart | null {
  if (part.type.type === 'multipart/signed') return readMultipartSigned(part, bytes)
  if (!isOpaque(part)) return null
  const cms = decodeBody(bytes.subarray(part.bodyStart, part.end), part.encoding)
  const kind: CmsKind | null = cms === null ? null : cmsKind(cms)
  if (kind === 'enveloped') return { kind: 'encrypted', part }
  if (kind === 'signed' && cms !== null) return { kind: 'signed', part, cms, content: null }
  const label = part.type.parameters.get('smime-type')?.toLowerCase()
  if (label === 'enveloped-data' || label === 'authenveloped-data') return { kind: 'encrypted', part }
  return label === 'signed-data' || kind === null ? { kind: 'malformed', part, children: 0 } : null
}

/** RFC 8551 §3.9: some gateways turn the type into octet-stream and leave the name. */
function isOpaque({ type, disposition }: MimePart): boolean {
  if (MIME_TYPES.has(type.type)) return type.parameters.get('smime-type')?.toLowerCase() !== 'certs-only'
  const name = type.parameters.get('name') ?? ''
  return type.type === 'application/octet-stream' && /\.p7m$/i.test(name) && disposition !== null
}

function readMultipartSigned(part: MimePart, bytes: Buffer): SecuredPart {
  const [signed, signature] = part.children
  const protocol = (part.type.parameters.get('protocol') ?? '').toLowerCase()
  const type = signature?.type.type ?? ''
  if (!SIGNATURE_TYPES.has(type) && !SIGNATURE_TYPES.has(protocol) && protocol !== '') {
    return { kind: 'foreign', part, protocol }
  }
  const cms =
    signature === undefined ? null : decodeBody(bytes.subarray(signature.bodyStart, signature.end), signature.encoding)
  if (part.children.length !== 2 || signed === undefined || cms === null || !SIGNATURE_TYPES.has(type)) {
    return { kind: 'malformed', part, children: part.children.length }
  }
  return { kind: 'signed', part, cms, content: bytes.subarray(signed.start, signed.end) }
}

export interface InnerLayers {
  encrypted: boolean
  signed: boolean
}

/** What the signed content holds in its turn; `embedded` is the content of an opaque signature. */
export function innerLayers(secured: SecuredPart & { kind: 'signed' }, embedded: Uint8Array | null): InnerLayers {
  const content = secured.content ?? (embedded === null ? null : Buffer.from(embedded))
  const layers = { encrypted: false, signed: false }
  if (content === null) return layers
  const bytes = withCanonicalLineEnds(content)
  const parsed = parseMail(bytes, false)
  if (parsed.kind === 'refused') return layers
  const visit = (part: MimePart): void => {
    const inner = readSecured(part, bytes)
    if (inner?.kind === 'encrypted') layers.encrypted = true
    if (inner?.kind === 'signed') {
      layers.signed = true
      // Opaque in opaque in … is bounded by shrinking bytes; two layers are looked into.
      if (inner.content === null && encryptedInside(inner.cms)) layers.encrypted = true
    }
    part.children.forEach(visit)
  }
  visit(parsed.root)
  return layers
}

/** A coarse look: an encrypted layer's identifier inside the opaque content. */
function encryptedInside(cms: Uint8Array): boolean {
  const text = Buffer.from(cms).toString('latin1').toLowerCase()
  return text.includes('smime-type=enveloped-data') || text.includes('smime-type=authenveloped-data')
}
