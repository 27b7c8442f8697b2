import type { Box, ReadDocument, Remark } from '../text/read-document.ts'
import { type Body, bodyOf } from './body.ts'
import { type Attestation, findAttestation } from './consolidated.ts'
import { crossCheck, type EnvelopeClaims, type SignatureClaim } from './cross-check.ts'
import { firstDate, vietnameseDate } from './dates.ts'
import { typeOfSymbol } from './document-types.ts'
import { readEffectiveDate } from './effective-date.ts'
import { findBareHeading, findHeadings, type Heading } from './heading.ts'
import { centralBodyOf, isChairman, issuerOf, mendIssuer } from './issuer.ts'
import { readLegalBases } from './legal-bases.ts'
import { doubtfulSecrecy, isShortened, markTexts, readMarks } from './marks.ts'
import type { Evidence, Metadata, MetadataField, MetadataReport } from './metadata.ts'
import { isNormative } from './normative.ts'
import { isOfficial } from './official.ts'
import { isPlaceAndDate, readPlaceAndDate } from './place-and-date.ts'
import { properCase } from './proper-case.ts'
import { warning } from './reasons.ts'
import { readRecipients } from './recipients.ts'
import type { Reference } from './reference.ts'
import { readRelations } from './relations.ts'
import { type Cell, layRows, type Row } from './rows.ts'
import { readSignatures, type SignatureBlock } from './signers.ts'
import { settleSlots } from './slots.ts'
import { withStampedDay } from './stamped.ts'
import { readSummary, type Summary, tidySubject } from './summary.ts'

export interface ExtractOptions {
  /** ISO day of issue, for a text that lacks its heading: only clauses on effect are counted from it. */
  issuedOn?: string | null
  fileName?: string | null
  /** What the channel says of the document; compared, never taken over. */
  envelope?: EnvelopeClaims | null
  /** The signatures found on the file, as `validators/signature` reports them. */
  signatures?: readonly SignatureClaim[]
}

/**
 * Reads what a document says about itself. Pure: text in, report out; never throws on any text. A field that is not
 * found, or was left blank for ink, is `null`, with a warning where a clerk must look.
 */
export function extractMetadata(document: ReadDocument, options: ExtractOptions = {}): MetadataReport {
  const rows = layRows(document)
  const attestation = findAttestation(rows)
  const { heading, next } = chooseHeading(rows, attestation?.reference != null)
  const official = isOfficial(rows, heading)
  if (!heading || !official) return describeHeadless(rows, official, options)
  const reading = readHeaded(rows, heading, next, attestation, options)
  const settled = settleSlots(document, reading, options)
  const metadata = settled.metadata
  const firstPage = document.pages.find((page) => page.number === (rows[heading.start]?.page ?? 1))
  const asides = (firstPage?.asides ?? []).flatMap((line) => line.segments.map((segment) => segment.text))
  const marks = readMarks([...markTexts(rows, heading.start, heading.end), ...asides])
  const warnings = [...settled.warnings]
  if (marks.secrecy) warnings.push(warning('SECRET', marks.secrecy))
  else {
    const page = rows[heading.start]?.page
    const below = rows
      .slice(heading.end)
      .filter((row) => row.page === page)
      .map((row) => row.text)
    const head = rows.slice(Math.max(0, heading.start - 6), heading.title?.index ?? heading.end)
    const doubt = doubtfulSecrecy([...head.flatMap((row) => row.cells.map((cell) => cell.text)), ...asides], below)
    if (doubt) warnings.push(warning('SECRECY_DOUBT', doubt))
  }
  const shortenedProcedure = isShortened(reading.preamble, reading.closing)
  if (shortenedProcedure) warnings.push(warning('SHORTENED_PROCEDURE'))
  warnings.push(...crossCheck(metadata, options))
  return { metadata, evidence: settled.evidence, warnings, ...marks, shortenedProcedure, official }
}

