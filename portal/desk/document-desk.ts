/** What the desk's page of one document is made of. */
import type { Document } from '../../pipeline/document.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { QueuePlace } from '../../storage/database/documents/list-for-desk.ts'
import type { FileReport } from '../../validators/signature/report.ts'
import type { Outline } from '../../validators/text/pictures/outline.ts'

export interface DocumentDesk {
  province: string
  session: Session
  document: Document
  journal: readonly { seq: number; at: string; actor: string; action: string; details: Record<string, unknown> }[]
  twins: readonly { id: string; fileName: string }[]
  queue: QueuePlace
  /** Of the mails that brought it. */
  mailSignatures: readonly { report: FileReport }[]
  /** Whether the public sees it, be it in an earlier version. */
  isPublic: boolean
  outline: Outline
  now: Temporal.Instant
  /** What went wrong with the last try, in words. */
  problem: string | null
  /** What has just been done, here or to the document before. */
  done: { text: string; id: string | null } | null
  /** Whether approval leads on to the next document that waits. */
  goOn: boolean
}

export function deskPath(id: string): string {
  return `/ban-lam-viec/van-ban/${id}`
}

/** Type and reference; the file's name where a document cannot be told from others by them. */
export function deskTitle({ description, fileName }: Document): string {
  const { documentType, reference } = description?.metadata ?? {}
  if (reference) return [documentType, reference].filter(Boolean).join(' ')
  return documentType ? `${documentType}, tệp ${fileName}` : fileName
}
