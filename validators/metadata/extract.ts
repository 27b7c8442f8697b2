import type { ReadDocument, Remark } from '../text/read-document.ts'
import { type Body, bodyOf } from './body.ts'
import { readRecipients } from './closing/recipients.ts'
import { readSignatures } from './closing/signers.ts'
import { crossCheck } from './cross-check/cross-check.ts'
import { readEffectiveDate } from './effect/effective-date.ts'
import { evidenceOf, joinCells } from './evidence.ts'
import { chooseHeading } from './heading/choose-heading.ts'
import { type Attestation, findAttestation } from './heading/consolidated.ts'
import type { Heading } from './heading/heading.ts'
import { isAddressed, readIssuer, typeOf } from './heading/identity.ts'
import { issuedElsewhere, pagesWithInkedDate, readIssueDay } from './heading/issue-date.ts'
import { doubtfulSecrecy, isShortened, markTexts, readMarks } from './heading/marks.ts'
import type { Reference } from './heading/reference.ts'
import { readSummary, tidySubject } from './heading/summary.ts'
import { fitOfSymbol } from './heading/symbol-of-issuer.ts'
import { proposalsFor } from './ink/proposals.ts'
import { settleSlots } from './ink/slots.ts'
import { mendRows } from './lines/mend-rows.ts'
import { type Cell, layRows, type Row } from './lines/rows.ts'
import type { Evidence, Metadata, MetadataField, MetadataReport } from './metadata.ts'
import { isNormative } from './normative.ts'
import { isOfficial } from './official.ts'
import type { ExtractOptions, HeadedReading } from './reading.ts'
import { warning } from './reasons.ts'
import { readLegalBases } from './relations/legal-bases.ts'
import { readRelations } from './relations/relations.ts'

export type { ExtractOptions } from './reading.ts'

/**
 * Reads what a document says about itself. Pure: text in, report out; never throws on any text. A field that is not
 * found, or was left blank for ink, is `null`, with a warning where a clerk must look.
 */
export function extractMetadata(document: ReadDocument, options: ExtractOptions = {}): MetadataReport {
  const rows = mendRows(layRows(document))
  const attestation = findAttestation(rows)
  const { heading, next } = chooseHeading(rows, attestation?.reference != null)
  const official = isOfficial(rows, heading)
  if (!heading || !official) return describeHeadless(rows, official, options)
  const reading = readHeaded(rows, heading, next, attestation, pagesWithInkedDate(document), options)
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
  const proposals = proposalsFor(document, { ...settled, reference: reading.reference })
  return { metadata, evidence: settled.evidence, proposals, warnings, ...marks, shortenedProcedure, official }
}

/** On a scan: a symbol whose letters nearly are the issuer's is mended where only a bar was lost, else left open with its number. */
function checkSymbol(read: Reference, issuer: string | null, warnings: Remark[]): Reference | null {
  const fit = fitOfSymbol(read.symbol, issuer)
  if (fit.kind === 'fits') return read
  if (fit.kind === 'mended') {
    const end = read.reference?.endsWith(read.symbol) ? read.reference.slice(0, -read.symbol.length) + fit.symbol : null
    return { ...read, symbol: fit.symbol, reference: end }
  }
  warnings.push(warning('SYMBOL_DOUBTFUL', read.symbol, issuer ?? ''))
  return null
}

/** Rows in which a consolidated text says what it is made of. */
const openingRows = 24

function readHeaded(
  rows: readonly Row[],
  heading: Heading,
  next: number,
  attestation: Attestation | null,
  inkedPages: ReadonlySet<number>,
  options: ExtractOptions,
): HeadedReading {
  const warnings: Remark[] = []
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  const consolidated = attestation?.reference ? attestation : null
  const number = consolidated?.reference ?? heading.reference
  const printed = number?.read ?? null
  const dated = consolidated?.dated ?? heading.dated
  const summary = readSummary(rows, heading)
  const from = summary?.end ?? heading.end
  const block = readSignatures(rows, consolidated ? consolidated.index + 1 : from, Math.min(rows.length, next))
  const end = Math.min(next, block?.start ?? rows.length)
  const preambleAndBody = bodyOf(rows.slice(from, Math.max(from, end)))
  const day = readIssueDay(dated, rows, inkedPages)
  const issued = day.issuedOn
    ? { on: day.issuedOn, cell: dated?.cell, row: dated?.row }
    : issuedElsewhere(rows, block, end, day.partial !== null, warnings)
  const documentType = typeOf(heading, printed, consolidated !== null, isAddressed(rows, heading), warnings)
  const issuer = readIssuer(rows, heading, consolidated, summary, printed, warnings)
  const reference = printed && number?.row.ocr ? checkSymbol(printed, issuer, warnings) : printed
  const normative = isNormative(documentType, reference, issued?.on ?? null)
  const isConsolidated = documentType === 'Văn bản hợp nhất'
  const effect = isConsolidated
    ? { effectiveOn: null, derived: false, row: null, warnings: [warning('EFFECT_OF_CONSOLIDATED')] }
    : readEffectiveDate(preambleAndBody, {
        documentType,
        issuer,
        issuedOn: issued?.on ?? options.issuedOn ?? null,
        normative,
        complete: block !== null,
        opening: bodyOf(rows.slice(heading.end, Math.min(end, heading.end + openingRows))).text,
      })
  const bases = readLegalBases(preambleAndBody)
  const subject = heading.subject ? tidySubject(heading.subject.text) : null
  const text = summary?.text ?? subject
  if (number && reference && !reference.reference && !printed?.reference)
    warnings.push(warning('NUMBER_BLANK', reference.symbol))
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
  if (effect.effectiveOn && !effect.row)
    evidence.effectiveOn = { source: 'derived', confidence: 0.8, page: null, box: null }
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
    ? readEffectiveDate(body, {
        documentType: null,
        issuer: null,
        issuedOn: options.issuedOn ?? null,
        normative: null,
        complete: false,
        opening: bodyOf(rows.slice(0, openingRows)).text,
      })
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
