/** A stored mail as an intake: read, decided on, its files stored one by one. */
import { createHash } from 'node:crypto'
import { shownName } from '../file-name.ts'
import type { ByteStore, Intake, IntakeContent, IntakePart, StoredBytes } from '../intake.ts'
import { answerAddress } from './answers/answer-address.ts'
import { authenticationResults } from './authentication.ts'
import { decide } from './decision/decide.ts'
import { factsOf, threadOf } from './decision/facts.ts'
import { machineFiles, machineTypes } from './decision/rules.ts'
import type { MailboxMemory } from './memory.ts'
import { contentDigest, messageIdOf } from './message-id.ts'
import { addressesOf } from './mime/addresses.ts'
import type { DecodeLegacy } from './mime/charset.ts'
import { decodeWords, fieldOf, readHeaders } from './mime/headers.ts'
import type { MailFile, MailMessage } from './mime/message.ts'
import { type DeclineCode, declined } from './reasons.ts'
import type { MailSettings } from './settings.ts'

export interface IntakeTools {
  store: ByteStore
  memory: Pick<MailboxMemory, 'taken'>
  settings: MailSettings
  decodeLegacy: DecodeLegacy
}

/** An intake before it has its name: `externalId` is chosen when it is handed in. */
export interface MailIntake {
  intake: Omit<Intake, 'externalId'>
  /** `null` where the mail has none. */
  messageId: string | null
  contentDigest: string
  declinedCode: DeclineCode | null
}

/** @param message what `source` says. @param source the raw mail, stored already as `raw`. */
export async function mailIntake(
  message: MailMessage,
  source: Buffer,
  raw: StoredBytes,
  receivedAt: Temporal.Instant,
  tools: IntakeTools,
): Promise<MailIntake> {
  const { settings, decodeLegacy } = tools
  const isDocument = documentTest(message)
  const documents = message.files.flatMap((file, index) =>
    isDocument(file) ? [{ file, name: nameOf(file, index) }] : [],
  )
  const thread = threadOf(message)
  const senders = addressesOf(fieldOf(message.fields, 'from') ?? '', decodeLegacy)
  const facts = factsOf(
    message,
    senders,
    documents.map(({ name }) => name),
    await isOurThread(thread, tools),
    settings,
  )
  const decision = decide(facts, settings)
  const isTaken = decision.kind === 'documents'
  const parts: IntakePart[] = []
  for (const { file, name } of isTaken ? documents : []) {
    parts.push({ ...(await tools.store.put(file.content)), fileName: name, declaredType: file.declaredType })
  }
  const digest = contentDigest(source, readHeaders(source, 0, source.length, settings.limits).bodyAt, message.fields)
  const messageId = messageIdOf(message.fields)
  return {
    messageId,
    contentDigest: digest,
    declinedCode: decision.kind === 'declined' ? decision.code : null,
    intake: {
      channel: 'mailbox',
      sender: { name: senders[0]?.name ?? null, address: senders[0]?.address ?? null },
      receivedAt,
      raw,
      parts,
      envelope: message.subject
        ? { reference: null, documentType: null, issuer: null, issuedOn: null, summary: message.subject.slice(0, 1000) }
        : null,
      content: contentOf(decision, message),
      channelData: {
        messageId,
        contentDigest: digest,
        subject: message.subject.slice(0, 1000),
        text: message.text.slice(0, 10_000),
        thread,
        inOurThread: facts.inOurThread,
        looksAsked: decision.kind === 'question' ? decision.looksAsked : null,
        authentication: authenticationResults(message.fields, settings.trustedAuthserv),
        signed: message.kinds.has('signed'),
        encrypted: message.kinds.has('encrypted'),
        remarks: [...message.remarks],
        leftOut: message.files
          .flatMap((file, index) =>
            isDocument(file) && isTaken
              ? []
              : [{ fileName: nameOf(file, index), bytes: file.content.length, role: file.role }],
          )
          .slice(0, 100),
        answerTo: answerAddress(message, senders, settings),
      },
    },
  }
}

function contentOf(decision: ReturnType<typeof decide>, message: MailMessage): IntakeContent {
  switch (decision.kind) {
    case 'documents':
      return { kind: 'documents' }
    case 'question':
      return { kind: 'question', text: message.text || message.subject }
    case 'declined': {
      const { code, message: sentence } = declined(decision.code)
      return { kind: 'declined', reason: { code, message: sentence } }
    }
  }
}

/** Bytes from which a picture in the text may be a photographed page rather than a logo. */
const pageSize = 50 * 1024

