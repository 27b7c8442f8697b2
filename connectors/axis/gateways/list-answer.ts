/** The list of waiting messages, from either axis: read entry by entry, and never empty for lack of understanding. */
import { z } from 'zod'
import { GatewayFault, type QueuedMessage, type QueueList } from '../gateway.ts'

/** Axes write ids and codes as text or number, and leave fields out at will. */
export const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === '' ? null : String(value)))

const entry = z.object({
  docId: text,
  from: text,
  to: text,
  status: text,
  created_time: text,
  createdTime: text,
})

/** @param count how many the axis says there are, where it says so. */
export function readList(data: unknown, count: number | null, call: string): QueueList {
  if (!Array.isArray(data)) {
    throw new GatewayFault('unreadable', `Câu trả lời ${call} của trục liên thông không có danh sách.`)
  }
  const items = data.map(readEntry).filter((item) => item !== null)
  const missing = Math.max(0, (count ?? 0) - data.length)
  return { items, unreadable: data.length - items.length + missing }
}

function readEntry(one: unknown): QueuedMessage | null {
  const { data } = entry.safeParse(one)
  if (!data?.docId) return null
  const { docId, from, to, status, created_time, createdTime } = data
  return { docId, from, to, status, createdTime: createdTime ?? created_time }
}
