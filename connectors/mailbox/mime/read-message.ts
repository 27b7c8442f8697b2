/** Takes a raw mail apart in bounded time: MIME (RFC 2045–2049), messages in messages, winmail.dat, S/MIME, uuencode. */
import type { MailLimits } from '../limits.ts'
import { type DecodeLegacy, decodeText } from './charset.ts'
import { decodeWords, type Field, fieldOf, type HeaderBlock, readHeaders, readParametrized } from './headers.ts'
import { htmlText } from './html-text.ts'
import type { FileRole, MailFile, MailKind, MailMessage, RemarkCode } from './message.ts'
import { openSmime } from './smime.ts'
import { splitParts } from './split-parts.ts'
import { isTnef, readTnef } from './tnef.ts'
import { decodeTransfer, uuFiles } from './transfer.ts'

interface Reading {
  limits: MailLimits
  legacy: DecodeLegacy
  plain: string[]
  html: string[]
  files: MailFile[]
  kinds: Set<MailKind>
  remarks: Set<RemarkCode>
  parts: number
  work: number
}

interface Place {
  depth: number
  path: string
  /** The media type of the multipart around it. */
  around: string
}

/** Pure; equal bytes give equal results. Never throws for any bytes. */
export function readMessage(source: Buffer, limits: MailLimits, legacy: DecodeLegacy): MailMessage {
  const reading: Reading = {
    limits,
    legacy,
    plain: [],
    html: [],
    files: [],
    kinds: new Set(),
    remarks: new Set(),
    parts: 0,
    work: 0,
  }
  const block = readHeaders(source, 0, source.length, limits)
  readEntity(reading, source, source.length, block, { depth: 0, path: '', around: '' }, 'text/plain')
  const plain = reading.plain.join('\n\n').trim()
  const { files, kinds, remarks } = reading
  return {
    fields: block.fields,
    subject: decodeWords(fieldOf(block.fields, 'subject') ?? '', legacy).trim(),
    text: (plain || reading.html.join('\n\n')).slice(0, limits.maxText).toWellFormed().trim(),
    files,
    kinds,
    remarks,
  }
}

function readEntity(
  reading: Reading,
  source: Buffer,
  end: number,
  block: HeaderBlock,
  place: Place,
  defaultType: string,
): void {
  const { limits, legacy } = reading
  reading.parts++
  reading.work += end - block.bodyAt
  if (reading.parts > limits.maxParts) return void reading.remarks.add('TOO_MANY_PARTS')
  if (reading.work > limits.maxWorkBytes) return void reading.remarks.add('TOO_MUCH_WORK')
  const declared = readParametrized(fieldOf(block.fields, 'content-type'), legacy)
  const type = /^[^/\s]+\/[^/\s]+$/.test(declared.value) ? declared.value : typeWithout(declared.value, defaultType)
  const body = source.subarray(block.bodyAt, end)
  const encoding = fieldOf(block.fields, 'content-transfer-encoding')?.replace(/\(.*\)/, '') ?? ''
  const deep = place.depth >= limits.maxDepth
  if (deep && (type.startsWith('multipart/') || type === 'message/rfc822')) {
    reading.remarks.add('TOO_DEEP')
    addFile(
      reading,
      { name: `thu-${place.path || '1'}.eml`, declaredType: 'message/rfc822', content: body },
      place,
      'file',
    )
    return
  }
  if (type.startsWith('multipart/')) {
    readMultipart(reading, body, type, declared.parameters.get('boundary') ?? '', place)
  } else if (type === 'message/rfc822' || type === 'message/global') {
    reading.kinds.add('nested')
    readNested(reading, decodeTransfer(body, encoding), place)
  } else readLeaf(reading, decodeTransfer(body, encoding), type, declared.parameters, block.fields, place)
}

function typeWithout(value: string, defaultType: string): string {
  if (value === '') return defaultType
  return value === 'text' ? 'text/plain' : 'application/octet-stream'
}

function readMultipart(reading: Reading, body: Buffer, type: string, boundary: string, place: Place): void {
  if (type === 'multipart/report') reading.kinds.add('report')
  if (type === 'multipart/signed') reading.kinds.add('signed')
  if (type === 'multipart/encrypted') reading.kinds.add('encrypted')
  const { parts, closed } = splitParts(body, boundary, reading.limits.maxParts + 1)
  if (parts.length === 0) {
    // Nothing separates anything: a person reads it as text, so does this.
    reading.remarks.add('NO_PARTS_FOUND')
    reading.plain.push(decodeText(body.subarray(0, reading.limits.maxMarkupBytes), null, reading.legacy))
    return
  }
  if (!closed) reading.remarks.add('NO_END_OF_PARTS')
  const innerDefault = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  for (const [index, part] of parts.entries()) {
    const block = readHeaders(body, part.start, part.end, reading.limits)
    const inner = { depth: place.depth + 1, path: `${place.path}${place.path && '.'}${index + 1}`, around: type }
    readEntity(reading, body, part.end, block, inner, innerDefault)
    if (reading.parts > reading.limits.maxParts) return
  }
}