/** Whatever a person attached may be one; what it is, and whether it is safe, later stages judge. */
function documentTest(message: MailMessage): (file: MailFile) => boolean {
  const attached = ({ role, name, declaredType }: MailFile) =>
    role === 'file' && !machineFiles.test(name ?? '') && !machineTypes.test(declaredType)
  if (message.files.some(attached)) return attached
  // Telephones put a photographed paper into the text itself.
  return ({ role, content }) => role === 'decoration' && content.length >= pageSize
}

/** Endings for files without a name, by what they begin with. */
const beginnings: readonly { starts: string; extension: string }[] = [
  { starts: '%PDF-', extension: '.pdf' },
  { starts: 'PK\x03\x04', extension: '.zip' },
  { starts: '\xd0\xcf\x11\xe0', extension: '.doc' },
  { starts: '\xff\xd8\xff', extension: '.jpg' },
  { starts: '\x89PNG', extension: '.png' },
  { starts: 'GIF8', extension: '.gif' },
  { starts: 'II*\x00', extension: '.tif' },
  { starts: 'MM\x00*', extension: '.tif' },
  { starts: '{\\rtf', extension: '.rtf' },
  { starts: '<?xml', extension: '.xml' },
]

/** A name safe to show and to offer: no folders, no control or direction characters that make `exe.pdf` of `fdp.exe`. */
function nameOf({ name, content }: MailFile, index: number): string {
  const bare = (name ?? '')
    .replace(/[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[. ]+$/, '')
    .trim()
  if (bare !== '') {
    const shown = shownName(bare)
    return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(shown) ? `_${shown}` : shown
  }
  const head = content.toString('latin1', 0, 8)
  const extension = beginnings.find(({ starts }) => head.startsWith(starts))?.extension ?? ''
  return `tep-dinh-kem-${index + 1}${extension}`
}

async function isOurThread(thread: readonly string[], { memory, settings }: IntakeTools): Promise<boolean> {
  if (thread.length === 0) return false
  const domains = settings.ownAddresses.map((address) => address.split('@')[1] ?? '')
  // Our own answers are named by us, see answers/answer-mail.ts.
  if (thread.some((id) => domains.some((domain) => id.startsWith('<congbao.') && id.endsWith(`@${domain}>`))))
    return true
  return (await memory.taken(thread)).size > 0
}

/** A mail that could not be read: kept as it is, for a person. @param key names it where not even its bytes do. */
export function unreadMail(raw: StoredBytes, key: string, receivedAt: Temporal.Instant): MailIntake {
  const digest = createHash('sha256')
    .update(raw.sha256 || key)
    .digest('hex')
  return declinedMail('UNREADABLE', raw, digest, null, receivedAt, { remarks: [] })
}

/** A mail larger than is taken: known, and answered, by its header alone. */
export function oversizeMail(
  bytes: number,
  header: Buffer,
  receivedAt: Temporal.Instant,
  { settings, decodeLegacy }: Pick<IntakeTools, 'settings' | 'decodeLegacy'>,
): MailIntake {
  const { fields } = readHeaders(header, 0, header.length, settings.limits)
  const senders = addressesOf(fieldOf(fields, 'from') ?? '', decodeLegacy)
  // The size stands for the body: two different mails of one name are still two.
  const digest = contentDigest(Buffer.from(String(bytes)), 0, fields)
  const messageId = messageIdOf(fields)
  const subject = decodeWords(fieldOf(fields, 'subject') ?? '', decodeLegacy)
    .trim()
    .slice(0, 1000)
  const mail = declinedMail('TOO_BIG', { sha256: '', bytes: 0 }, digest, messageId, receivedAt, {
    messageId,
    subject,
    bytes,
    thread: threadOf({ fields }),
    authentication: authenticationResults(fields, settings.trustedAuthserv),
    answerTo: answerAddress({ fields, kinds: new Set() }, senders, settings),
  })
  const sender = { name: senders[0]?.name ?? null, address: senders[0]?.address ?? null }
  return { ...mail, intake: { ...mail.intake, sender } }
}

function declinedMail(
  code: DeclineCode,
  raw: StoredBytes,
  digest: string,
  messageId: string | null,
  receivedAt: Temporal.Instant,
  channelData: Readonly<Record<string, unknown>>,
): MailIntake {
  return {
    messageId,
    contentDigest: digest,
    declinedCode: code,
    intake: {
      channel: 'mailbox',
      sender: { name: null, address: null },
      receivedAt,
      raw,
      parts: [],
      envelope: null,
      content: { kind: 'declined', reason: declined(code) },
      channelData: { ...channelData, contentDigest: digest },
    },
  }
}
