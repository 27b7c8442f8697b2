/** The door for e-mail. */
import { z } from 'zod'
import { flag, listOf } from './values.ts'

export const mailboxSettings = {
  /** The mailbox documents and questions come to; none unless its server is named. */
  CONGBAO_IMAP_HOST: z.string().optional(),
  CONGBAO_IMAP_PORT: z.coerce.number().int().min(1).max(65535).default(993),
  /** TLS from the first byte; only a server on this machine should do without. */
  CONGBAO_IMAP_TLS: flag.default(true),
  CONGBAO_IMAP_USER: z.string().default(''),
  CONGBAO_IMAP_PASSWORD: z.string().default(''),
  /** Every address that means us, the first the one we answer from; separated by commas. */
  CONGBAO_MAIL_ADDRESSES: z.string().default('congthongtindientu@langson.gov.vn'),
  /** The authserv-id of our own mail server, whose SPF, DKIM and DMARC results count (RFC 8601). */
  CONGBAO_MAIL_AUTHSERV: z.string().optional(),
  /** Where answers are sent through; without it nobody is answered by mail. */
  CONGBAO_SMTP_URL: z.url().optional(),
  CONGBAO_MAIL_POLL_MINUTES: z.coerce.number().positive().default(5),
}
type Settings = z.infer<z.ZodObject<typeof mailboxSettings>>

export interface MailboxConfig {
  host: string
  port: number
  tls: boolean
  user: string
  password: string
  addresses: readonly string[]
  authserv: string | null
  smtpUrl: string | null
  pollMinutes: number
}

export function mailboxConfig(settings: Settings): MailboxConfig | null {
  if (!settings.CONGBAO_IMAP_HOST) return null
  return {
    host: settings.CONGBAO_IMAP_HOST,
    port: settings.CONGBAO_IMAP_PORT,
    tls: settings.CONGBAO_IMAP_TLS,
    user: settings.CONGBAO_IMAP_USER,
    password: settings.CONGBAO_IMAP_PASSWORD,
    addresses: listOf(settings.CONGBAO_MAIL_ADDRESSES),
    authserv: settings.CONGBAO_MAIL_AUTHSERV ?? null,
    smtpUrl: settings.CONGBAO_SMTP_URL ?? null,
    pollMinutes: settings.CONGBAO_MAIL_POLL_MINUTES,
  }
}
