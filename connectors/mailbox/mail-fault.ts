/** Faults of the mail server and of the way to it: they pass, and nothing is lost meanwhile. */

export type MailFaultKind = 'credentials' | 'connection' | 'folder' | 'unsafe move'

export class MailFault extends Error {
  readonly kind: MailFaultKind

  constructor(kind: MailFaultKind, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MailFault'
    this.kind = kind
  }
}

/** The sentence for the desk. */
export function mailFault(error: unknown, doing: string): MailFault {
  if (error instanceof MailFault) return error
  const text = error instanceof Error ? error.message : String(error)
  const authentication =
    error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
  return authentication
    ? new MailFault('credentials', `Máy chủ thư từ chối tài khoản hoặc mật khẩu (${text}).`, error)
    : new MailFault('connection', `Mất kết nối với máy chủ thư khi ${doing} (${text}).`, error)
}
