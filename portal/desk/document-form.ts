/** The fields of a document as a clerk glances over them: each with where it was read, what is doubtful beside it. */

import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import type { Document } from '../../pipeline/document.ts'
import type { Evidence, MetadataReport, Proposal } from '../../validators/metadata/metadata.ts'
import type { Remark } from '../../validators/text/read-document.ts'
import { type Html, html } from '../html.ts'
import { cutOut, type Mark } from '../paper.ts'
import { type DocumentDesk, deskPath } from './document-desk.ts'
import { type FormField, fieldOfWarning, formFields } from './form-fields.ts'

export function documentForm(view: DocumentDesk): Html {
  const { document, session } = view
  const { description } = document
  const locked = document.state === 'quarantined' && session.account.role === 'clerk'
  if (!description || locked) return html``
  if (document.state !== 'awaiting-review') return settledFields(description)
  const path = deskPath(document.id)
  const csrf = html`<input type="hidden" name="csrf" value="${session.csrfToken}">`
  const mayApprove = session.account.role !== 'clerk'
  const general = description.warnings.filter((warning) => fieldOfWarning(warning) === null)
  return html`<form class="metadata" id="thong-tin" method="post" action="${path}/sua" aria-labelledby="thong-tin-ten" autocomplete="off">
<h2 id="thong-tin-ten">Thông tin văn bản</h2>
${csrf}
<input type="hidden" name="seen" value="${document.updatedAt.toString()}">
${general.length > 0 ? html`<ul class="warnings">${general.map((warning) => html`<li>${warning.message}</li>`)}</ul>` : ''}
<div class="fields">${formFields.map((field) => oneField(view, description, field))}</div>
<label class="check"><input type="checkbox" name="normative" value="1" ${description.metadata.normative ? html`checked` : ''}> Văn bản quy phạm pháp luật</label>
<div class="decide">
<button ${mayApprove ? html`class="quiet"` : ''} data-key="save" aria-keyshortcuts="Control+S">Lưu thông tin <kbd aria-hidden="true">Ctrl S</kbd></button>
${mayApprove ? html`<button formaction="${path}/duyet" data-key="approve" aria-keyshortcuts="Control+Enter">Duyệt và đăng <kbd aria-hidden="true">Ctrl Enter</kbd></button>` : ''}
</div>
${mayApprove ? html`<label class="check"><input type="checkbox" name="tiep" value="1" ${view.goOn ? html`checked` : ''}> Duyệt xong thì mở văn bản chờ kế tiếp</label>` : ''}
<p class="visually-hidden" role="status" data-said></p>
</form>
${(description.proposals ?? []).map(({ field }) => html`<form id="nhan-${field}" method="post" action="${path}/nhan">${csrf}<input type="hidden" name="field" value="${field}"></form>`)}`
}

function oneField(view: DocumentDesk, description: MetadataReport, field: FormField): Html {
  const { name, label, kind, data } = field
  const value = field.show(description.metadata)
  const evidence = evidenceFor(description, field)
  const proposed = value === '' && (description.proposals ?? []).some((one) => one.field === data)
  const warnings = description.warnings.filter(
    (warning) => fieldOfWarning(warning) === data && !(proposed && toldByProposal.has(warning.code)),
  )
  const id = `o-${name}`
  const describedBy = [`${id}-nguon`, ...warnings.map((_, index) => `${id}-luu-y-${index}`)].join(' ')
  const attributes = html`id="${id}" name="${name}" aria-describedby="${describedBy}"`
  return html`<div class="field${field.half ? '' : ' whole'}${value === '' && field.required ? ' missing' : ''}" data-field="${data}" ${evidence?.page ? html`data-page="${evidence.page}"` : ''}>
<label for="${id}" class="label"><strong>${label}</strong> <small id="${id}-nguon">${sourceOf(evidence, value)}</small></label>
${
  kind === 'area'
    ? html`<textarea ${attributes} rows="3">${value}</textarea>`
    : html`<input ${attributes} value="${value}" ${hintFor(field, description)} ${field.list ? html`list="${id}-danh-sach"` : ''}>`
}
${field.list ? html`<datalist id="${id}-danh-sach">${field.list.map((option) => html`<option value="${option}"></option>`)}</datalist>` : ''}
${value === '' ? slotOf(view, description, field, evidence) : ''}
${warnings.map((warning, index) => html`<p class="warning" id="${id}-luu-y-${index}">${warning.message}</p>`)}
</div>`
}

