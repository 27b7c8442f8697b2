/** Who the mail says sent it, and whether the signer's certificate says the same (RFC 8551 §3, RFC 8550 §3). */
import type { Finding } from '../reasons.ts'
import type { SignerIdentity } from '../report.ts'
import { decodeWords, type Mailbox, normalAddress, readMailboxes } from './addresses.ts'
import { type HeaderField, valuesOf } from './header-fields.ts'
import { MAIL_LIMITS } from './limits.ts'
import { smimeFinding } from './reason-list.ts'

/** Invisible and direction-changing characters: what is seen is not what is there. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u
const ADDRESS_IN_TEXT = /[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+/gu

export interface ClaimedSender {
  /** The one mailbox of the one From field; `null` when there is no such thing, and `findings` says why. */
  mailbox: (Mailbox & { address: string }) | null
  findings: readonly Finding[]
}

/** What the header block says about the sender, by itself. */
export function readSender(fields: readonly HeaderField[]): ClaimedSender {
  const findings: Finding[] = []
  const from = valuesOf(fields, 'from').map(bounded)
  const mailboxes = from.flatMap(readMailboxes)
  const [only] = mailboxes
  if (from.length > 1 || mailboxes.length > 1) findings.push(smimeFinding('SMIME_FROM_SEVERAL'))
  else if (only === undefined || only.address === null) findings.push(smimeFinding('SMIME_FROM_MISSING'))
  if (from.some((value) => DECEPTIVE.test(decodeWords(value)))) findings.push(smimeFinding('SMIME_FROM_DECEPTIVE'))

  const address = only?.address ?? null
  const senders = valuesOf(fields, 'sender').map(bounded).flatMap(readMailboxes)
  for (const sender of senders) {
    if (sender.address !== address)
      findings.push(smimeFinding('SMIME_SENDER_DIFFERS', sender.address ?? sender.written))
  }
  if (only === undefined || address === null || mailboxes.length > 1) return { mailbox: null, findings }
  findings.push(...nameFindings(only.name, address))
  if (/[^\x20-\x7e]/.test(only.written) || address.includes('xn--')) {
    findings.push(smimeFinding('SMIME_ADDRESS_LOOKALIKE', only.written))
  }
  return { mailbox: { ...only, address }, findings }
}

/** A field too long to be one address is read as none. */
function bounded(value: string): string {
  return value.length > MAIL_LIMITS.addressLength ? '' : value
}

/** A display name that shows another address than the real one. */
function nameFindings(name: string, address: string): Finding[] {
  const shown = name.match(ADDRESS_IN_TEXT) ?? []
  const other = shown.map((text) => text.replace(/[.'”“’]+$/, '')).find((text) => normalAddress(text) !== address)
  return other === undefined ? [] : [smimeFinding('SMIME_DISPLAY_NAME_ADDRESS', other)]
}

/** Does the signer's certificate vouch for this sender? `emails`: those in the certificate, lower case. */
export function tieToSender(
  { mailbox }: ClaimedSender,
  signer: SignerIdentity | null,
  emails: readonly string[],
): Finding[] {
  if (mailbox === null || signer === null) return []
  const certified = emails.map((email) => normalAddress(email)).filter((email) => email !== null)
  if (certified.length === 0) return [smimeFinding('SMIME_CERTIFICATE_WITHOUT_EMAIL', mailbox.address)]
  if (!certified.includes(mailbox.address)) {
    return [smimeFinding('SMIME_FROM_DIFFERS', mailbox.address, certified.join(', '))]
  }
  if (isVouchedFor(mailbox, signer)) return []
  return [smimeFinding('SMIME_DISPLAY_NAME_UNPROVEN', mailbox.name, signer.commonName ?? certified.join(', '))]
}

/** Every word of the display name stands in the certificate's names or in the address itself. */
function isVouchedFor(mailbox: Mailbox & { address: string }, signer: SignerIdentity): boolean {
  const proven = new Set(wordsOf([signer.commonName, signer.organization, mailbox.address].join(' ')))
  return wordsOf(mailbox.name).every((word) => proven.has(word))
}

/** Without accents: certificates of Vietnamese offices are often written without, their mail names with. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}
