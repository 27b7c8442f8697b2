/**
 * The signature report for people, in one glance: what is wrong comes first and never below a green headline, then the
 * verdict, then who signed, for whom, when and whether that time is proven, and what is covered; the rest on demand.
 */
import {
  type FileReport,
  type FileVerdict,
  type Indication,
  isDocumentTimestamp,
  isTimeProven,
  type SignatureReport,
} from '../validators/signature/report.ts'
import { toldFirst } from '../validators/signature/told-first.ts'
import { type Html, html, momentOf } from './html.ts'

const verdictText: Readonly<Record<FileVerdict, string>> = {
  passed: 'Chữ ký số hợp lệ',
  indeterminate: 'Chưa đủ căn cứ kết luận về chữ ký số',
  failed: 'Chữ ký số không hợp lệ',
  unsigned: 'Không có chữ ký số',
}

const indications: Readonly<Record<Indication, { text: string; style: string }>> = {
  TOTAL_PASSED: { text: 'Hợp lệ', style: 'good' },
  INDETERMINATE: { text: 'Chưa kết luận', style: 'warn' },
  TOTAL_FAILED: { text: 'Không hợp lệ', style: 'bad' },
}

const coverageText: Readonly<Record<SignatureReport['coverage'], string>> = {
  whole: 'Toàn bộ tệp',
  prefix: 'Phần tệp có đến lúc ký',
  unclear: 'Không rõ phạm vi',
}

const laterChangesText: Readonly<Record<SignatureReport['laterChanges'], string>> = {
  none: 'không thay đổi gì sau khi ký',
  permitted: 'sau đó chỉ có thay đổi được phép',
  forbidden: 'sau đó có thay đổi không được phép',
}

const revocationText = {
  good: 'Không bị thu hồi',
  revoked: 'Đã bị thu hồi',
  unknown: 'Chưa kiểm tra được',
} as const

export function verdictBadge(report: FileReport | null): Html {
  if (!report) return html`<span class="badge">Chưa kiểm tra chữ ký</span>`
  const text = report.verdict === 'indeterminate' ? 'Chữ ký số chưa kết luận' : verdictText[report.verdict]
  return html`<span class="badge verdict-${report.verdict}">${text}</span>`
}

/** @param details address of the report as JSON */
export function signatureView(report: FileReport | null, details: string | null): Html {
  if (!report) {
    return html`<section class="signature" aria-labelledby="chu-ky"><h2 id="chu-ky">Chữ ký số</h2><p>Chữ ký số chưa được kiểm tra.</p></section>`
  }
  const told = toldFirst(report)
  const why = told.length > 0 ? html`<ul class="why">${told.map(({ message }) => html`<li>${message}</li>`)}</ul>` : ''
  const headline = html`<h2 id="chu-ky">${verdictText[report.verdict]}</h2>`
  return html`<section class="signature verdict-${report.verdict}" aria-labelledby="chu-ky">
  ${report.verdict === 'passed' ? html`${why}${headline}` : html`${headline}${why}`}
  ${report.signatures.length > 0 ? html`<ol class="signers">${report.signatures.map(oneSignature)}</ol>` : ''}
  ${details ? html`<p class="small"><a href="${details}">Báo cáo đầy đủ (JSON)</a></p>` : ''}
</section>`
}

function oneSignature(signature: SignatureReport): Html {
  const { signer, timestamp, indication } = signature
  const verdict = indications[indication]
  const isTimestamp = isDocumentTimestamp(signature)
  const who = isTimestamp
    ? `Dấu thời gian của cả tài liệu${timestamp?.authority ? `, do ${timestamp.authority} cấp` : ''}`
    : (signer?.commonName ?? 'Không rõ người ký')
  return html`<li>
  <h3><span>${who}</span> <span class="badge ${verdict.style}">${verdict.text}</span></h3>
  ${signer?.organization && signer.organization !== signer.commonName ? html`<p class="of">${signer.organization}</p>` : ''}
  <dl class="glance">
    <dt>${isTimestamp ? 'Lập lúc' : 'Ký lúc'}</dt><dd>${timeOf(signature)}</dd>
    <dt>Phạm vi</dt><dd class="${styleOfScope(signature)}">${scopeOf(signature)}</dd>
  </dl>
  ${moreOf(signature)}
</li>`
}

/** What is covered and what followed. Bytes that could not be checked are not said to be changed. */
function scopeOf({ integrity, indication, coverage, laterChanges }: SignatureReport): string {
  if (integrity === 'broken') {
    return indication === 'INDETERMINATE' ? 'Chưa kiểm tra được nội dung đã ký' : 'Nội dung đã ký không còn nguyên vẹn'
  }
  if (coverage === 'unclear' && laterChanges !== 'permitted') return coverageText.unclear
  return `${coverageText[coverage]}, ${laterChangesText[laterChanges]}`
}

function styleOfScope({ integrity, indication, coverage, laterChanges }: SignatureReport): string {
  const fault = laterChanges === 'forbidden' || (integrity === 'broken' && indication === 'TOTAL_FAILED')
  return fault ? 'fault' : coverage === 'unclear' || integrity === 'broken' ? 'doubt' : ''
}

function timeOf(signature: SignatureReport): Html {
  const { timestamp, claimedTime } = signature
  const authority = timestamp?.authority ? ` của ${timestamp.authority}` : ''
  if (timestamp && isTimeProven(signature)) {
    return html`${momentOf(timestamp.time)} — đã chứng minh bằng dấu thời gian${authority}`
  }
  if (timestamp?.valid) {
    return html`${momentOf(timestamp.time)} — <span class="doubt">theo dấu thời gian${authority}, nay chứng thư của nơi cấp đã hết hạn</span>`
  }
  const doubt = timestamp ? 'có dấu thời gian nhưng chưa chứng minh được' : 'người ký tự khai, chưa chứng minh'
  const time = claimedTime ?? timestamp?.time
  return time
    ? html`${momentOf(time)} — <span class="doubt">${doubt}</span>`
    : html`<span class="doubt">Không rõ thời điểm ký</span>`
}

function moreOf({ signer, revocation, reasons, ...signature }: SignatureReport): Html {
  const { indication, subIndication, signatureAlgorithm, digestAlgorithm, format, field } = signature
  return html`<details><summary>Chi tiết</summary><dl class="facts">
    <dt>Kết luận</dt><dd><code>${indication}${subIndication ? ` / ${subIndication}` : ''}</code></dd>
    <dt>Chứng thư</dt><dd>${signer ? html`Số <code>${signer.serial}</code> do ${signer.issuer} cấp` : '—'}${signer?.identifier ? html`<br>${signer.identifier}` : ''}</dd>
    <dt>Thu hồi</dt><dd>${revocationText[revocation.status]}${revocation.checkedAt ? html`, kiểm tra lúc ${momentOf(revocation.checkedAt)}` : ''}</dd>
    <dt>Thuật toán</dt><dd>${signatureAlgorithm ?? '—'} / ${digestAlgorithm ?? '—'}</dd>
    <dt>Dạng chữ ký</dt><dd>${format}, trường “${field}”</dd>
    ${reasons.length > 0 ? html`<dt>Ghi nhận</dt><dd><ul>${reasons.map((reason) => html`<li>${reason.message} <code>${reason.code}</code></li>`)}</ul></dd>` : ''}
  </dl></details>`
}
