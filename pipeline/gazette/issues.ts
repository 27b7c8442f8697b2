/** The gazette's road: compose an issue from what is published, sign it, publish it. Each step once, each on record. */
import { gunzipSync } from 'node:zlib'
import { sql, type Transaction } from 'kysely'
import { appendToJournal, type JournalEntry } from '../../storage/audit.ts'
import {
  findGazetteIssue,
  type GazetteIssue,
  type WholeGazetteIssue,
} from '../../storage/database/gazette/find-issues.ts'
import {
  dropIssue,
  findUngazetted,
  markPublished,
  markSigned,
  nextIssueNumber,
  recordIssue,
} from '../../storage/database/gazette/write-issues.ts'
import { allowLongWork } from '../../storage/database/long-work.ts'
import type { Database } from '../../storage/database/schema.ts'
import { plainTextOf, type ReadDocument } from '../../validators/text/plain-text.ts'
import { vietnamTime } from '../deadlines/deadline.ts'
import type { Person } from '../review/decide.ts'
import type { System } from '../system.ts'
import { type IssueAct, layoutIssue } from './layout-issue.ts'
import { compareActs } from './order.ts'
import { signPdf } from './signing/sign-pdf.ts'

export type GazetteResult =
  | { kind: 'done'; issue: WholeGazetteIssue }
  | {
      kind: 'refused'
      code: 'NOTHING_TO_PRINT' | 'NO_SUCH_ISSUE' | 'WRONG_STATE' | 'ACTS_CHANGED'
      message: string
    }

/** Lays out the next issue from every published document that stands in none yet. */
export async function composeIssue(
  system: System,
  person: Person,
  dated: Temporal.PlainDate = system.now().toZonedDateTimeISO(vietnamTime).toPlainDate(),
): Promise<GazetteResult> {
  return system.db.transaction().execute(async (trx) => {
    await holdGazette(trx)
    return compose(system, trx, person, dated, await nextIssueNumber(trx, dated.year))
  })
}

/**
 * Lays out an issue anew that was not published yet, under its number and date: from what stands by now, acts taken down
 * or replaced since left out. Where nothing is left the issue is gone and its number free.
 */
export async function recomposeIssue(
  system: System,
  person: Person,
  year: number,
  number: number,
): Promise<GazetteResult> {
  return system.db.transaction().execute(async (trx) => {
    await holdGazette(trx)
    const issue = await findGazetteIssue(trx, year, number)
    if (!issue) return noSuchIssue
    if (!(await dropIssue(trx, year, number))) return wrongState(issue, 'chưa phát hành')
    await appendToJournal(trx, system.now(), [entryFor(person, 'gazette taken apart', issue.id, { year, number })])
    return compose(system, trx, person, Temporal.PlainDate.from(issue.dated), number)
  })
}

