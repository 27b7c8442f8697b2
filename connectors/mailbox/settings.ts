/** What the mailbox connector is told. */
import { type MailLimits, mailLimits } from './limits.ts'

export interface MailSettings {
  inbox: string
  /** Where mails go that were taken in; made when missing. */
  processedFolder: string
  /** Where mails go that a person should look at; made when missing. */
  problemFolder: string
  /** Every address that means us. */
  ownAddresses: readonly string[]
  /** Domains of authorities, whose letters about complaints are no complaints. */
  officialDomains: readonly string[]
  /** The authserv-id of our own mail server (RFC 8601 §5); results under other names prove nothing. `null`: none. */
  trustedAuthserv: string | null
  /** Fields our mail server marks spam with; value in lower case, as it begins. */
  spamFields: readonly { name: string; value: string }[]
  /** Also without a sign from the server the inbox is looked at this often. */
  pollEveryMs: number
  /** First pause after a fault; doubled each time, up to `pollEveryMs`. */
  retryMs: number
  limits: MailLimits
}

export const mailDefaults = {
  inbox: 'INBOX',
  processedFolder: 'Da-tiep-nhan',
  problemFolder: 'Can-kiem-tra',
  officialDomains: ['gov.vn'],
  trustedAuthserv: null,
  spamFields: [
    { name: 'x-spam-flag', value: 'yes' },
    { name: 'x-spam-status', value: 'yes' },
    { name: 'x-spam', value: 'yes' },
  ],
  pollEveryMs: 5 * 60 * 1000,
  retryMs: 1000,
  limits: mailLimits,
} as const satisfies Partial<MailSettings>
