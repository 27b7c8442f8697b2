/** Message-IDs (RFC 5322 §3.6.4), and the name a mail gets in the register where it has none or shares one. */
import { createHash } from 'node:crypto'
import { maxMessageId, maxReferences } from './limits.ts'
import type { Field } from './mime/headers.ts'
import { fieldOf } from './mime/headers.ts'

/** The ids of a field in brackets, as `<…>`; others are no ids. */
export function messageIds(value: string): string[] {
  const found = value.slice(0, 100_000).match(/<[^<>\s]{3,}>/g) ?? []
  return found.filter((id) => id.length <= maxMessageId).slice(-maxReferences)
}

/** `null` where the mail has none that could be used as a name. */
export function messageIdOf(fields: readonly Field[]): string | null {
  const value = fieldOf(fields, 'message-id')?.trim() ?? ''
  const [id] = messageIds(value)
  if (id) return id
  // Written without brackets by some programs; still a name if it looks like one.
  return /^[^\s<>]{1,200}@[^\s<>]{1,200}$/.test(value) && value.length <= maxMessageId - 2 ? `<${value}>` : null
}

/** Names what a mail says: fields its sender wrote and the body, not those its way added. 64 hexadecimal digits. */
export function contentDigest(source: Buffer, bodyAt: number, fields: readonly Field[]): string {
  const hash = createHash('sha256')
  for (const name of ['from', 'to', 'date', 'subject', 'content-type']) {
    hash.update(`${name}:${(fieldOf(fields, name) ?? '').replace(/\s+/g, ' ').trim()}\n`, 'latin1')
  }
  return hash.update(source.subarray(bodyAt)).digest('hex')
}

/** The name of a mail whose Message-ID another mail has already. */
export function secondName(messageId: string, digest: string): string {
  return `${messageId}#${digest.slice(0, 32)}`
}
