import type { ReadDocument } from '../../text/read-document.ts'
import { typeNamed, typeOfSymbol } from '../heading/document-types.ts'
import { numberInFileName } from '../heading/file-name.ts'
import { comparableReference, parseReference, type Reference } from '../heading/reference.ts'
import type { ExtractOptions, HeadedReading } from '../reading.ts'
import { warning } from '../reasons.ts'

/**
 * Slots filled by hand (number, day): what a reader of digits proposes is never taken by itself. The envelope or the file
 * name settles a number when it names the same symbol; the evidence then carries the slot's box.
 */
export function settleSlots(document: ReadDocument, given: HeadedReading, options: ExtractOptions): HeadedReading {
  const reading = withoutDoubtfulSymbol(given)
  const { reference } = reading
  const page = reading.evidence.reference?.page ?? reading.evidence.issuer?.page ?? 1
  const slots = document.pages.find((candidate) => candidate.number === page)?.slots ?? []
  const numberSlot = slots.find((slot) => slot.kind === 'number') ?? null
  const daySlot = slots.find((slot) => slot.kind === 'day' || slot.kind === 'month') ?? null
  const evidence = { ...reading.evidence }
  const warnings = [...reading.warnings]
  let metadata = reading.metadata
  if (numberSlot && reference && metadata.number) {
    metadata = { ...metadata, reference: null, number: null }
    warnings.push(warning('NUMBER_BLANK', reference.symbol))
  }
  if (numberSlot && !metadata.number) {
    evidence.number = { source: 'ocr', confidence: 0, page, box: numberSlot.box }
    if (numberSlot.proposal) warnings.push(warning('NUMBER_HANDWRITTEN', numberSlot.proposal.text))
  }
  if (daySlot && !metadata.issuedOn) evidence.issuedOn = { source: 'ocr', confidence: 0, page, box: daySlot.box }
  if (reference && !metadata.number) {
    const claimed = claimedNumber(options, reference, numberSlot?.proposal?.text ?? null)
    if (claimed) {
      metadata = { ...metadata, reference: claimed.reference, number: claimed.number }
      const box = numberSlot?.box ?? reading.evidence.reference?.box ?? null
      const settled = { source: 'envelope', confidence: 0.9, page, box } as const
      evidence.reference = settled
      evidence.number = settled
      warnings.push(warning('NUMBER_SETTLED', claimed.from, claimed.reference))
    }
  }
  return { ...reading, metadata, evidence, warnings }
}

/** From this year on symbols begin with the abbreviation of the type ("33-CP" and "225/TTg" are older). */
const typedSymbolsSince = 1998

/**
 * Ký hiệu begins with the abbreviation of the type (Nghị định 30/2020, Phụ lục I, phần II mục 3). A symbol off a scan whose
 * first part is that of no type, under a title that has one, was read with letters lost or changed: its number is left open.
 */
function withoutDoubtfulSymbol(reading: HeadedReading): HeadedReading {
  const { metadata, evidence, reference } = reading
  if (!metadata.reference || !reference || evidence.reference?.source !== 'ocr') return reading
  const abbreviations = (metadata.documentType && typeNamed(metadata.documentType)?.symbols) || []
  const year = Number(metadata.issuedOn?.slice(0, 4) ?? 0)
  const ofAssembly = /^(?:QH|UBTVQH)\d+/u.test(reference.symbol)
  if (abbreviations.length === 0 || year < typedSymbolsSince || ofAssembly || typeOfSymbol(reference.symbol))
    return reading
  if (abbreviations.some((abbreviation) => reference.symbol.startsWith(abbreviation))) return reading
  return {
    ...reading,
    metadata: { ...metadata, reference: null, number: null },
    warnings: [...reading.warnings, warning('TYPE_AGAINST_SYMBOL', metadata.documentType ?? '', reference.symbol)],
  }
}

interface ClaimedNumber {
  reference: string
  number: string
  from: string
}

/** The number of that symbol that the envelope states, else the file name where no reader of the ink says otherwise. */
function claimedNumber(options: ExtractOptions, blank: Reference, proposal: string | null): ClaimedNumber | null {
  const stated = options.envelope?.reference ? parseReference(options.envelope.reference) : null
  if (stated?.reference && stated.number && comparableReference(stated.symbol) === comparableReference(blank.symbol))
    return { reference: stated.reference, number: stated.number, from: 'phong bì' }
  const named = options.fileName ? numberInFileName(options.fileName, blank.symbol) : null
  if (!named || (proposal !== null && proposal.replace(/^0+/u, '') !== named)) return null
  const number = blank.year === null ? named : `${named}/${blank.year}`
  return { reference: `${number}/${blank.symbol}`, number, from: 'tên tệp' }
}
