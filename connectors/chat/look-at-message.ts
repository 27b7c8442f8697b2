/** What a message is: documents, a question, or declined with a reason. Fetches its files on the way. */
import { shownName } from '../file-name.ts'
import type { IntakeContent, IntakePart } from '../intake.ts'
import { soundsLikeComplaint } from '../mailbox/decision/decide.ts'
import type { AttachmentKind, ChatAttachment, ChatMessage } from './event.ts'
import type { FetchedFile, FetchFile } from './files/fetch-file.ts'
import { FileFault } from './files/file-fault.ts'
import { fileLimits } from './limits.ts'
import type { LostFile } from './memory.ts'
import { type ChatDeclineCode, declined } from './reasons.ts'

export interface LookedAt {
  content: IntakeContent
  declinedCode: ChatDeclineCode | null
  parts: readonly IntakePart[]
  lost: readonly LostFile[]
  remarks: readonly string[]
}

/** A file may come when asked for again. */
export class TryLater extends Error {}

/**
 * @param lastTry goes on without files that still do not come
 * @throws TryLater
 */
export async function lookAtMessage(
  message: ChatMessage,
  fetchFile: FetchFile,
  lastTry: boolean,
  signal: AbortSignal,
): Promise<LookedAt> {
  const names = message.attachments.flatMap(({ kind, name }) => (isFile(kind) && name ? [name] : []))
  if (soundsLikeComplaint(names, message.text)) return refused('COMPLAINT_OR_DENUNCIATION')
  const files = await fetchAll(message.attachments, fetchFile, lastTry, signal)
  if (files.parts.length > 0) return { ...files, content: { kind: 'documents' }, declinedCode: null }
  const text = questionOf(message)
  if (text !== '') return { ...files, content: { kind: 'question', text }, declinedCode: null }
  return refused(files.lost[0]?.code ?? declineCodeOf(message.attachments))
}

function refused(code: ChatDeclineCode): LookedAt {
  return { content: { kind: 'declined', reason: declined(code) }, declinedCode: code, parts: [], lost: [], remarks: [] }
}

function isFile(kind: AttachmentKind): boolean {
  return kind === 'file' || kind === 'image' || kind === 'missing'
}

/** What the person wrote, with the links they shared; the label of a place on a map is no question. */
function questionOf({ text, attachments }: ChatMessage): string {
  const written = attachments.some(({ kind }) => kind === 'location') ? '' : text.trim()
  const links = attachments.flatMap(({ kind, url, name }) =>
    kind === 'link' && url && !written.includes(url) ? [name ? `${name}: ${url}` : url] : [],
  )
  return [written, ...links].filter((line) => line !== '').join('\n')
}

function declineCodeOf(attachments: readonly ChatAttachment[]): ChatDeclineCode {
  if (attachments.some(({ kind }) => kind === 'missing')) return 'FILE_MISSING'
  if (attachments.some(({ kind }) => kind !== 'sticker')) return 'KIND_NOT_TAKEN'
  return attachments.length > 0 ? 'STICKER' : 'EMPTY'
}

async function fetchAll(
  attachments: readonly ChatAttachment[],
  fetchFile: FetchFile,
  lastTry: boolean,
  signal: AbortSignal,
): Promise<Pick<LookedAt, 'parts' | 'lost' | 'remarks'>> {
  const parts: IntakePart[] = []
  const lost: LostFile[] = []
  const remarks = new Set<string>()
  for (const [index, attachment] of attachments.filter(({ kind }) => isFile(kind)).entries()) {
    if (index >= fileLimits.perMessage) {
      lost.push({ name: attachment.name ?? `tệp ${index + 1}`, code: 'FILE_NOT_FETCHED' })
      continue
    }
    if (attachment.kind === 'missing' || !attachment.url) {
      lost.push({ name: attachment.name ?? `tệp ${index + 1}`, code: 'FILE_MISSING' })
      continue
    }
    try {
      const file = await fetchFile(attachment.url, signal)
      // The documentation's own example is no MD5: a mismatch is worth a remark and no more.
      if (attachment.md5 && attachment.md5.toLowerCase() !== file.md5) remarks.add('CHECKSUM_DIFFERS')
      const { sha256, bytes, declaredType } = file
      parts.push({ sha256, bytes, declaredType, fileName: nameOf(attachment, file, index) })
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      if (error.retry && !lastTry) throw new TryLater(error.message)
      lost.push({ name: attachment.name ?? `tệp ${index + 1}`, code: error.code })
      remarks.add(`FILE: ${error.kind}`)
    }
  }
  return { parts, lost, remarks: [...remarks] }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/heic': '.heic',
  'image/heif': '.heic',
  'image/avif': '.avif',
}

function nameOf({ url, name, kind }: ChatAttachment, file: FetchedFile, index: number): string {
  const inPath =
    URL.parse(url ?? '')
      ?.pathname.split('/')
      .at(-1) ?? ''
  const given = name ?? file.name ?? (/\.\w{2,5}$/.test(inPath) ? inPath : null)
  if (given) return shownName(given)
  const ending = endings[file.declaredType?.split(';')[0]?.trim().toLowerCase() ?? ''] ?? ''
  return `${kind === 'image' ? 'anh' : 'tep'}-${index + 1}${ending}`
}
