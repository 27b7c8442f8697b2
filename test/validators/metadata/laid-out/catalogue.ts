import type { Draft } from './lay-out.ts'
import { type Office, offices } from './vocabulary.ts'

/** A record of the Sơn La gazette's catalogue, as `samples/metadata/catalog-sonla.jsonl` holds it. */
export interface CatalogueRecord {
  reference: string
  documentType: string
  issuer: string
  issuedOn: string
  effectiveOn: string
  signer: string
  summary: string
}

/** The act of that record as a draft to lay out: bodies of the province or of one of its communes. */
export function draftOf(record: CatalogueRecord): Draft {
  const [year = 0, month = 0, day = 0] = record.issuedOn.split('-').map(Number)
  const [effectYear, effectMonth, effectDay] = record.effectiveOn.split('-')
  const reference = record.reference.trim()
  const type = /QĐ/u.test(reference) ? 'Quyết định' : 'Nghị quyết'
  const clause =
    record.effectiveOn === record.issuedOn
      ? `${type} này có hiệu lực thi hành kể từ ngày ký ban hành.`
      : `${type} này có hiệu lực kể từ ngày ${effectDay} tháng ${effectMonth} năm ${effectYear}.`
  return {
    office: officeOf(record),
    type,
    number: null,
    reference,
    symbol: reference.replace(/^.*?\d\/(?:\d{4}\/)?/u, ''),
    date: { day, month, year },
    leadIn: '',
    subject: record.summary.replace(/\s+/gu, ' ').trim(),
    signer: { name: record.signer.split(' ').slice(-3).join(' '), capacity: ['CHỦ TỊCH'] },
    effect: { clause, on: record.effectiveOn },
  }
}

function officeOf({ issuer, documentType }: CatalogueRecord): Office {
  const council = issuer.startsWith('HĐND')
  const commune = /xã (.+)$/u.exec(issuer)?.[1]
  const place = commune ?? 'Sơn La'
  const unit = commune ? `xã ${commune}` : 'tỉnh Sơn La'
  const body = council ? 'Hội đồng nhân dân' : 'Ủy ban nhân dân'
  const chairman = documentType.includes('Chủ tịch') ? 'Chủ tịch ' : ''
  const [template] = offices
  return {
    ...(template as Office),
    heading: [body.toUpperCase(), unit.toUpperCase()],
    issuer: `${body} ${unit}`,
    abbreviation: council ? 'HĐND' : 'UBND',
    place,
    authority: chairman ? null : `${body} ${unit}`.toUpperCase(),
  }
}