/** What the picture of the ink and the proposal under it say already. */
const toldByProposal: ReadonlySet<string> = new Set(['NUMBER_BLANK', 'NUMBER_HANDWRITTEN', 'DATE_BLANK'])

/** How to fill an empty field: the day in our order, or the number alone where the symbol was read. */
function hintFor({ kind, data }: FormField, { metadata }: MetadataReport): Html | '' {
  if (kind === 'date') return html`inputmode="numeric" placeholder="ngày/tháng/năm"`
  return data === 'reference' && !metadata.reference && metadata.symbol
    ? html`placeholder="số/${metadata.symbol}" title="Chỉ cần gõ số, phần /${metadata.symbol} được điền theo văn bản"`
    : ''
}

/** The ink itself beside an empty field, and what the machine makes of it: a suggestion that one key accepts. */
function slotOf(
  { document, outline }: DocumentDesk,
  description: MetadataReport,
  field: FormField,
  evidence: Evidence | undefined,
): Html | '' {
  const proposal = (description.proposals ?? []).find((one) => one.field === field.data)
  const place = proposal ?? (evidence?.page && evidence.box ? { page: evidence.page, box: evidence.box } : null)
  if (!place) return ''
  const mark: Mark = { field: field.data, page: place.page, box: place.box }
  const picture = cutOut(outline, deskPath(document.id), mark, `Ảnh chỗ ghi ${field.label.toLowerCase()} trên văn bản`)
  if (!picture && !proposal) return ''
  return html`<div class="slot">${picture}${proposal ? accept(field, proposal) : ''}</div>`
}

function accept(field: FormField, proposal: Proposal): Html {
  const shown = proposal.field === 'issuedOn' ? vietnameseDate(proposal.value) : proposal.value
  return html`<button type="submit" class="quiet" form="nhan-${proposal.field}" data-accept="${shown}" data-into="o-${field.name}">Nhận “${shown}” <kbd aria-hidden="true">Enter</kbd></button>
<small>Máy đoán từ chữ viết tay (${Math.round(proposal.confidence * 100)}%): hãy đối chiếu với ảnh.</small>`
}

/** Where each field stands on the pages. */
export function marksOf({ description, state }: Document): Mark[] {
  if (!description || state !== 'awaiting-review') return []
  return formFields.flatMap((field) => {
    const evidence = evidenceFor(description, field)
    return evidence?.page && evidence.box ? [{ field: field.data, page: evidence.page, box: evidence.box }] : []
  })
}

/** The evidence of a field; of a reference whose number is ink, that of the slot. */
function evidenceFor({ metadata, evidence }: MetadataReport, { data }: FormField): Evidence | undefined {
  if (data === 'reference' && metadata.reference === null) return evidence.number ?? evidence.reference
  return evidence[data]
}

const sourceNames: Readonly<Record<Evidence['source'], string>> = {
  text: 'đọc từ văn bản',
  ocr: 'đọc từ bản quét',
  signature: 'từ chữ ký số',
  envelope: 'từ phong bì',
  clerk: 'do người nhập',
  derived: 'suy ra theo luật',
}

/** Confidence of OCR under which a value is told in the colour of doubt. */
const doubtfulBelow = 0.75

function sourceOf(evidence: Evidence | undefined, value: string): Html {
  if (value === '' || !evidence)
    return html`<span class="unknown">${value === '' ? 'chưa đọc được' : 'không rõ chỗ đọc'}</span>`
  const page = evidence.page ? `, trang ${evidence.page}` : ''
  const sure = evidence.source === 'ocr' ? `, chắc ${Math.round(evidence.confidence * 100)}%` : ''
  const doubtful = evidence.source === 'ocr' && evidence.confidence < doubtfulBelow
  return html`<span class="${doubtful ? 'unknown' : ''}">${sourceNames[evidence.source]}${page}${sure}</span>`
}

/** The same fields once nothing can be changed any more. */
function settledFields({ metadata, warnings }: MetadataReport): Html {
  return html`<section class="metadata" aria-labelledby="thong-tin-ten"><h2 id="thong-tin-ten">Thông tin văn bản</h2>
<dl class="facts">${formFields.map((field) => html`<dt>${field.label}</dt><dd>${field.show(metadata) || '—'}</dd>`)}
<dt>Quy phạm pháp luật</dt><dd>${metadata.normative === null ? 'chưa rõ' : metadata.normative ? 'có' : 'không'}</dd></dl>
${warnings.length > 0 ? html`<ul class="warnings">${warnings.map((warning: Remark) => html`<li>${warning.message}</li>`)}</ul>` : ''}</section>`
}
