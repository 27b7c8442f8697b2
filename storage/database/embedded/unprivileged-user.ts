/** PostgreSQL refuses to run as root; this finds whom to run it as, and whether that user can reach a folder. */
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface UnprivilegedUser {
  uid: number
  gid: number
}

/**
 * The user PostgreSQL runs as: `null` when this process is not root (then it runs as ourselves), else the named user,
 * by default `nobody`, looked up in `/etc/passwd` because initdb insists on an entry there.
 */
export function unprivilegedUser(name = 'nobody'): UnprivilegedUser | null {
  if (process.getuid?.() !== 0) return null
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [user, , uid, gid] = line.split(':')
    if (user === name && uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(`Running as root needs an unprivileged user for PostgreSQL, but /etc/passwd has no "${name}".`)
}

/** Whether every folder above and including `path` lets the user pass; files below it are not looked at. */
export function canReach(user: UnprivilegedUser, path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const passes = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001
    if (!passes) return false
    if (folder === dirname(folder)) return true
  }
}
