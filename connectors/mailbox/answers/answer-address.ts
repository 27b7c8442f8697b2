/** Whom an answer may go to: loop-safe (RFC 3834 §2), and never somebody the sender only names. */

import { authenticationResults } from '../authentication.ts'
import { machineSenders } from '../decision/rules.ts'
import type { MailAddress } from '../mime/addresses.ts'
import { fieldOf } from '../mime/headers.ts'
import type { MailMessage } from '../mime/message.ts'
import type { MailSettings } from '../settings.ts'

/** `null` where nobody must be answered: programs, lists, bounces, ourselves, a forged sender. */
export function answerAddress(
  { fields, kinds }: Pick<MailMessage, 'fields' | 'kinds'>,
  senders: readonly MailAddress[],
  settings: MailSettings,
): string | null {
  const [sender] = senders
  // Several authors, or one that hides: nobody to answer for sure.
  if (!sender || senders.length !== 1) return null
  const field = (name: string) => fieldOf(fields, name)?.trim().toLowerCase() ?? ''
  const submitted = field('auto-submitted')
  if (submitted !== '' && !submitted.startsWith('no')) return null
  if (field('x-autoreply') !== '' || field('x-autorespond') !== '') return null
  if (/^(bulk|list|junk|auto.?reply)/.test(field('precedence'))) return null
  if (field('list-id') !== '' || field('list-unsubscribe') !== '' || field('list-post') !== '') return null
  if (/\b(all|autoreply|oof|dr)\b/.test(field('x-auto-response-suppress'))) return null
  if (field('return-path') === '<>' || kinds.has('report')) return null
  if (machineSenders.test(sender.address)) return null
  if (settings.ownAddresses.some((address) => address.toLowerCase() === sender.address)) return null
  const forged = authenticationResults(fields, settings.trustedAuthserv).some(
    ({ method, result }) => method === 'dmarc' && result === 'fail',
  )
  return forged ? null : sender.address
}
