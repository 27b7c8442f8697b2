/** A mail taken apart: what the decision and the intake are made from. */
import type { Field } from './headers.ts'

/**
 * `file`: something a person attached. `decoration`: a picture the HTML shows (logos, signatures). `signature`: S/MIME
 * or PGP signature, judged on the raw message. `encrypted`: a container nobody here can open.
 */
export type FileRole = 'file' | 'decoration' | 'signature' | 'encrypted'

export interface MailFile {
  /** As the sender wrote it; not yet safe. */
  name: string | null
  declaredType: string
  content: Buffer
  role: FileRole
  /** Where it lies, like `2.1`; stable for one raw message. */
  place: string
}

/** What a clerk should know of how the mail was read: a closed list. */
export type RemarkCode =
  | 'NO_END_OF_PARTS'
  | 'NO_PARTS_FOUND'
  | 'TOO_DEEP'
  | 'TOO_MANY_PARTS'
  | 'TOO_MUCH_WORK'
  | 'WINMAIL_BROKEN'
  | 'SMIME_BROKEN'
  | 'ENCRYPTED_PART'
  | 'EMPTY_ATTACHMENT'

export interface MailMessage {
  fields: readonly Field[]
  /** Decoded. */
  subject: string
  /** Best readable text: plain if there is some, else from HTML. */
  text: string
  files: readonly MailFile[]
  /** Kinds met anywhere in the message. */
  kinds: ReadonlySet<MailKind>
  remarks: ReadonlySet<RemarkCode>
}

export type MailKind = 'report' | 'partial' | 'calendar' | 'encrypted' | 'signed' | 'winmail' | 'nested'
