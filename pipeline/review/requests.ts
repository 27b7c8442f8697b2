/**
 * What a sender asks about an earlier document (QĐ 28/2018: thu hồi, lấy lại, cập nhật, thay thế), answered by an editor.
 * Agreeing to take something back carries it out (Nghị định 30/2020 Điều 18): the document goes, the tombstone stays.
 */
import { appendToJournal } from '../../storage/audit.ts'
import { planForIntake } from '../../storage/database/acknowledgements/outbox.ts'
import { isPublic } from '../../storage/database/publications/is-public.ts'
import { type FoundRequest, findRequests } from '../../storage/database/requests/find-requests.ts'
import { settleRequest } from '../../storage/database/requests/settle-request.ts'
import type { DocumentState } from '../document.ts'
import type { System } from '../system.ts'
import { type DecisionRefused, type Person, takeBack } from './decide.ts'

export type RequestResult =
  | { kind: 'done'; takenBack: readonly string[] }
  | { kind: 'refused'; code: 'UNKNOWN_REQUEST' | 'REASON_MISSING' | DecisionRefused['code']; message: string }

/** States in which there is nothing left to take back, or nothing that an editor of documents may touch. */
const gone: readonly DocumentState[] = ['rejected', 'withdrawn', 'quarantined']

/** Says yes: the sender is told, and what was taken back or replaced leaves the gazette. Safe to repeat after a fault. */
export async function agreeToRequest(system: System, intakeId: string, editor: Person): Promise<RequestResult> {
  const request = await openRequest(system, intakeId)
  if (!request) return unknown
  const takenBack: string[] = []
  for (const { documentId, state } of request.kind === 'update' ? [] : (request.documents ?? [])) {
    if (gone.includes(state) && !(await isPublic(system.db, documentId))) continue
    const result = await takeBack(system, documentId, editor, reasonOf(request))
    if (result.kind === 'refused') return result
    takenBack.push(documentId)
  }
  return answer(system, intakeId, editor, { state: 'agreed', reason: null, takenBack })
}

/** Says no, with a reason the sender is told; the documents stay as they are. */
export async function refuseRequest(
  system: System,
  intakeId: string,
  editor: Person,
  reason: string,
): Promise<RequestResult> {
  if (reason.trim() === '') {
    return { kind: 'refused', code: 'REASON_MISSING', message: 'Hãy ghi lý do: nơi gửi được báo lý do này.' }
  }
  return answer(system, intakeId, editor, { state: 'refused', reason: reason.trim(), takenBack: [] })
}

const unknown: RequestResult = {
  kind: 'refused',
  code: 'UNKNOWN_REQUEST',
  message: 'Không có yêu cầu này, hoặc yêu cầu đã được trả lời.',
}

async function openRequest(system: System, intakeId: string): Promise<FoundRequest | null> {
  const [request] = await findRequests(system.db, { intakeId, limit: 1 })
  return request?.state === 'open' ? request : null
}

function reasonOf({ kind, reason }: FoundRequest): string {
  const what = kind === 'replace' ? 'Nơi gửi đã gửi văn bản khác thay thế' : 'Nơi gửi đã thu hồi văn bản'
  return reason ? `${what}: ${reason}` : `${what}.`
}

async function answer(
  system: System,
  intakeId: string,
  editor: Person,
  { state, reason, takenBack }: { state: 'agreed' | 'refused'; reason: string | null; takenBack: readonly string[] },
): Promise<RequestResult> {
  const now = system.now()
  return system.db.transaction().execute(async (trx) => {
    if (!(await settleRequest(trx, intakeId, { state, by: editor.name, at: now, reason }))) return unknown
    const event =
      state === 'agreed'
        ? ({ kind: 'accepted' } as const)
        : ({ kind: 'refused', reason: { code: 'REQUEST_REFUSED', message: reason ?? '' } } as const)
    await planForIntake(trx, intakeId, event, now)
    await appendToJournal(trx, now, [
      {
        actor: editor.name,
        action: state === 'agreed' ? 'request agreed' : 'request refused',
        subject: { kind: 'intake', id: intakeId },
        details: { takenBack, ...(reason ? { reason } : {}) },
      },
    ])
    return { kind: 'done', takenBack }
  })
}