/** What was read of a document with a heading, before handwritten slots and comparisons. */
export interface HeadedReading {
  metadata: Metadata
  evidence: Partial<Record<MetadataField, Evidence>>
  warnings: Remark[]
  reference: Reference | null
  preamble: string
  closing: string
}

/** The first heading that is filled in; forms in annexes and the tail of a neighbouring document have blank ones. */
function chooseHeading(rows: readonly Row[], attested: boolean): { heading: Heading | null; next: number } {
  const headings = findHeadings(rows)
  const titled = attested ? headings.find((heading) => heading.title) : undefined
  if (titled) return { heading: titled, next: rows.length }
  const filled = headings.filter((heading) => heading.reference?.read?.reference)
  const early = headings.find(
    (heading) => (rows[heading.start]?.page ?? 1) <= 2 && (heading.title || heading.subject || heading.reference),
  )
  const first = filled[0]
  const late = headings.length > 0 && (headings[0]?.start ?? 0) > 60 ? findBareHeading(rows) : null
  const heading =
    late ??
    (first && isWhole(first) && (!early || first.start <= early.start || !isComplete(early)) ? first : null) ??
    early ??
    first ??
    headings[0] ??
    findBareHeading(rows)
  if (!heading) return { heading: null, next: rows.length }
  const next = filled.find((other) => other.start > heading.end && other.title && other.dated && isComplete(other))
  return { heading, next: next?.start ?? rows.length }
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

function readHeaded(
  rows: readonly Row[],
  heading: Heading,
  next: number,
  attestation: Attestation | null,
  options: ExtractOptions,
): HeadedReading {
  const warnings: Remark[] = []
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  const consolidated = attestation?.reference ? attestation : null
  const number = consolidated?.reference ?? heading.reference
  const reference = number?.read ?? null
  const dated = consolidated?.dated ?? heading.dated
  const summary = readSummary(rows, heading)
  const from = summary?.end ?? heading.end
  const block = readSignatures(rows, consolidated ? consolidated.index + 1 : from, Math.min(rows.length, next))
  const end = Math.min(next, block?.start ?? rows.length)
  const preambleAndBody = bodyOf(rows.slice(from, Math.max(from, end)))
  const printedDay = readPlaceAndDate(dated?.cell.text ?? '')
  const day = dated ? withStampedDay(printedDay, dated.cell, rows, rows.indexOf(dated.row)) : printedDay
  const issued = day.issuedOn
    ? { on: day.issuedOn, cell: dated?.cell, row: dated?.row }
    : issuedElsewhere(rows, block, end, day.partial !== null, warnings)
  const documentType = typeOf(heading, reference, consolidated !== null, isAddressed(rows, heading), warnings)
  const normative = isNormative(documentType, reference, issued?.on ?? null)
  const issuer = readIssuer(heading, consolidated, summary, reference, warnings)
  const isConsolidated = documentType === 'Văn bản hợp nhất'
  const effect = isConsolidated
    ? { effectiveOn: null, derived: false, row: null, warnings: [warning('EFFECT_OF_CONSOLIDATED')] }
    : readEffectiveDate(preambleAndBody, { documentType, issuedOn: issued?.on ?? options.issuedOn ?? null, normative })
  const bases = readLegalBases(preambleAndBody)
  const subject = heading.subject ? tidySubject(heading.subject.text) : null
  const text = summary?.text ?? subject
  if (number && reference && !reference.reference) warnings.push(warning('NUMBER_BLANK', reference.symbol))
  if (day.partial && !issued) warnings.push(warning('DATE_BLANK', day.partial.text))
  if (day.impossible) warnings.push(warning('DATE_IMPOSSIBLE', day.impossible))
  warnings.push(...effect.warnings)
  const see = (field: MetadataField, row: Row | null | undefined, cell?: Cell | null, derived = false) => {
    if (row) evidence[field] = evidenceOf(row, cell ?? null, derived)
  }
  if (number) for (const field of ['reference', 'number', 'symbol'] as const) see(field, number.row, number.cell)
  see('issuedOn', issued?.row, issued?.cell)
  if (day.place) see('place', dated?.row, dated?.cell)
  see('documentType', heading.title?.row ?? number?.row, heading.title?.row.cells[0] ?? number?.cell, !heading.title)
  const issuerCell = (consolidated?.issuerCells ?? heading.issuerCells).at(-1)
  see(
    'issuer',
    heading.rows.find((row) => row.cells.some((cell) => cell.box === issuerCell?.box)) ?? heading.rows[0],
    issuerCell,
  )
  see('summary', summary?.rows[0] ?? heading.subject?.row, summary ? joinCells(summary.rows) : heading.subject?.cell)
  see('effectiveOn', effect.effectiveOn ? effect.row : null, effect.row?.cells[0], effect.derived)
  see('signers', block?.rows[0], block?.rows[0]?.cells.at(-1))
  const metadata: Metadata = {
    documentType,
    reference: reference?.reference ?? null,
    number: reference?.number ?? null,
    symbol: reference?.symbol ?? null,
    issuer,
    place: day.place,
    issuedOn: issued?.on ?? null,
    effectiveOn: effect.effectiveOn,
    summary: text === '' ? null : text,
    signers: block?.signers ?? [],
    recipients: readRecipients(rows, heading.end, block, Math.min(rows.length, next)),
    legalBases: bases,
    relations: isConsolidated
      ? []
      : readRelations(
          `${heading.title?.type.name ?? ''} ${text ?? ''}`,
          preambleAndBody,
          bases,
          reference?.reference ?? null,
        ),
    normative,
  }
  return {
    metadata,
    evidence,
    warnings,
    reference,
    preamble: preambleAndBody.text.slice(0, 8_000),
    closing: preambleAndBody.text.slice(-12_000),
  }
}

/** A text of articles alone: only the clause on effect can be read, counted from the day of issue given from outside. */
function describeHeadless(rows: readonly Row[], official: boolean, options: ExtractOptions): MetadataReport {
  const body: Body = bodyOf(rows)
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  const effect = official
    ? readEffectiveDate(body, { documentType: null, issuedOn: options.issuedOn ?? null, normative: null })
    : null
  if (effect?.effectiveOn && effect.row)
    evidence.effectiveOn = evidenceOf(effect.row, effect.row.cells[0] ?? null, effect.derived)
  const metadata: Metadata = { ...nothing, effectiveOn: effect?.effectiveOn ?? null }
  const warnings = official ? [...(effect?.warnings ?? [])] : [warning('NOT_OFFICIAL')]
  const marks = readMarks(rows.slice(0, 12).flatMap((row) => row.cells.map((cell) => cell.text)))
  if (marks.secrecy) warnings.push(warning('SECRET', marks.secrecy))
  return { metadata, evidence, warnings, ...marks, shortenedProcedure: false, official }
}

const nothing: Metadata = {
  documentType: null,
  reference: null,
  number: null,
  symbol: null,
  issuer: null,
  place: null,
  issuedOn: null,
  effectiveOn: null,
  summary: null,
  signers: [],
  recipients: [],
  legalBases: [],
  relations: [],
  normative: null,
}

/** The type by its printed name, checked against the symbol; by the symbol where the name is lost. */
function typeOf(
  heading: Heading,
  reference: Reference | null,
  attested: boolean,
  addressed: boolean,
  warnings: Remark[],
): string | null {
  const bySymbol = reference ? typeOfSymbol(reference.symbol) : null
  if (attested || bySymbol?.name === 'Văn bản hợp nhất') return 'Văn bản hợp nhất'
  const printed = heading.title?.type ?? null
  if (printed) {
    const related =
      !bySymbol ||
      bySymbol.name === printed.name ||
      bySymbol.name.startsWith(printed.name) ||
      printed.name.startsWith(bySymbol.name)
    if (!related) warnings.push(warning('TYPE_AGAINST_SYMBOL', printed.name, reference?.symbol ?? ''))
    return related && bySymbol && bySymbol.name.length > printed.name.length ? bySymbol.name : printed.name
  }
  if (bySymbol && !heading.subject) {
    warnings.push(warning('TYPE_FROM_SYMBOL', bySymbol.name, reference?.symbol ?? ''))
    return bySymbol.name
  }
  if (heading.subject) return 'Công văn'
  const letter = reference && !bySymbol && reference.year === null && /^\p{Lu}/u.test(reference.symbol)
  return letter && addressed ? 'Công văn' : null
}

function isAddressed(rows: readonly Row[], heading: Heading): boolean {
  return rows.slice(heading.start, heading.end + 4).some((row) => /K[íi]nh\s+g[ửu]i/iu.test(row.text))
}

/** The issuer of ô số 2; the chairman where the line of authority says so. */
function readIssuer(
  heading: Heading,
  attested: Attestation | null,
  summary: Summary | null,
  reference: Reference | null,
  warnings: Remark[],
): string | null {
  const issuer = mendIssuer(
    issuerOf((attested ?? heading).issuerCells.map((cell) => cell.text)),
    reference?.symbol ?? null,
  )
  const { authority } = summary ?? { authority: null }
  if (authority && isChairman(authority) && (issuer === null || /^Ủy ban nhân dân/u.test(issuer))) {
    const chairman = properCase(authority.replace(/[\s:,]+$/u, ''))
    return /nhân dân\s+\p{L}/u.test(chairman) || issuer === null ? chairman : `Chủ tịch ${issuer}`
  }
  if (issuer !== null || !reference) return issuer
  const bySymbol = centralBodyOf(reference.symbol)?.name ?? null
  if (bySymbol) warnings.push(warning('ISSUER_FROM_SYMBOL', bySymbol, reference.symbol))
  return bySymbol
}

/** The day of issue where the head does not give it: adopted acts say it at their end, old ones above the signature. */
function issuedElsewhere(
  rows: readonly Row[],
  block: SignatureBlock | null,
  end: number,
  blank: boolean,
  warnings: Remark[],
): { on: string; row?: Row; cell?: Cell } | null {
  for (const row of rows.slice(Math.max(0, end - 6), end + 2)) {
    const text = rows
      .slice(rows.indexOf(row), rows.indexOf(row) + 4)
      .map((line) => line.text)
      .join(' ')
    const adopted =
      /^(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+này\s+(?:đã\s+)?được\s.{5,160}?thông\s+qua\s+(?=ngày)/iu.exec(text)
    const on = adopted ? firstDate(text.slice(adopted[0].length)) : null
    if (!on) continue
    warnings.push(warning('DATE_FROM_ADOPTION', vietnameseDate(on)))
    return { on, row }
  }
  if (blank || !block) return null
  for (const row of rows.slice(Math.max(0, block.start - 3), block.start + 1))
    for (const cell of row.cells) {
      const on = isPlaceAndDate(cell.text) ? readPlaceAndDate(cell.text).issuedOn : null
      if (on) return { on, row, cell }
    }
  return null
}

function evidenceOf(row: Row, cell: Cell | null, derived: boolean): Evidence {
  const source = derived ? 'derived' : row.ocr ? 'ocr' : 'text'
  const confidence = (cell?.confidence ?? 1) * (derived ? 0.9 : row.ocr ? 0.95 : 1)
  return { source, confidence: Math.round(confidence * 1000) / 1000, page: row.page, box: cell?.box ?? null }
}

/** One box around the cells of several rows of one page. */
function joinCells(rows: readonly Row[]): Cell | null {
  const cells = rows.filter((row) => row.page === rows[0]?.page).flatMap((row) => row.cells)
  const [first] = cells
  if (!first) return null
  const boxes = cells.map((cell) => cell.box).filter((box): box is Box => box !== null)
  const box: Box | null =
    boxes.length === 0
      ? null
      : [
          Math.min(...boxes.map((b) => b[0])),
          Math.min(...boxes.map((b) => b[1])),
          Math.max(...boxes.map((b) => b[2])),
          Math.max(...boxes.map((b) => b[3])),
        ]
  return { ...first, box, confidence: Math.min(...cells.map((cell) => cell.confidence)) }
}
