import type { Row } from '../lines/rows.ts'
import { completeFromTitle } from '../relations/cited-title.ts'
import { findBareHeading, findHeadings, type Heading } from './heading.ts'

/** The first heading that is filled in; forms in annexes and the tail of a neighbouring document have blank ones. */
export function chooseHeading(rows: readonly Row[], attested: boolean): { heading: Heading | null; next: number } {
  const headings = findHeadings(rows)
  const titled = attested ? headings.find((heading) => heading.title) : undefined
  if (titled) return { heading: titled, next: rows.length }
  const filled = headings.filter((heading) => heading.reference?.read?.reference)
  const early = headings.find(
    (heading) => (rows[heading.start]?.page ?? 1) <= 2 && (heading.title || heading.subject || heading.reference),
  )
  const first = filled[0]
  const late = headings.length > 0 && (headings[0]?.start ?? 0) > 60 ? findBareHeading(rows) : null
  const found =
    late ??
    (first && isWhole(first) && (!early || first.start <= early.start || !isComplete(early)) ? first : null) ??
    early ??
    first ??
    headings[0] ??
    findBareHeading(rows)
  const heading = found && isEmpty(found) ? (findBareHeading(rows) ?? found) : found
  if (!heading) return { heading: null, next: rows.length }
  const next = filled.find((other) => other.start > heading.end && other.title && other.dated && isComplete(other))
  return { heading: completeFromTitle(rows, heading), next: next?.start ?? rows.length }
}

/** The national name inside another line ("CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HÒA"), with no heading around it. */
function isEmpty(heading: Heading): boolean {
  return !heading.title && !heading.subject && !heading.reference && !heading.dated
}

/** Carries a title, a subject or an addressee. */
function isWhole(heading: Heading): boolean {
  return heading.title !== null || heading.subject !== null || heading.dated !== null
}

/** A heading with a title and a full date is a document's own even where its number was left blank. */
function isComplete(heading: Heading): boolean {
  if (!heading.title || !heading.reference?.read) return false
  return heading.reference.read.reference !== null || /\d{4}/u.test(heading.dated?.cell.text ?? '')
}
