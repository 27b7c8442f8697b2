import type { HandwrittenSlot, Page, ReadDocument } from '../../text/read-document.ts'
import { isPlaceAndDate, readPlaceAndDate } from '../heading/place-and-date.ts'
import { isoDate } from '../lines/dates.ts'
import type { Proposal } from '../metadata.ts'
import type { HeadedReading } from '../reading.ts'

/**
 * Confidence below which ink is not proposed: of what was read off real scans with more, all was right (16 of 16); with
 * less, about half (`bench/slots.ts --proposals`), and a clerk who confirms with one key must be able to trust it.
 */
const leastConfidence = 0.65

/** The ink of the heading's slots joined to the typed rest of its field, for fields that are still `null`. */
export function proposalsFor(
  document: ReadDocument,
  { metadata, evidence, reference }: Pick<HeadedReading, 'metadata' | 'evidence' | 'reference'>,
): Proposal[] {
  const number = evidence.number?.page ?? evidence.reference?.page ?? evidence.issuer?.page ?? 1
  const page = document.pages.find((candidate) => candidate.number === number)
  if (!page) return []
  const proposals: Proposal[] = []
  const numbered = slotOf(page, 'number')
  if (!metadata.reference && reference && numbered?.proposal) {
    const { text, confidence } = numbered.proposal
    const year = reference.year === null ? '' : `/${reference.year}`
    const value = `${text.padStart(2, '0')}${year}/${reference.symbol}`
    proposals.push({ field: 'reference', digits: text, value, confidence, page: page.number, box: numbered.box })
  }
  const dated = metadata.issuedOn ? null : proposedDate(page)
  return [...proposals, ...(dated ? [dated] : [])].filter(({ confidence }) => confidence >= leastConfidence)
}

function proposedDate(page: Page): Proposal | null {
  const [day, month] = [slotOf(page, 'day'), slotOf(page, 'month')]
  if (!day?.proposal || (month && !month.proposal)) return null
  const typed = page.lines
    .flatMap((line) => line.segments)
    .filter(({ text }) => isPlaceAndDate(text))
    .map(({ text }) => readPlaceAndDate(text).partial)
    .find((partial) => partial !== null)
  if (!typed?.year) return null
  const months = month?.proposal ? Number(month.proposal.text) : typed.month
  const value = months ? isoDate(Number(day.proposal.text), months, typed.year) : null
  if (!value) return null
  const confidence = Math.min(day.proposal.confidence, month?.proposal?.confidence ?? 1)
  return { field: 'issuedOn', digits: day.proposal.text, value, confidence, page: page.number, box: day.box }
}

function slotOf(page: Page, kind: HandwrittenSlot['kind']): HandwrittenSlot | undefined {
  return page.slots.find((slot) => slot.kind === kind)
}
