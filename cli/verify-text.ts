/** A signature report in words for a person at a terminal: the verdict first, and at once what speaks against it. */
import {
  type FileReport,
  type FileVerdict,
  type Indication,
  isDocumentTimestamp,
  isTimeProven,
  type SignatureReport,
} from '../validators/signature/report.ts'

const VERDICTS: Record<FileVerdict, string> = {
  passed: '✓ CHỮ KÝ HỢP LỆ',
  indeterminate: '! CHƯA KẾT LUẬN ĐƯỢC',
  failed: '✗ CHỮ KÝ KHÔNG HỢP LỆ',
  unsigned: '– KHÔNG CÓ CHỮ KÝ SỐ',
}

const INDICATIONS: Record<Indication, string> = {
  TOTAL_PASSED: '✓ hợp lệ',
  INDETERMINATE: '! chưa kết luận được',
  TOTAL_FAILED: '✗ không hợp lệ',
}

const COVERAGE: Record<SignatureReport['coverage'], string> = {
  whole: 'toàn bộ tệp',
  prefix: 'phần đầu của tệp (phiên bản lúc ký)',
  unclear: 'không rõ',
}

const LATER: Record<SignatureReport['laterChanges'], string> = {
  none: '',
  permitted: '; sau khi ký có bổ sung được phép',
  forbidden: '; SAU KHI KÝ CÓ THAY ĐỔI KHÔNG ĐƯỢC PHÉP',
}

export function describeReport(report: FileReport): string {
  const lines = [`${VERDICTS[report.verdict]}  ${report.file}`]
  if (report.error) lines.push(`    ${report.error.message} [${report.error.code}]`)
  for (const signature of report.signatures) lines.push(...describeSignature(signature))
  return lines.join('\n')
}

function describeSignature(signature: SignatureReport): string[] {
  const { signer } = signature
  const authority = signature.timestamp?.authority ?? 'không rõ nơi cấp'
  const name = isDocumentTimestamp(signature)
    ? `Dấu thời gian của cả tài liệu, ${authority}`
    : (signer?.commonName ?? 'không rõ người ký')
  const organization = signer?.organization ? `, ${signer.organization}` : ''
  const lines = [
    `  ${INDICATIONS[signature.indication]}  ${name}${organization}  (${signature.field}, ${signature.format})`,
  ]
  for (const { code, message } of signature.reasons) lines.push(`      • ${message} [${code}]`)
  lines.push(`      Thời điểm: ${describeTime(signature)}`)
  lines.push(`      Phạm vi: ${COVERAGE[signature.coverage]}${LATER[signature.laterChanges]}`)
  if (signer) lines.push(`      Chứng thư: số ${signer.serial}, cấp bởi ${signer.issuer}`)
  return lines
}

function describeTime(signature: SignatureReport): string {
  const { timestamp, claimedTime } = signature
  if (timestamp?.valid) {
    const ended = isTimeProven(signature) ? '' : ' (nay chứng thư của nơi cấp đã hết hạn, không còn chứng minh)'
    return `${local(timestamp.time)}, theo dấu thời gian của ${timestamp.authority ?? 'không rõ'}${ended}`
  }
  if (claimedTime) return `${local(claimedTime)} (người ký tự khai, chưa được chứng minh)`
  if (timestamp) return `${local(timestamp.time)}, theo dấu thời gian chưa được chứng minh`
  return 'không rõ'
}

/** `14:35:36 ngày 12/04/2024`, in Vietnam. */
function local(instant: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`
  return `${clock} ngày ${two(time.day)}/${two(time.month)}/${time.year}`
}
