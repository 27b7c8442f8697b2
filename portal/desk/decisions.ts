/** What people decide on the desk: forms in, one decision each, then back to the document. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts'
import { type Corrections, correct } from '../../pipeline/review/correct.ts'
import { approve, type DecisionResult, reject, reopen, withdraw } from '../../pipeline/review/decide.ts'
import type { System } from '../../pipeline/system.ts'
import { journalOf } from '../../storage/audit.ts'
import { findDocument, findTwins } from '../../storage/database/documents/find-document.ts'
import { type DeskEnv, requireRole } from './access.ts'
import { documentDeskPage } from './document-page.ts'

const text = z
  .string()
  .transform((value) => value.normalize('NFC').replace(/\s+/g, ' ').trim() || null)
  .nullable()
const date = z.union([z.literal(''), z.iso.date()]).transform((value) => value || null)

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
  })
  .partial()

type Decide = (system: System, id: string, person: { name: string }, reason: string) => Promise<DecisionResult>

export function decisionRoutes(system: System, dispatcher: Dispatcher): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  const person = (c: Context<DeskEnv>) => ({ name: c.get('session').account.username })

  app.post('/van-ban/:id/sua', async (c) => {
    const parsed = correctionForm.safeParse(await c.req.parseBody())
    if (!parsed.success) return again(c, 'Ngày phải là ngày có thật, theo dạng năm-tháng-ngày.')
    const document = await findDocument(system.db, c.req.param('id'))
    if (!document?.description) return c.notFound()
    const { signer, normative, ...fields } = parsed.data
    const corrections: Corrections = {
      ...fields,
      ...(signer === undefined ? {} : { signers: signersOf(signer, document.description.metadata.signers) }),
      normative: normativeOf(normative === '1', document.description.metadata.normative),
    }
    const result = await correct(system, document.id, person(c), corrections)
    return result.kind === 'refused' ? again(c, result.message) : back(c)
  })

  const editors = requireRole('editor', 'operator')
  const decisions: Readonly<Record<string, Decide>> = {
    duyet: (target, id, who) => approve(target, id, who),
    'tu-choi': reject,
    go: withdraw,
    'mo-lai': reopen,
  }
  for (const [name, decide] of Object.entries(decisions)) {
    app.post(`/van-ban/:id/${name}`, editors, async (c) => {
      const reason = String((await c.req.parseBody()).reason ?? '')
      const result = await decide(system, c.req.param('id') ?? '', person(c), reason)
      if (result.kind === 'refused') {
        return result.code === 'UNKNOWN_DOCUMENT' ? c.notFound() : again(c, result.message)
      }
      dispatcher.wake()
      return back(c)
    })
  }

  function back(c: Context<DeskEnv>): Response {
    return c.redirect(`/ban-lam-viec/van-ban/${c.req.param('id')}`, 303)
  }

  async function again(c: Context<DeskEnv>, problem: string): Promise<Response> {
    const document = await findDocument(system.db, c.req.param('id') ?? '')
    if (!document) return c.notFound()
    const [journal, twins] = await Promise.all([
      journalOf(system.db, 'document', document.id),
      findTwins(system.db, document),
    ])
    const { province } = system.config
    const view = { province, session: c.get('session'), document, journal, twins, now: system.now(), problem }
    return c.html(documentDeskPage(view), 409)
  }
  return app
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
