/** What a clerk asked of the list, read from the address and written back into it. */

import { vietnamTime } from '../../pipeline/deadlines/deadline.ts'
import { type DocumentState, statesWithWork } from '../../pipeline/document.ts'
import type { DeskFilter, DeskOrder } from '../../storage/database/documents/list-for-desk.ts'
import { type Channel, channelNames } from '../channel-names.ts'

/** The tabs; `all` shows everything. */
export const tabs: readonly { key: string; name: string; states: readonly DocumentState[] | null }[] = [
  { key: 'awaiting-review', name: 'Chờ duyệt', states: ['awaiting-review'] },
  { key: 'received', name: 'Đang xử lý', states: statesWithWork },
  { key: 'published', name: 'Đã đăng', states: ['published'] },
  { key: 'rejected', name: 'Từ chối', states: ['rejected'] },
  { key: 'quarantined', name: 'Cách ly', states: ['quarantined'] },
  { key: 'withdrawn', name: 'Đã gỡ', states: ['withdrawn'] },
  { key: 'failed', name: 'Lỗi xử lý', states: ['failed'] },
  { key: 'tat-ca', name: 'Tất cả', states: null },
]

export const dueChoices = {
  'qua-han': 'Đã quá hạn',
  'hom-nay': 'Hết hạn hôm nay hoặc đã quá',
  'ba-ngay': 'Trong 3 ngày tới hoặc đã quá',
} as const
export const orders: Readonly<Record<DeskOrder, string>> = {
  due: 'Hạn gần nhất trước',
  newest: 'Mới nhận trước',
  issued: 'Ngày ban hành mới trước',
}

export interface ListQuery {
  tab: string
  text: string
  channel: Channel | null
  due: keyof typeof dueChoices | null
  order: DeskOrder
  /** From 0. */
  page: number
}

const lastPage = 20_000

/** Whatever is not known is left out: an address is never an error. */
export function readListQuery(query: Readonly<Record<string, string | undefined>>): ListQuery {
  const text = (query.q ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const asked = tabs.find(({ key }) => key === query['trang-thai'])?.key
  // Who looks for something looks everywhere unless told where.
  const tab = asked ?? (text ? 'tat-ca' : 'awaiting-review')
  const order = query['sap-xep']
  return {
    tab,
    text,
    channel: isKey(channelNames, query.kenh) ? query.kenh : null,
    due: isKey(dueChoices, query.han) ? query.han : null,
    order: isKey(orders, order) ? order : tab === 'awaiting-review' ? 'due' : 'newest',
    page: /^\d{1,5}$/.test(query.trang ?? '') ? Math.min(Number(query.trang), lastPage) : 0,
  }
}

export function filterFor({ tab, text, channel, due }: ListQuery, now: Temporal.Instant): DeskFilter {
  const states = tabs.find(({ key }) => key === tab)?.states
  return {
    ...(states ? { states } : {}),
    ...(text ? { query: text } : {}),
    ...(channel ? { channel } : {}),
    ...(due ? { dueBy: dueBy(due, now) } : {}),
  }
}

/** The address of the list with some of it changed. */
export function listAddress(query: ListQuery, change: Partial<ListQuery>): string {
  const { tab, text, channel, due, order, page } = { ...query, page: 0, ...change }
  const parts = new URLSearchParams({ 'trang-thai': tab })
  if (text) parts.set('q', text)
  if (channel) parts.set('kenh', channel)
  if (due) parts.set('han', due)
  if (order !== (tab === 'awaiting-review' ? 'due' : 'newest')) parts.set('sap-xep', order)
  if (page > 0) parts.set('trang', String(page))
  return `/ban-lam-viec?${parts}`
}

/** Deadlines end at midnight: of today those that end by the next one. */
function dueBy(due: keyof typeof dueChoices, now: Temporal.Instant): Temporal.Instant {
  if (due === 'qua-han') return now
  const days = due === 'hom-nay' ? 1 : 4
  return now.toZonedDateTimeISO(vietnamTime).startOfDay().add({ days }).toInstant()
}

function isKey<K extends string>(record: Readonly<Record<K, unknown>>, key: string | undefined): key is K {
  return key !== undefined && Object.hasOwn(record, key)
}
