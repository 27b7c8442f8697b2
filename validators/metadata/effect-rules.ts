/** From when an act holds that does not say so: rules of law as data, each with the days between which it held. */

interface DefaultRule {
  from: string
  until: string
  normative: boolean
  sentence: string
}

const rules: readonly DefaultRule[] = [
  {
    from: '2025-04-01',
    until: '9999-12-31',
    normative: true,
    sentence:
      'Theo Điều 53 Luật 64/2025/QH15, văn bản quy phạm pháp luật có hiệu lực không sớm hơn 45 ngày (trung ương) hoặc 10 ngày (địa phương) kể từ ngày thông qua hoặc ký ban hành, trừ trình tự rút gọn.',
  },
  {
    from: '2016-07-01',
    until: '2025-03-31',
    normative: true,
    sentence:
      'Theo Điều 151 Luật 80/2015/QH13, văn bản quy phạm pháp luật có hiệu lực không sớm hơn 45 ngày (trung ương), 10 ngày (cấp tỉnh) hoặc 07 ngày (cấp huyện, xã) kể từ ngày thông qua hoặc ký ban hành, trừ trình tự rút gọn.',
  },
  {
    from: '2009-01-01',
    until: '2016-06-30',
    normative: true,
    sentence:
      'Theo Điều 78 Luật 17/2008/QH12, văn bản quy phạm pháp luật có hiệu lực không sớm hơn 45 ngày kể từ ngày công bố hoặc ký ban hành; văn bản của địa phương theo Điều 51 Luật 31/2004/QH11.',
  },
  {
    from: '1997-01-01',
    until: '2008-12-31',
    normative: true,
    sentence:
      'Theo Điều 75 Luật Ban hành văn bản quy phạm pháp luật năm 1996 (sửa đổi 2002), văn bản có hiệu lực sau 15 ngày kể từ ngày đăng Công báo hoặc ngày muộn hơn ghi trong văn bản.',
  },
  {
    from: '1945-01-01',
    until: '9999-12-31',
    normative: false,
    sentence: 'Với văn bản hành chính, thường áp dụng kể từ ngày ký; cần người xác nhận.',
  },
]

/**
 * What the law in force on the day of issue lays down for an act that names no day. It gives bounds, not a day, so it is
 * said and never filled in. `null` where nothing can be said, or for papers that take no effect (reports, letters).
 */
export function defaultEffect(context: {
  documentType: string | null
  issuedOn: string | null
  normative: boolean | null
}): string | null {
  const { documentType, issuedOn, normative } = context
  if (!issuedOn || normative === null) return null
  if (!normative && documentType !== 'Quyết định' && documentType !== 'Nghị quyết') return null
  return (
    rules.find((rule) => rule.normative === normative && rule.from <= issuedOn && issuedOn <= rule.until)?.sentence ??
    null
  )
}
