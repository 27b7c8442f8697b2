/** What people decide on the desk: forms in, one decision each, then back to the document. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts'
import type { Document } from '../../pipeline/document.ts'
import { type Corrections, correct } from '../../pipeline/review/correct.ts'
import { approve, type DecisionResult, reject, reopen, withdraw } from '../../pipeline/review/decide.ts'
import type { System } from '../../pipeline/system.ts'
import { findDocument } from '../../storage/database/documents/find-document.ts'
import { findQueuePlace } from '../../storage/database/documents/list-for-desk.ts'
import type { Outlines } from '../outlines.ts'
import { type DeskEnv, requireRole } from './access.ts'
import { deskPath } from './document-desk.ts'
import { documentDeskPage } from './document-page.ts'
import { loadDocumentDesk } from './load-document.ts'
import { isoOfWritten } from './written-day.ts'

const text = z
  .string()
  .transform((value) => value.normalize('NFC').replace(/\s+/g, ' ').trim() || null)
  .nullable()
/** `4/9/2009` as people write it, or ISO 8601; what no calendar has is refused. */
const date = z
  .string()
  .transform(isoOfWritten)
  .pipe(z.union([z.literal(''), z.iso.date()]))
  .transform((value) => value || null)

/** What the form of a document's fields sends; everything optional, so that a script may send one field alone. */
const correctionForm = z
  .object({
    documentType: text,
    reference: text,
    issuer: text,
    issuedOn: date,
    effectiveOn: date,
    summary: text,
    signer: z.string(),
    normative: z.literal('1'),
    /** The version of the document that the form shows. */
    seen: z.string(),
  })
  .partial()

type Fields = Omit<z.infer<typeof correctionForm>, 'seen'>

type Kept = { refused: Response; seen: null } | { refused: null; seen: string | null }

type Decide = (system: System, id: string, person: { name: string }, reason: string) => Promise<DecisionResult>

export function decisionRoutes(system: System, dispatcher: Dispatcher, outlines: Outlines): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const person = (c: Context<DeskEnv>) => ({ name: c.get('session').account.username })

  app.post('/van-ban/:id/sua', async (c) => {
    const { refused } = await keepFields(c, await c.req.parseBody())
    return refused ?? c.redirect(`${deskPath(c.req.param('id'))}?da-luu`, 303)
  })

  /** Takes what the reader of ink proposes for one field: the clerk has looked, and says so. */
  app.post('/van-ban/:id/nhan', async (c) => {
    const document = await findDocument(system.db, c.req.param('id'))
    const field = (await c.req.parseBody()).field
    const proposal = document?.description?.proposals?.find((one) => one.field === field)
    if (!document || !proposal) return c.notFound()
    const result = await correct(system, document.id, person(c), { [proposal.field]: proposal.value })
    return result.kind === 'refused' ? again(c, result.message) : c.redirect(`${deskPath(document.id)}?da-luu`, 303)
  })

  const editors = requireRole('editor', 'operator')

  /** Fields on the form are kept first, so that what is approved is what the editor saw. */
  app.post('/van-ban/:id/duyet', editors, async (c) => {
    const id = c.req.param('id')
    const form = await c.req.parseBody()
    const kept = 'summary' in form ? await keepFields(c, form) : { refused: null, seen: null }
    if (kept.refused) return kept.refused
    const { next } = await nextInLine(id)
    const result = await approve(system, id, person(c), kept.seen)
    if (result.kind === 'refused') return result.code === 'UNKNOWN_DOCUMENT' ? c.notFound() : again(c, result.message)
    dispatcher.wake()
    if (form.tiep !== '1') return c.redirect(`${deskPath(id)}?o-lai`, 303)
    return c.redirect(`${next ? deskPath(next) : '/ban-lam-viec'}?vua-duyet=${id}`, 303)
  })

  const decisions: Readonly<Record<string, Decide>> = { 'tu-choi': reject, go: withdraw, 'mo-lai': reopen }
  for (const [name, decide] of Object.entries(decisions)) {
    app.post(`/van-ban/:id/${name}`, editors, async (c) => {
      const reason = String((await c.req.parseBody()).reason ?? '')
      const result = await decide(system, c.req.param('id') ?? '', person(c), reason)
      if (result.kind === 'refused') {
        return result.code === 'UNKNOWN_DOCUMENT' ? c.notFound() : again(c, result.message)
      }
      dispatcher.wake()
      return c.redirect(deskPath(c.req.param('id') ?? ''), 303)
    })
  }

  /** Writes the form's fields down; an answer only where that could not be done, else what now stands there. */
  async function keepFields(c: Context<DeskEnv>, form: Record<string, unknown>): Promise<Kept> {
    const no = async (answer: Promise<Response> | Response): Promise<Kept> => ({ refused: await answer, seen: null })
    const parsed = correctionForm.safeParse(form)
    if (!parsed.success)
      return no(again(c, 'Ngày phải là ngày có thật, viết theo dạng ngày/tháng/năm, ví dụ 04/09/2026.'))
    const document = await findDocument(system.db, c.req.param('id') ?? '')
    if (!document?.description) return no(c.notFound())
    const { seen = null, ...fields } = parsed.data
    const corrections = correctionsOf(fields, document.description)
    const result = await correct(system, document.id, person(c), corrections, seen)
    return result.kind === 'refused' ? no(again(c, result.message)) : { refused: null, seen: result.seen }
  }

  /** The next in line after this one, or the first where this is the last. */
  async function nextInLine(id: string): Promise<{ next: string | null }> {
    const document = await findDocument(system.db, id)
    if (!document) return { next: null }
    const { next, previous } = await findQueuePlace(system.db, id)
    return { next: next ?? previous }
  }

  async function again(c: Context<DeskEnv>, problem: string): Promise<Response> {
    const said = { problem, done: null, goOn: true }
    const view = await loadDocumentDesk({ system, outlines }, c.req.param('id') ?? '', c.get('session'), said)
    return view ? c.html(documentDeskPage(view), 409) : c.notFound()
  }
  return app
}

function correctionsOf(form: Fields, before: NonNullable<Document['description']>): Corrections {
  const { signer, normative, ...fields } = form
  return {
    ...fields,
    ...(fields.reference ? { reference: wholeReference(fields.reference, before.metadata) } : {}),
    ...(signer === undefined ? {} : { signers: signersOf(signer, before.metadata.signers) }),
    // An unticked box is not sent: only beside the fields of the whole form does its absence say anything.
    ...(normative === undefined && fields.summary === undefined
      ? {}
      : { normative: normativeOf(normative === '1', before.metadata.normative) }),
  }
}

/** A number typed alone is joined to the symbol that was read beside the empty slot. */
function wholeReference(
  typed: string,
  { reference, symbol }: { reference: string | null; symbol: string | null },
): string {
  return !reference && symbol && /^\d{1,6}(\/\d{4})?$/.test(typed) ? `${typed}/${symbol}` : typed
}

/** Names separated by semicolons; a name that stands keeps the title read beside it. */
function signersOf(names: string, before: readonly { name: string; title: string | null }[]) {
  return names
    .split(';')
    .map((name) => name.normalize('NFC').trim())
    .filter(Boolean)
    .map((name) => before.find((signer) => signer.name === name) ?? { name, title: null })
}

/** An unticked box says "not normative" only where that was not already unknown. */
function normativeOf(ticked: boolean, before: boolean | null): boolean | null {
  return ticked ? true : before === null ? null : false
}