/** A message in a message: what it carries counts, and its words are read after ours, under its subject. */
function readNested(reading: Reading, inner: Buffer, place: Place): void {
  const block = readHeaders(inner, 0, inner.length, reading.limits)
  const subject = decodeWords(fieldOf(block.fields, 'subject') ?? '', reading.legacy).trim()
  if (subject && place.around !== 'multipart/report') reading.plain.push(subject)
  readEntity(
    reading,
    inner,
    inner.length,
    block,
    { depth: place.depth + 1, path: `${place.path}${place.path && '.'}m`, around: place.around },
    'text/plain',
  )
}

function readLeaf(
  reading: Reading,
  content: Buffer,
  type: string,
  parameters: ReadonlyMap<string, string>,
  fields: readonly Field[],
  place: Place,
): void {
  const { legacy, limits } = reading
  const disposition = readParametrized(fieldOf(fields, 'content-disposition'), legacy)
  const name = disposition.parameters.get('filename') || parameters.get('name') || null
  const attached = disposition.value === 'attachment' || name !== null
  const charset = parameters.get('charset')?.split(/[\s(]/)[0] ?? null
  if (type === 'message/partial') reading.kinds.add('partial')
  if (type === 'text/calendar') reading.kinds.add('calendar')
  if (isTnef(content)) {
    readWinmail(reading, content, place)
    return
  }
  if (/^application\/(x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name ?? '')) {
    if (readSmime(reading, content, type, name, place)) return
  }
  if (type === 'application/pgp-encrypted' || place.around === 'multipart/encrypted') reading.kinds.add('encrypted')
  if (type === 'text/plain' && !attached) {
    const { text, files } = uuFiles(decodeText(content, charset, legacy), limits.maxParts)
    reading.plain.push(text)
    for (const file of files) addFile(reading, { ...file, declaredType: 'application/octet-stream' }, place, 'file')
    return
  }
  if (type === 'text/html' && !attached) {
    reading.html.push(htmlText(decodeText(content.subarray(0, limits.maxMarkupBytes), charset, legacy)))
    return
  }
  // The other side of an alternative, an address card of the report: words for machines.
  if (!attached && (type.startsWith('text/') || type.startsWith('message/'))) {
    if (place.around !== 'multipart/report' && type !== 'text/calendar' && type !== 'message/partial') {
      reading.plain.push(decodeText(content, charset, legacy))
    }
    return
  }
  addFile(reading, { name, declaredType: type, content }, place, roleOf(type, name, fields, place, disposition.value))
}

function roleOf(
  type: string,
  name: string | null,
  fields: readonly Field[],
  { around }: Place,
  disposition: string,
): FileRole {
  if (/^application\/(x-)?(pkcs7|pgp)-signature$/.test(type) && around === 'multipart/signed') return 'signature'
  if (around === 'multipart/encrypted') return 'encrypted'
  const shown = type.startsWith('image/') && disposition !== 'attachment' && fieldOf(fields, 'content-id') !== null
  return shown && (around === 'multipart/related' || name === null) ? 'decoration' : 'file'
}

function readWinmail(reading: Reading, content: Buffer, place: Place): void {
  reading.kinds.add('winmail')
  const tnef = readTnef(content, reading.limits, reading.legacy)
  if (!tnef.complete) reading.remarks.add('WINMAIL_BROKEN')
  if (tnef.text) reading.plain.push(tnef.text)
  for (const [index, file] of tnef.files.entries()) {
    const inner = { ...place, depth: place.depth + 1, path: `${place.path}${place.path && '.'}w${index + 1}` }
    reading.parts++
    reading.work += file.content.length
    if (reading.parts > reading.limits.maxParts) return void reading.remarks.add('TOO_MANY_PARTS')
    if (file.embedded && inner.depth < reading.limits.maxDepth) readWinmail(reading, file.content, inner)
    else addFile(reading, file, inner, 'file')
  }
}

/** @returns false when it is a file like others. */
function readSmime(reading: Reading, content: Buffer, type: string, name: string | null, place: Place): boolean {
  const opened = openSmime(content)
  if (opened.kind === 'encrypted') {
    reading.kinds.add('encrypted')
    reading.remarks.add('ENCRYPTED_PART')
    addFile(reading, { name, declaredType: type, content }, place, 'encrypted')
    return true
  }
  if (opened.kind !== 'signed') {
    if (opened.kind === 'broken') reading.remarks.add('SMIME_BROKEN')
    return false
  }
  const block = readHeaders(opened.content, 0, opened.content.length, reading.limits)
  // A signed file that is no message (a PDF in CAdES) is a document of its own: the validators open it.
  if (!block.fields.some((field) => field.name === 'content-type')) return false
  reading.kinds.add('signed')
  const inner = { depth: place.depth + 1, path: `${place.path}${place.path && '.'}s`, around: '' }
  readEntity(reading, opened.content, opened.content.length, block, inner, 'text/plain')
  return true
}

function addFile(
  reading: Reading,
  file: Pick<MailFile, 'name' | 'declaredType' | 'content'>,
  place: Place,
  role: FileRole,
) {
  if (file.content.length === 0) return void reading.remarks.add('EMPTY_ATTACHMENT')
  const { name, declaredType, content } = file
  reading.files.push({ name, declaredType, content, role, place: place.path || '1' })
}
