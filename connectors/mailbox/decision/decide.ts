/** What a mail is: documents, a question, or declined with a reason. Pure. */
import type { DeclineCode } from '../reasons.ts'
import type { MailFacts } from './facts.ts'
import { complaintSigns, letterHead, noComplaintSigns, questionSigns } from './rules.ts'

export type Decision =
  | { kind: 'documents' }
  | { kind: 'question'; looksAsked: boolean }
  | { kind: 'declined'; code: DeclineCode }

export interface DecisionSettings {
  /** Domains whose mail is official business: an authority that writes about complaints does not complain. */
  officialDomains: readonly string[]
}

export function decide(facts: MailFacts, settings: DecisionSettings): Decision {
  const machine = declinedMachine(facts)
  if (machine) return declined(machine)
  if (isComplaint(facts, settings)) return declined('COMPLAINT_OR_DENUNCIATION')
  if (facts.damage) return declined(facts.damage)
  if (facts.documents > 0) return { kind: 'documents' }
  if (facts.encrypted) return declined('ENCRYPTED')
  if (facts.partial) return declined('FRAGMENT')
  if (facts.attachmentsLost) return declined('ATTACHMENTS_UNREADABLE')
  if (facts.calendar) return declined('CALENDAR')
  if (facts.automatic !== 'no') return declined('AUTO_SUBMITTED')
  if (facts.text === '' && facts.subject === '') return declined('EMPTY')
  if (facts.bulk) return declined('BULK')
  // A reply to what we wrote reaches us by its thread, whatever its recipients say.
  if (!facts.addressedToUs && !facts.inOurThread) return declined('NOT_ADDRESSED_TO_US')
  const asked = questionSigns.some((sign) => sign.test(`${facts.subject}\n${facts.text}`.toLowerCase()))
  return { kind: 'question', looksAsked: asked }
}

function declined(code: DeclineCode): Decision {
  return { kind: 'declined', code }
}

/** What programs sent. A program may well send documents (`auto-generated`); an answering machine does not. */
function declinedMachine(facts: MailFacts): DeclineCode | null {
  if (facts.own) return 'OWN_MAIL'
  if (facts.report) return 'DELIVERY_REPORT'
  if (facts.automatic === 'replied') return 'AUTO_SUBMITTED'
  if (facts.spam) return 'SPAM'
  return null
}

/** QĐ 40 Điều 9.6.c. */
function isComplaint(facts: MailFacts, { officialDomains }: DecisionSettings): boolean {
  const domain = facts.from?.split('@')[1] ?? ''
  if (officialDomains.some((official) => domain === official || domain.endsWith(`.${official}`))) return false
  return soundsLikeComplaint([facts.subject, ...facts.fileNames], facts.text)
}

/**
 * By what a delivery calls itself and how its text begins. In doubt it is none: a clerk can still refuse, but nobody
 * sees what was declined.
 */
export function soundsLikeComplaint(names: readonly string[], text: string): boolean {
  const head = text.slice(0, letterHead).toLowerCase().replace(/\s+/gu, ' ')
  const places = [...names.map(plainName), head]
  if (places.some((place) => noComplaintSigns.some((sign) => sign.test(place)))) return false
  return places.some((place) => complaintSigns.some((sign) => sign.test(place)))
}

/** File names write words with dashes and underscores. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[_\-.+\s]+/gu, ' ')
    .trim()
}
