/** What people decide about documents. Every decision is checked against the lifecycle and written to the journal. */
import { appendToJournal } from '../../storage/audit.ts'
import { awaitDocument } from '../../storage/database/documents/find-document.ts'
import { type DocumentMove, moveDocument } from '../../storage/database/documents/update-document.ts'
import { isPublic } from '../../storage/database/publications/is-public.ts'
import { withdrawPublication } from '../../storage/database/publications/publish-version.ts'
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
  code:
    | 'UNKNOWN_DOCUMENT'
    | 'WRONG_STATE'
    | 'FIELDS_MISSING'
    | 'REASON_MISSING'
    | 'NOT_READ'
    | 'STILL_PUBLIC'
    | 'CHANGED_MEANWHILE'
  message: string
}
export type DecisionResult = { kind: 'done'; document: Document; to: DocumentState } | DecisionRefused

/**
 * Lets a document through to publication. Refused while a field that every published act must show is empty.
 * @param seen `updatedAt` of what the editor looked at, where that is known: what has changed since is not approved unseen
 */
export function approve(
  system: System,
  documentId: string,
  editor: Person,
  seen: string | null = null,
): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'approve', 'approved', {
    check: (document) => {
      if (seen !== null && isOutdated(document, seen)) return changedMeanwhile
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

/** Whether a document is not any more what somebody looked at. @param seen its `updatedAt` then */
export function isOutdated({ updatedAt }: Document, seen: string): boolean {
  return updatedAt.toString() !== seen
}

export const changedMeanwhile: DecisionRefused = {
  kind: 'refused',
  code: 'CHANGED_MEANWHILE',
  message:
    'Trong lúc bạn xem, văn bản này đã được người khác hoặc hệ thống thay đổi, nên việc vừa gửi chưa được ghi. Dưới đây là bản mới nhất: hãy xem lại.',
}

/** Refuses a document; the sender is told why. One that the public reads is taken down instead, or approved. */
export function reject(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'reject', 'rejected', {
    reason,
    check: (_, standing) =>
      standing
        ? {
            kind: 'refused',
            code: 'STILL_PUBLIC',
            message: 'Văn bản này đang công khai trên Công báo: hãy gỡ, hoặc sửa cho đúng rồi duyệt lại.',
          }
        : null,
  })
}

/**
 * Takes a published document down (Điều 8.2.b: at once), wherever its next version stands. The tombstone and every
 * version stay on record.
 */
export function withdraw(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  return decide(system, documentId, editor, 'withdraw', 'withdrawn', {
    reason,
    check: (document, standing) =>
      standing
        ? null
        : {
            kind: 'refused',
            code: 'WRONG_STATE',
            message: `Văn bản đang ở trạng thái “${stateNames[document.state]}” và không có trên trang công khai, không có gì để gỡ.`,
          },
  })
}

/** Its sender took it back, and an editor agreed: published or not, it goes. Who asked for it is answered apart. */
export function takeBack(system: System, documentId: string, editor: Person, reason: string): Promise<DecisionResult> {
  const to = (standing: boolean) => (standing ? 'withdrawn' : 'rejected')
  return decide(system, documentId, editor, 'take back', to, { reason, quietly: true })
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
  /** @param standing whether the public sees it */
  check?: (document: Document, standing: boolean) => DecisionRefused | null
}

async function decide(
  system: System,
  documentId: string,
  person: Person,
  action: string,
  goal: DocumentState | ((standing: boolean) => DocumentState),
  parts: DecisionParts,
): Promise<DecisionResult> {
  if (parts.reason !== undefined && parts.reason.trim() === '') {
    return { kind: 'refused', code: 'REASON_MISSING', message: 'Hãy ghi lý do: lý do được lưu vào nhật ký.' }
  }
  return system.db.transaction().execute(async (trx) => {
    const document = await awaitDocument(trx, documentId)
    if (!document) return { kind: 'refused', code: 'UNKNOWN_DOCUMENT', message: `Không có văn bản ${documentId}.` }
    const standing = await isPublic(trx, documentId)
    const to = typeof goal === 'string' ? goal : goal(standing)
    const refused = mayMove(document, to) ?? parts.check?.(document, standing)
    if (refused) return refused
    const now = system.now()
    if (to === 'withdrawn') await withdrawPublication(trx, documentId, now, parts.reason ?? '')
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
