/** What people decide about documents. Every decision is checked against the lifecycle and written to the journal. */
import type { Transaction } from 'kysely'
import { appendToJournal } from '../../storage/audit.ts'
import { awaitDocument, findDocument } from '../../storage/database/documents/find-document.ts'
import { type DocumentMove, moveDocument } from '../../storage/database/documents/update-document.ts'
import { withdrawPublication } from '../../storage/database/publications/publish-version.ts'
import type { Database } from '../../storage/database/schema.ts'
import { tellSenders } from '../acknowledge/tell-senders.ts'
import { type Document, type DocumentState, transitions } from '../document.ts'
import { missingFields } from '../stages/5-review.ts'
import { hasWork } from '../stages/index.ts'
import type { System } from '../system.ts'

/** Who decides: an account of the desk, or the person at the command line. */
export interface Person {
  name: string
}

/** A decision that cannot be taken, with the sentence for the person who tried. */
export type DecisionRefused = {
  kind: 'refused'
  code: 'UNKNOWN_DOCUMENT' | 'WRONG_STATE' | 'FIELDS_MISSING' | 'REASON_MISSING' | 'NOT_READ'
  message: string
}
export type DecisionResult = { kind: 'done'; document: Document; to: DocumentState } | DecisionRefused

/** Lets a document through to publication. Refused while a field that every published act must show is empty. */
export function approve(system: System, documentId: string, editor: Person): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'approve', 'approved', {
    check: (document) => {
      const missing = document.description ? missingFields(document.description) : ['nội dung']
      return missing.length === 0
        ? null
        : {
            kind: 'refused',
            code: 'FIELDS_MISSING',
            message: `Chưa thể duyệt: còn thiếu ${missing.join(', ')} (Điều 5 khoản 1 điểm a). Hãy bổ sung rồi duyệt lại.`,
          }
    },
  })
}

/** Refuses a document; the sender is told why. */
export function reject(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'reject', 'rejected', { reason })
}

/** Takes a published document down (Điều 8.2.b: at once). The tombstone and every version stay on record. */
export function withdraw(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'withdraw', 'withdrawn', {
    reason,
    also: (trx, document, now) => withdrawPublication(trx, document.id, now, reason),
  })
}

/** Its sender took it back, and an editor agreed: published or not, it goes. Who asked for it is answered apart. */
export async function takeBack(
  system: System,
  documentId: string,
  editor: Person,
  reason: string,
): Promise<DecisionResult> {
  const document = await findDocument(system.db, documentId)
  const isPublic = document?.state === 'published'
  return decide(system, documentId, editor, 'take back', isPublic ? 'withdrawn' : 'rejected', {
    reason,
    quietly: true,
    ...(isPublic ? { also: (trx, { id }, now) => withdrawPublication(trx, id, now, reason) } : {}),
  })
}

/** Brings a refused, quarantined or withdrawn document back before the editors, overruling what put it there. */
export function reopen(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'reopen', 'awaiting-review', {
    reason,
    check: (document) =>
      document.description
        ? null
        : {
            kind: 'refused',
            code: 'NOT_READ',
            message: 'Tệp này chưa đọc được nên không thể đưa ra duyệt. Hãy yêu cầu nơi gửi gửi lại tệp khác.',
          },
  })
}

interface DecisionParts {
  /** Words of the person; demanded when given, even empty. */
  reason?: string
  /** The sender is not told by this decision. */
  quietly?: boolean
  check?: (document: Document) => DecisionRefused | null
  also?: (trx: Transaction<Database>, document: Document, now: Temporal.Instant) => Promise<void>
}

async function decide(
  system: System,
  documentId: string,
  person: Person,
  action: string,
  to: DocumentState,
  parts: DecisionParts,
): Promise<DecisionResult> {
  if (parts.reason !== undefined && parts.reason.trim() === '') {
    return { kind: 'refused', code: 'REASON_MISSING', message: 'Hãy ghi lý do: lý do được lưu vào nhật ký.' }
  }
  return system.db.transaction().execute(async (trx) => {
    const document = await awaitDocument(trx, documentId)
    if (!document) return { kind: 'refused', code: 'UNKNOWN_DOCUMENT', message: `Không có văn bản ${documentId}.` }
    const refused = mayMove(document, to) ?? parts.check?.(document)
    if (refused) return refused
    const now = system.now()
    await parts.also?.(trx, document, now)
    const move: DocumentMove = {
      state: to,
      reason: parts.reason ? { code: action.toUpperCase(), message: parts.reason } : null,
      nextAttemptAt: hasWork(to) ? now : null,
    }
    await moveDocument(trx, documentId, now, move)
    if (!parts.quietly) await tellSenders(system, trx, { documentId, to, reason: move.reason, slug: document.slug })
    await appendToJournal(trx, now, [
      {
        actor: person.name,
        action,
        subject: { kind: 'document', id: documentId },
        details: { from: document.state, to, ...(parts.reason ? { reason: parts.reason } : {}) },
      },
    ])
    return { kind: 'done', document: { ...document, state: to, reason: move.reason }, to }
  })
}

function mayMove(document: Document, to: DocumentState): DecisionRefused | null {
  const allowed: readonly DocumentState[] = transitions[document.state]
  if (allowed.includes(to)) return null
  return {
    kind: 'refused',
    code: 'WRONG_STATE',
    message: `Văn bản đang ở trạng thái “${stateNames[document.state]}”, không thể chuyển sang “${stateNames[to]}”.`,
  }
}

/** The states as clerks know them. */
export const stateNames: Readonly<Record<DocumentState, string>> = {
  received: 'Mới tiếp nhận',
  inspected: 'Đã kiểm tra tệp',
  read: 'Đã đọc nội dung',
  verified: 'Đã kiểm tra chữ ký',
  described: 'Đã trích xuất thông tin',
  'awaiting-review': 'Chờ duyệt',
  approved: 'Đã duyệt',
  published: 'Đã đăng',
  quarantined: 'Cách ly',
  rejected: 'Từ chối',
  withdrawn: 'Đã gỡ',
  failed: 'Lỗi xử lý',
}