/** One at a time from here to the commit, however long the layout takes: no two issues take the same acts or number. */
async function holdGazette(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('congbao gazette'))`.execute(trx)
  await allowLongWork(trx)
}

async function compose(
  system: System,
  trx: Transaction<Database>,
  person: Person,
  dated: Temporal.PlainDate,
  number: number,
): Promise<GazetteResult> {
  const found = await findUngazetted(trx)
  if (found.length === 0) return nothingToPrint
  const acts = await Promise.all(found.map(async (one) => ({ ...one, act: await actOf(system, one) })))
  acts.sort((one, other) => compareActs(one.act, other.act))
  const { province } = system.config
  const content = { province, year: dated.year, number, dated: dated.toString(), acts: acts.map(({ act }) => act) }
  const laidOut = await layoutIssue(content)
  const { sha256 } = await system.objects.put(laidOut.bytes)
  const entries = acts.map(({ documentId, version }, index) => {
    const range = laidOut.pages[index]
    if (!range) throw new Error(`The layout has no pages for ${documentId}`)
    return { documentId, version, firstPage: range.first, lastPage: range.last }
  })
  const now = system.now()
  const issue = { year: dated.year, number, dated: dated.toString(), pdfSha256: sha256, entries }
  const id = await recordIssue(trx, now, issue)
  await appendToJournal(trx, now, [entryFor(person, 'gazette composed', id, { year: dated.year, number, sha256 })])
  return issueResult(trx, dated.year, number)
}

const nothingToPrint: GazetteResult = {
  kind: 'refused',
  code: 'NOTHING_TO_PRINT',
  message: 'Không có văn bản mới nào đã đăng để đưa vào Công báo.',
}

type Ungazetted = Awaited<ReturnType<typeof findUngazetted>>[number]

async function actOf(system: System, { content }: Ungazetted): Promise<IssueAct> {
  const { reading } = content
  const { documentType, reference, issuer, issuedOn, summary, normative } = content.description.metadata
  const isPdf = content.mediaType === 'application/pdf'
  const text = reading
    ? plainTextOf(JSON.parse(gunzipSync(await system.objects.get(reading.textObject)).toString('utf8')) as ReadDocument)
    : ''
  const pdf = isPdf ? await system.objects.get(content.sha256) : null
  return { documentType, reference, issuer, issuedOn, summary, normative, pdf, text }
}

export interface GazetteKey {
  pkcs12: Uint8Array
  passphrase: string
}

/** Signs a composed issue with the office's key. */
export async function signIssue(
  system: System,
  person: Person,
  year: number,
  number: number,
  key: GazetteKey,
): Promise<GazetteResult> {
  const issue = await findGazetteIssue(system.db, year, number)
  const refused = mustBe(issue, 'composed')
  if (refused || !issue) return refused ?? noSuchIssue
  const now = system.now()
  const signed = await signPdf(await system.objects.get(issue.pdfSha256), {
    ...key,
    at: now,
    reason: `Phát hành Công báo số ${number} năm ${year}`,
    location: `tỉnh ${system.config.province}`,
  })
  const { sha256 } = await system.objects.put(signed)
  return system.db.transaction().execute(async (trx) => {
    if (!(await markSigned(trx, issue.id, sha256))) return wrongState(issue, stateNames.composed)
    await appendToJournal(trx, now, [entryFor(person, 'gazette signed', issue.id, { year, number, sha256 })])
    return issueResult(trx, year, number)
  })
}

/** Puts a signed issue before the public. */
export async function publishIssue(
  system: System,
  person: Person,
  year: number,
  number: number,
): Promise<GazetteResult> {
  return system.db.transaction().execute(async (trx) => {
    await holdGazette(trx)
    const issue = await findGazetteIssue(trx, year, number)
    const refused = mustBe(issue, 'signed')
    if (refused || !issue) return refused ?? noSuchIssue
    const now = system.now()
    await markPublished(trx, issue.id, now)
    await appendToJournal(trx, now, [entryFor(person, 'gazette published', issue.id, { year, number })])
    return issueResult(trx, year, number)
  })
}

const noSuchIssue: GazetteResult = { kind: 'refused', code: 'NO_SUCH_ISSUE', message: 'Không có số Công báo này.' }

const stateNames = { composed: 'đã dàn trang', signed: 'đã ký số', published: 'đã phát hành' } as const

function mustBe(issue: WholeGazetteIssue | null, state: WholeGazetteIssue['state']): GazetteResult | null {
  if (!issue) return noSuchIssue
  if (issue.state !== state) return wrongState(issue, stateNames[state])
  const changed = issue.entries.filter(({ withdrawn, superseded }) => withdrawn || superseded)
  if (changed.length === 0) return null
  const names = changed.map(({ content }) => content.description.metadata.reference ?? content.fileName)
  return {
    kind: 'refused',
    code: 'ACTS_CHANGED',
    message: `Công báo số ${issue.number}/${issue.year} có văn bản đã gỡ hoặc đã đăng bản mới: ${names.join(', ')}. Hãy lập lại số này: congbao gazette recompose ${issue.year}/${issue.number}`,
  }
}

function wrongState(issue: GazetteIssue, wanted: string): GazetteResult {
  const message = `Công báo số ${issue.number}/${issue.year} ${stateNames[issue.state]}; bước này cần số ${wanted}.`
  return { kind: 'refused', code: 'WRONG_STATE', message }
}

async function issueResult(trx: Transaction<Database>, year: number, number: number): Promise<GazetteResult> {
  const issue = await findGazetteIssue(trx, year, number)
  return issue ? { kind: 'done', issue } : noSuchIssue
}

function entryFor(person: Person, action: string, id: string, details: JournalEntry['details']): JournalEntry {
  return { actor: person.name, action, subject: { kind: 'gazette', id }, details }
}
