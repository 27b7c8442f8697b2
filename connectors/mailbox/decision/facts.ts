/** What the decision looks at, gathered from a mail that was taken apart. */

import { messageIds } from '../message-id.ts'
import type { MailAddress } from '../mime/addresses.ts'
import { addressesOf } from '../mime/addresses.ts'
import { fieldOf, fieldsOf } from '../mime/headers.ts'
import type { MailMessage } from '../mime/message.ts'
import type { DeclineCode } from '../reasons.ts'
import type { MailSettings } from '../settings.ts'
import { machineSenders } from './rules.ts'

export interface MailFacts {
  from: string | null
  subject: string
  text: string
  /** Files that can be documents. */
  documents: number
  fileNames: readonly string[]
  addressedToUs: boolean
  inOurThread: boolean
  own: boolean
  report: boolean
  /** RFC 3834: `replied` by an answering machine, `generated` by a program. */
  automatic: 'no' | 'replied' | 'generated'
  spam: boolean
  bulk: boolean
  calendar: boolean
  partial: boolean
  encrypted: boolean
  attachmentsLost: boolean
  /** Not read to the end, for its limits. */
  damage: DeclineCode | null
}

export function factsOf(
  message: MailMessage,
  senders: readonly MailAddress[],
  documents: readonly string[],
  inOurThread: boolean,
  settings: MailSettings,
): MailFacts {
  const { fields, kinds, remarks } = message
  const field = (name: string) => fieldOf(fields, name)?.trim().toLowerCase() ?? ''
  const from = senders[0]?.address ?? null
  const precedence = field('precedence')
  const ours = new Set(settings.ownAddresses.map((address) => address.toLowerCase()))
  const bounced = field('return-path') === '<>' && machineSenders.test(from ?? '')
  return {
    from,
    subject: message.subject,
    text: message.text,
    documents: documents.length,
    fileNames: documents,
    addressedToUs: recipientsOf(message).some((address) => ours.has(address)),
    inOurThread,
    own: from !== null && ours.has(from) && field('auto-submitted').startsWith('auto-'),
    report: kinds.has('report') || bounced,
    automatic: automaticOf(field('auto-submitted'), precedence, field),
    spam: settings.spamFields.some(({ name, value }) => field(name).startsWith(value)),
    bulk: /^(bulk|list|junk)/.test(precedence) || field('list-id') !== '' || field('list-unsubscribe') !== '',
    calendar: kinds.has('calendar'),
    partial: kinds.has('partial'),
    encrypted: kinds.has('encrypted'),
    attachmentsLost: remarks.has('EMPTY_ATTACHMENT') && message.text === '',
    damage: remarks.has('TOO_MANY_PARTS') ? 'TOO_MANY_PARTS' : remarks.has('TOO_MUCH_WORK') ? 'TOO_COMPLEX' : null,
  }
}

function automaticOf(submitted: string, precedence: string, field: (name: string) => string): MailFacts['automatic'] {
  if (submitted.startsWith('auto-replied') || /^auto.?reply/.test(precedence)) return 'replied'
  if (field('x-autoreply') !== '' || field('x-autorespond') !== '') return 'replied'
  return submitted.startsWith('auto-') ? 'generated' : 'no'
}

function recipientsOf({ fields }: MailMessage): string[] {
  const names = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'resent-to', 'x-forwarded-to']
  return names.flatMap((name) => fieldsOf(fields, name).flatMap((value) => addressesOf(value).map((a) => a.address)))
}

/** Message-IDs this mail answers, newest first. */
export function threadOf({ fields }: Pick<MailMessage, 'fields'>): string[] {
  const parents = messageIds(fieldOf(fields, 'in-reply-to') ?? '')
  const references = messageIds(fieldOf(fields, 'references') ?? '').reverse()
  return [...new Set([...parents, ...references])]
}
