/** Events with fields; no secrets, no personal data. */
export type MailboxLog = (event: { event: string } & Readonly<Record<string, unknown>>) => void
