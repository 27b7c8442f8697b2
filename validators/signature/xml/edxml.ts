/** What edXML (QCVN 102:2016) adds: attachments named by `cid:`, and wrappers that carry nothing a reader reads. */
import { decodeBase64 } from './base64.ts'
import { NS } from './names.ts'
import { childElements, textOf, type XmlDocument, type XmlElement } from './tree.ts'
import type { OutsideContent } from './world.ts'

/** Frames around the signed parts, and the routing that each station adds to on the way. */
const FRAMES = new Set([...['edXML', 'edXMLEnvelope', 'edXMLHeader', 'edXMLBody', 'AttachmentEncoded', 'Attachment']])
const ROUTING = 'TraceHeaderList'

export function isEdxml(document: XmlDocument): boolean {
  return document.root.uri === NS.edxml && document.root.local === 'edXML'
}

/**
 * The attachment a `cid:` URI names, in the forms signers hash: the file, and its base64 text as it stands. Nothing
 * where no attachment or more than one bears that ContentId.
 */
export function attachmentContent(uri: string, document: XmlDocument): readonly OutsideContent[] {
  const found = attachments(document).filter((attachment) => textIn(attachment, 'ContentId') === uri)
  const [attachment] = found
  const holder = attachment === undefined ? null : childNamed(attachment, 'ContentTransferEncoded')
  if (found.length !== 1 || holder === null) return []
  const text = textOf(holder)
  const file = decodeBase64(text)
  const asWritten = { bytes: Buffer.from(text, 'utf8'), holder, named: true }
  return file === null ? [asWritten] : [{ bytes: file, holder, named: true }, asWritten]
}

/** An element no reader takes content from: a frame, routing, or a label that repeats the signed manifest's. */
export function carriesNothing(
  element: XmlElement,
  covered: (element: XmlElement) => boolean,
): 'frame' | 'whole' | null {
  if (element.uri !== NS.edxml) return null
  if (FRAMES.has(element.local)) return 'frame'
  if (element.local === ROUTING) return 'whole'
  const attachment = element.parent
  if (attachment.kind !== 'element' || attachment.local !== 'Attachment') return null
  const id = textIn(attachment, 'ContentId')
  const entry = manifestEntries(element).find((one) => covered(one) && textIn(one, 'ContentId') === id)
  if (entry === undefined) return null
  return textIn(entry, element.local) === textOf(element).trim() ? 'whole' : null
}

function attachments(document: XmlDocument): XmlElement[] {
  const holders = childElements(document.root).flatMap((child) =>
    child.local === 'AttachmentEncoded'
      ? [child]
      : childElements(child).filter((one) => one.local === 'AttachmentEncoded'),
  )
  return holders.flatMap((holder) => childElements(holder).filter((child) => child.local === 'Attachment'))
}

function manifestEntries(inside: XmlElement): XmlElement[] {
  let root = inside
  while (root.parent.kind === 'element') root = root.parent
  const envelope = childNamed(root, 'edXMLEnvelope')
  const body = envelope === null ? null : childNamed(envelope, 'edXMLBody')
  const manifest = body === null ? null : childNamed(body, 'edXMLManifest')
  return manifest === null ? [] : childElements(manifest, NS.edxml, 'Reference')
}

function childNamed(parent: XmlElement, local: string): XmlElement | null {
  return childElements(parent, NS.edxml, local)[0] ?? null
}

function textIn(parent: XmlElement, local: string): string | null {
  const child = childNamed(parent, local)
  return child === null ? null : textOf(child).trim()
}
