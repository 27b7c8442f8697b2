/** What a clerk asked of the register, read from the address and written back into it. */
import { vietnamTime } from '../../pipeline/deadlines/deadline.ts'
import type { RegisterFilter } from '../../storage/database/intakes/register.ts'
import { type Channel, channelNames } from '../channel-names.ts'

export interface RegisterQuery {
  year: number
  from: Temporal.PlainDate | null
  to: Temporal.PlainDate | null
  channel: Channel | null
  /** Shows the declined deliveries instead. */
  declined: boolean
  /** From 0. */
  page: number
}

/** Whatever is not known is left out: an address is never an error. */
export function readRegisterQuery(
  query: Readonly<Record<string, string | undefined>>,
  now: Temporal.Instant,
): RegisterQuery {
  const thisYear = now.toZonedDateTimeISO(vietnamTime).year
  return {
    year: /^[1-9]\d{3}$/.test(query.nam ?? '') ? Number(query.nam) : thisYear,
    from: dayIn(query.tu),
    to: dayIn(query.den),
    channel: isChannel(query.kenh) ? query.kenh : null,
    declined: query.muc === 'tu-choi',
    page: /^\d{1,5}$/.test(query.trang ?? '') ? Number(query.trang) : 0,
  }
}

/** Days are whole, Vietnam time. Declined deliveries have no number: their year is a period. */
export function filterOf({ year, from, to, channel, declined }: RegisterQuery): RegisterFilter {
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(vietnamTime).toInstant()
  const first = from ?? (declined ? Temporal.PlainDate.from({ year, month: 1, day: 1 }) : null)
  const last = to ?? (declined ? Temporal.PlainDate.from({ year, month: 12, day: 31 }) : null)
  return { year, channel, from: first && start(first), until: last && start(last.add({ days: 1 })) }
}

/** The query part of an address with some of it changed. */
export function registerAddress(query: RegisterQuery, change: Partial<RegisterQuery> = {}): string {
  const { year, from, to, channel, declined, page } = { ...query, page: 0, ...change }
  const parts = new URLSearchParams({ nam: String(year) })
  if (from) parts.set('tu', from.toString())
  if (to) parts.set('den', to.toString())
  if (channel) parts.set('kenh', channel)
  if (declined) parts.set('muc', 'tu-choi')
  if (page > 0) parts.set('trang', String(page))
  return parts.toString()
}

function dayIn(text: string | undefined): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text ?? '')) return null
  try {
    return Temporal.PlainDate.from(text ?? '')
  } catch {
    return null
  }
}

function isChannel(key: string | undefined): key is Channel {
  return key !== undefined && Object.hasOwn(channelNames, key)
}
