/**
 * Stage 5: where the document goes from here. Secrets are locked away, broken signatures and things that are no
 * document are refused, everything else waits for an editor (Điều 6.5: everything passes the editors).
 */
import { toldFirst } from '../../validators/signature/told-first.ts'
import type { Document, StageOutcome, StateReason } from '../document.ts'
import type { Stage } from './stage.ts'

export const review: Stage<'described'> = {
  name: 'review',
  from: 'described',
  async run(document, { config }) {
    return decide(document, config.autoAccept)
  },
}

/** The decision itself, from what the stages found. */
export function decide(document: Document, autoAccept: boolean): StageOutcome<'described'> {
  const { signature, description } = document
  if (!signature || !description) throw new Error(`Document ${document.id} is described without its findings`)
  const outcome = (to: StageOutcome<'described'>['to'], reason: StateReason | null): StageOutcome<'described'> => ({
    to,
    reason,
    findings: {},
    journal: reason ? { code: reason.code } : {},
  })

  if (description.secrecy) {
    return outcome('quarantined', {
      code: 'SECRET',
      message: `Văn bản có dấu độ mật “${description.secrecy}”: không được xử lý trên hệ thống này. Đã cách ly, hãy báo ngay cán bộ bảo mật.`,
    })
  }
  if (signature.verdict === 'failed') {
    const [why] = toldFirst(signature)
    return outcome('rejected', {
      code: 'SIGNATURE_FAILED',
      message: `Chữ ký số không hợp lệ${clause(why)}. Hãy yêu cầu nơi gửi gửi lại bản gốc đã ký.`,
    })
  }
  const legible = document.reading?.textSource !== 'none'
  if (!description.official && legible && signature.verdict === 'unsigned') {
    return outcome('rejected', {
      code: 'NOT_A_DOCUMENT',
      message: 'Tệp không phải là văn bản hành chính hay văn bản quy phạm pháp luật (không thấy thể thức văn bản).',
    })
  }
  const doubts = doubtsOf(document)
  if (autoAccept && doubts.length === 0) return outcome('approved', null)
  return outcome('awaiting-review', doubts[0] ?? readyForApproval)
}

/** A reason as part of a longer sentence. */
function clause(why: { message: string } | null | undefined): string {
  return why ? `: ${why.message.replace(/[.\s]+$/, '')}` : ''
}

const readyForApproval: StateReason = { code: 'READY', message: 'Đã qua mọi bước kiểm tra, chờ Ban biên tập duyệt.' }

/** Điều 5.1.a: what each published act must show; the effective date may depend on the gazette itself. */
export const requiredFields = {
  documentType: 'hình thức văn bản',
  issuer: 'cơ quan ban hành',
  reference: 'số, ký hiệu',
  issuedOn: 'ngày ban hành',
  summary: 'trích yếu',
} as const

/** The names, in Vietnamese, of required fields that are still empty. */
export function missingFields(description: NonNullable<Document['description']>): string[] {
  return Object.entries(requiredFields)
    .filter(([field]) => description.metadata[field as keyof typeof requiredFields] === null)
    .map(([, name]) => name)
}

/** Why a person must look, the weightiest first. */
function doubtsOf(document: Document): StateReason[] {
  const { signature, description } = document
  const doubts: StateReason[] = []
  if (document.reading?.textSource === 'none') {
    doubts.push({
      code: 'NO_TEXT',
      message: 'Không đọc được chữ trong tệp (bản quét mờ hoặc trang trắng): hãy xem tệp và nhập thông tin.',
    })
  }
  if (signature?.verdict === 'indeterminate') {
    const [why] = toldFirst(signature)
    doubts.push({
      code: 'SIGNATURE_INDETERMINATE',
      message: `Chưa đủ căn cứ để kết luận chữ ký số${clause(why)}.`,
    })
  }
  if (signature?.verdict === 'unsigned') {
    doubts.push({
      code: 'UNSIGNED',
      message: 'Văn bản không có chữ ký số: hãy đối chiếu với bản gốc trước khi duyệt.',
    })
  }
  const missing = description ? missingFields(description) : []
  if (missing.length > 0) {
    doubts.push({ code: 'FIELDS_MISSING', message: `Chưa đọc được: ${missing.join(', ')}. Hãy nhập từ văn bản.` })
  }
  if (description && description.warnings.length > 0) {
    doubts.push(...description.warnings)
  }
  return doubts
}
