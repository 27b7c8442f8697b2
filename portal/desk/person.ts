/** Who is at the desk, as pages show it. */
import { roleNames, type Session } from '../../storage/database/accounts/accounts.ts'

export interface Person {
  fullName: string
  role: string
  csrfToken: string
  /** What every page must say; see `doorAlarms`. */
  alarms: readonly string[]
  /** Addresses that are not this person's to open: no page leads there. */
  closed: readonly string[]
}

export function personOf(session: Session & { alarms?: readonly string[] }): Person {
  const { account, csrfToken, alarms = [] } = session
  const closed = account.role === 'clerk' ? ['/ban-lam-viec/kenh'] : []
  return { fullName: account.fullName, role: roleNames[account.role], csrfToken, alarms, closed }
}
