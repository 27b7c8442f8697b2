/** What the mailbox connector remembers between restarts. Whoever composes the system backs it with the database. */
import type { StoredBytes } from '../intake.ts'

/** A mail that was committed as an intake of this channel. */
export interface TakenMail {
  intakeId: string
  raw: StoredBytes
  /** Names what the mail says, however it travelled: kept as `channelData.contentDigest`. */
  contentDigest: string
  registerNumber: number | null
  registerYear: number | null
  /** `null` for one that was taken in. */
  declinedCode: string | null
}

/** A place in a folder: UIDs mean something only together with the UIDVALIDITY they were given under (RFC 9051 §2.3.1.1). */
export interface FolderMark {
  /** Decimal. */
  uidValidity: string
  /** Every message up to this UID was looked at. */
  uid: number
}

/**
 * Losing any of this loses no mail and doubles none: `(channel, externalId)` of the intakes decides. It saves reading
 * mails again, and finds those that people moved past the inbox.
 */
export interface MailboxMemory {
  /** By external id; backed by the intake table, so it knows whatever `IntakeSink.submit` committed. */
  taken(externalIds: readonly string[]): Promise<ReadonlyMap<string, TakenMail>>
  readUpTo(folder: string): Promise<FolderMark | null>
  setReadUpTo(folder: string, mark: FolderMark): Promise<void>
  /**
   * Counts one more try for each of these raw mails, durably, and says how many that makes. `key` names a mail in its
   * folder; whatever is older than a month may be forgotten.
   */
  begin(keys: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Takes those tries back: they failed for want of something else (a full disk, a server gone), not for the mail. */
  takeBack(keys: readonly string[]): Promise<void>
}
