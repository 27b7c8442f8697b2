/** The names senders give their files, made safe to show and to offer for download. */
import { basename } from 'node:path'

const longestName = 200

/** The file's own name without folders, control characters and excess length; its extension is kept. */
export function shownName(name: string): string {
  const bare = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '')
    .trim()
  if (bare === '') return 'khong-ten'
  if (bare.length <= longestName) return bare
  const extension = /\.[^.]{1,8}$/.exec(bare)?.[0] ?? ''
  return bare.slice(0, longestName - extension.length) + extension
}
