/** The signature report for people: the verdict and its first reason in one glance, the rest on demand. */
import type { FileReport, FileVerdict, SignatureReport } from '../validators/signature/report.ts'
import { type Html, html, momentOf } from './html.ts'

const verdictText: Readonly<Record<FileVerdict, string>> = {
  passed: 'Chữ ký số hợp lệ',
  indeterminate: 'Chưa đủ căn cứ kết luận về chữ ký số',
  failed: 'Chữ ký số không hợp lệ',
  unsigned: 'Không có chữ ký số',
}

const laterChangesText: Readonly<Record<SignatureReport['laterChanges'], string>> = {
  none: 'Không có thay đổi sau khi ký',
  permitted: 'Chỉ có thay đổi được phép sau khi ký',
  forbidden: 'Có thay đổi không được phép sau khi ký',
}

export function verdictBadge(report: FileReport | null): Html {
  if (!report) return html`<span class="badge">Chưa kiểm tra</span>`
  return html`<span class="badge verdict-${report.verdict}">${verdictText[report.verdict]}</span>`
}

/** @param details address of the report as JSON */
export function signatureView(report: FileReport | null, details: string | null): Html {
  if (!report) return html`<p>Chữ ký số chưa được kiểm tra.</p>`
  const weightiest = report.error ?? report.signatures.flatMap((signature) => signature.reasons)[0]
  return html`<section class="signature verdict-${report.verdict}" aria-labelledby="chu-ky">
  <h2 id="chu-ky">${verdictText[report.verdict]}</h2>
  ${weightiest ? html`<p class="why">${weightiest.message}</p>` : ''}
  ${report.signatures.length > 0 ? html`<ol>${report.signatures.map(oneSignature)}</ol>` : ''}
  ${details ? html`<p class="small"><a href="${details}">Báo cáo đầy đủ (JSON)</a></p>` : ''}
</section>`
}

function oneSignature(signature: SignatureReport): Html {
  const { signer, timestamp, reasons } = signature
  return html`<li class="indication-${signature.indication}">
  <p><strong>${signer?.commonName ?? 'Không rõ người ký'}</strong>${signer?.organization ? html` — ${signer.organization}` : ''}</p>
  <p class="small">${
    timestamp?.valid
      ? html`Ký lúc ${momentOf(timestamp.time)}, có dấu thời gian xác nhận`
      : signature.claimedTime
        ? html`Người ký khai thời điểm ${momentOf(signature.claimedTime)} (chưa được chứng minh)`
        : 'Không rõ thời điểm ký'
  } · ${signature.coverage === 'whole' ? 'Bao trùm toàn bộ tệp' : signature.coverage === 'prefix' ? 'Bao trùm phần tệp tại thời điểm ký' : 'Không rõ phạm vi ký'} · ${laterChangesText[signature.laterChanges]}</p>
  <details><summary>Chi tiết</summary><dl class="facts">
    <dt>Kết luận</dt><dd>${signature.indication}${signature.subIndication ? ` / ${signature.subIndication}` : ''}</dd>
    <dt>Toàn vẹn</dt><dd>${signature.integrity === 'intact' ? 'Nội dung đã ký còn nguyên' : 'Nội dung đã ký bị thay đổi'}</dd>
    <dt>Chứng thư</dt><dd>${signer ? `${signer.serial} do ${signer.issuer} cấp` : '—'}</dd>
    <dt>Thuật toán</dt><dd>${signature.signatureAlgorithm ?? '—'} / ${signature.digestAlgorithm ?? '—'}</dd>
    <dt>Thu hồi</dt><dd>${revocationText[signature.revocation.status]}</dd>
    ${reasons.length > 0 ? html`<dt>Ghi nhận</dt><dd><ul>${reasons.map((reason) => html`<li>${reason.message} <code>${reason.code}</code></li>`)}</ul></dd>` : ''}
  </dl></details>
</li>`
}

const revocationText = {
  good: 'Chứng thư không bị thu hồi',
  revoked: 'Chứng thư đã bị thu hồi',
  unknown: 'Chưa kiểm tra được tình trạng thu hồi',
} as const
