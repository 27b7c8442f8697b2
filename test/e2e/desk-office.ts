/** An office at work for the browser: a portal that listens, documents in every state, one person of each kind. */
import type { Page } from 'playwright-core'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts'
import { openGazetteKey } from '../../pipeline/gazette/gazette-key.ts'
import { composeIssue, publishIssue, signIssue } from '../../pipeline/gazette/issues.ts'
import { approve, withdraw } from '../../pipeline/review/decide.ts'
import { type Portal, startPortal } from '../../portal/server.ts'
import { secretLetter } from '../../samples/drafts.ts'
import { layOut } from '../../samples/lay-out.ts'
import { createAccount } from '../../storage/database/accounts/accounts.ts'
import { updateFindings } from '../../storage/database/documents/update-document.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

export interface Office {
  test: TestSystem
  portal: Portal
  decisions: DecisionMaker
  /** By what they are: `waiting`, `inked` (number and day by hand), `published`, `withdrawn`, `quarantined`, `rejected`. */
  documents: Readonly<Record<string, string>>
  slug: string
  goneSlug: string
  logIn(page: Page, username: 'bien-tap' | 'van-thu'): Promise<void>
  close(): Promise<void>
}

const password = 'mat-khau-thu-nghiem'
const editor = { name: 'bien-tap' }

export async function openOffice(): Promise<Office> {
  const test = await openTestSystem()
  const { system } = test
  const decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  for (const [username, role] of [['bien-tap', 'editor'] as const, ['van-thu', 'clerk'] as const]) {
    await createAccount(system.db, system.now(), { username, fullName: `Người ${username}`, role, password }, 'test')
  }
  const documents: Record<string, string> = {}
  for (const [name, number] of [['published', 501] as const, ['withdrawn', 502] as const]) {
    const { id } = await test.process(`${name}.pdf`, await decisions.make(number))
    await approve(system, id, editor)
    await advanceUntilResting(system, id)
    documents[name] = id
  }
  const issue = await composeIssue(system, editor)
  if (issue.kind === 'refused') throw new Error(issue.message)
  const { year, number } = issue.issue
  await signIssue(system, editor, year, number, await openGazetteKey(system))
  await publishIssue(system, editor, year, number)
  await withdraw(system, documents.withdrawn ?? '', editor, 'Đăng nhầm.')
  documents.quarantined = (await test.process('mat.pdf', await layOut(secretLetter))).id
  documents.rejected = (await test.process('<b>rác</b>.pdf', new TextEncoder().encode('xin chào'))).id
  documents.inked = await inkedDocument(test, decisions)
  documents.waiting = (await test.process('cho.pdf', await decisions.make(504))).id

  const dispatcher: Dispatcher = test.app.startWorking()
  const portal = await startPortal(system, dispatcher, { connectors: new Map() })
  return {
    test,
    portal,
    decisions,
    documents,
    slug: (await test.find(documents.published ?? '')).slug ?? '',
    goneSlug: (await test.find(documents.withdrawn ?? '')).slug ?? '',
    async logIn(page, username) {
      await page.goto(`${portal.url}/ban-lam-viec/dang-nhap`)
      await page.fill('[name=username]', username)
      await page.fill('[name=password]', password)
      await page.press('[name=password]', 'Enter')
      // A busy machine takes its time over a password hash that is meant to be dear.
      await page.waitForURL('**/ban-lam-viec', { timeout: 60_000 })
    },
    async close() {
      await portal.close()
      await test.close()
    },
  }
}

/** A document whose number and day were, as far as the machine can tell, written by hand. */
async function inkedDocument(test: TestSystem, decisions: DecisionMaker): Promise<string> {
  const { id, description } = await test.process('muc.pdf', await decisions.make(503))
  if (!description) throw new Error('not described')
  const { reference, issuedOn } = description.evidence
  if (!reference?.box || !issuedOn?.box) throw new Error('no place on the page')
  const inked = {
    ...description,
    metadata: { ...description.metadata, reference: null, number: null, issuedOn: null },
    proposals: [
      { field: 'reference', digits: '503', value: '503/QĐ-UBND', confidence: 0.7, page: 1, box: reference.box },
      { field: 'issuedOn', digits: '18', value: '2026-11-18', confidence: 0.6, page: 1, box: issuedOn.box },
    ],
  } as const
  await test.system.db
    .transaction()
    .execute((trx) => updateFindings(trx, id, test.system.now(), { description: inked, deadline: null }))
  return id
}
