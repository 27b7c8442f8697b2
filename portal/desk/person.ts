/** Who is at the desk, as pages show it. */
import { roleNames, type Session } from '../../storage/database/accounts/accounts.ts'

export function personOf(session: Session): { fullName: string; role: string; csrfToken: string } {
  const { account, csrfToken } = session
  return { fullName: account.fullName, role: roleNames[account.role], csrfToken }
}
