/** One attachment on its way from base64 to the store: decoded, judged by its bytes, taken out of its transport zip. */
import type { StoredBytes } from '../../intake.ts'
import type { EdxmlLimits } from '../limits.ts'
import { openBase64 } from './base64.ts'
import { isRuined, openProbe } from './content-probe.ts'
import { type DetectedType, isNamedArchive, isZipHead, typeMatchesName } from './detect-type.ts'
import type { Attachment, Text } from './message.ts'
import { type Pour, pourInto } from './pour.ts'
import { type RefusalCode, refusal } from './refusals.ts'
import { openScratch, type Scratch } from './scratch.ts'
import { readTransportZip, ZipFault } from './transport-zip.ts'
import type { ContentSink } from './xml-tree.ts'

/** Where attachments come to rest; a `ByteStore` is one. */
export interface AttachmentStore {
  put(content: AsyncIterable<Uint8Array>): Promise<StoredBytes>
}

/** What the message says of a file; known for certain only once the whole message was read. */
export interface AttachmentLabel {
  name: Text
  contentId: Text
  contentType: Text
  description: Text
}

export interface IncomingAttachment extends ContentSink {
  /** Call once, after the whole message was read. */
  settle(label: AttachmentLabel): Promise<Attachment>
  /** Forgets what waits to be settled. */
  discard(): Promise<void>
}

/** Decoded content: already in the store, or a zip that waits for the name that tells what to do with it. */
type Rest = { kind: 'nothing yet' } | { kind: 'store'; pour: Pour<StoredBytes> } | { kind: 'zip'; scratch: Scratch }

interface Unpacked {
  stored: StoredBytes
  detected: DetectedType
  replacements: number
  wrapped: 'zip' | 'none'
  zipEntry: string | null
  fault: RefusalCode | null
}

const zipHeadBytes = 4

/** What the attachments of one message may still unpack to, in bytes. */
export interface UnpackBudget {
  left: number
}

export function receiveAttachment(
  store: AttachmentStore,
  limits: EdxmlLimits,
  budget: UnpackBudget,
): IncomingAttachment {
  const base64 = openBase64()
  const probe = openProbe()
  let rest: Rest = { kind: 'nothing yet' }
  let early = Buffer.alloc(0)
  let fault: RefusalCode | null = null

  const spoil = async (code: RefusalCode) => {
    fault ??= code
    if (rest.kind === 'store') await rest.pour.fail(new Error(code))
    if (rest.kind === 'zip') await rest.scratch.discard()
  }
  const begin = async () => {
    if (rest.kind !== 'nothing yet') return
    rest = isZipHead(early)
      ? { kind: 'zip', scratch: openScratch() }
      : { kind: 'store', pour: pourInto((content) => store.put(content)) }
    const first = early
    early = Buffer.alloc(0)
    await pass(first)
  }
  const pass = async (chunk: Uint8Array) => {
    if (rest.kind === 'zip') await rest.scratch.write(chunk)
    if (rest.kind === 'store') await rest.pour.write(chunk)
  }

  return {
    async write(piece) {
      if (fault) return
      const chunk = base64.write(piece)
      if (!chunk) return spoil('ATTACHMENT_NOT_BASE64')
      probe.see(chunk)
      if (probe.bytes() > limits.maxAttachmentBytes) return spoil('ATTACHMENT_TOO_BIG')
      if (rest.kind !== 'nothing yet') return pass(chunk)
      early = Buffer.concat([early, chunk])
      if (early.length >= zipHeadBytes) await begin()
    },
    spoil() {
      fault ??= 'ATTACHMENT_NOT_BASE64'
    },
    async end() {
      if (!fault && !base64.complete()) fault = 'ATTACHMENT_NOT_BASE64'
      if (fault) return spoil(fault)
      await begin()
    },
    async settle(label) {
      const decoded = probe.finish()
      const plain = { ...decoded, wrapped: 'none' as const, zipEntry: null }
      let file: Unpacked
      if (fault || rest.kind === 'nothing yet') file = { ...plain, fault: fault ?? 'ATTACHMENT_NOT_BASE64' }
      else if (rest.kind === 'store') file = { ...plain, stored: await rest.pour.end(), fault: null }
      else {
        const maxAttachmentBytes = Math.min(limits.maxAttachmentBytes, budget.left)
        file = await unpackOrKeep(rest.scratch, label, decoded, store, { ...limits, maxAttachmentBytes })
        budget.left -= file.stored.bytes
      }
      const code = file.fault ?? (isRuined(file, label.name) ? 'ATTACHMENT_RUINED' : null)
      return {
        ...label,
        stored: file.stored,
        wrapped: file.wrapped,
        zipEntry: file.zipEntry,
        decoded: decoded.stored,
        detected: file.detected,
        typeMatchesName: typeMatchesName(file.detected, label.name),
        refusal: code && refusal(code, label.name ?? undefined),
      }
    },
    async discard() {
      if (rest.kind === 'zip') await rest.scratch.discard()
      if (rest.kind === 'store') await rest.pour.fail(new Error('message refused'))
    },
  }
}

/** One level only: what comes out of the transport zip is the file, even if it is a zip again. */
async function unpackOrKeep(
  scratch: Scratch,
  label: AttachmentLabel,
  decoded: { stored: StoredBytes; detected: DetectedType; replacements: number },
  store: AttachmentStore,
  limits: EdxmlLimits,
): Promise<Unpacked> {
  try {
    const plain = { ...decoded, wrapped: 'none' as const, zipEntry: null }
    const zip = await readTransportZip(scratch, limits)
    if (zip.kind === 'refused') return { ...plain, fault: zip.code }
    if (zip.kind === 'archive' || isNamedArchive(label.name)) {
      return { ...plain, stored: await store.put(scratch.stream()), fault: null }
    }
    const probe = openProbe()
    try {
      const stored = await store.put(watched(zip.content, (chunk) => probe.see(chunk)))
      return { ...probe.finish(), stored, wrapped: 'zip', zipEntry: zip.name, fault: null }
    } catch (error) {
      if (error instanceof ZipFault) return { ...plain, fault: error.code }
      throw error
    }
  } finally {
    await scratch.discard()
  }
}

async function* watched(
  content: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of content) {
    see(chunk)
    yield chunk
  }
}
