/** The desk's door: a file a clerk drops on the page, or `congbao ingest`. One file is one delivery. */
import { shownName } from '../file-name.ts'
import type { ByteStore, Intake, IntakeSender, IntakeSink, Receipt } from '../intake.ts'

export interface Drop {
  channel: 'desk' | 'scanner'
  fileName: string
  declaredType: string | null
  content: Uint8Array | AsyncIterable<Uint8Array>
  sender: IntakeSender
  receivedAt: Temporal.Instant
}

export interface DropLimits {
  maxFileBytes: number
  /** The store's own error for content over the limit; anything else is a fault and is thrown on. */
  isTooLarge(error: unknown): boolean
}

/** Stores the bytes, then hands the delivery in. A file over the limit is recorded as declined. */
export async function takeDrop(
  drop: Drop,
  store: ByteStore,
  sink: IntakeSink,
  limits: DropLimits,
): Promise<Receipt & { declined: string | null }> {
  const delivery = {
    channel: drop.channel,
    sender: drop.sender,
    receivedAt: drop.receivedAt,
    envelope: null,
    channelData: { fileName: drop.fileName },
  }
  try {
    const raw = await store.put(drop.content, limits.maxFileBytes)
    const part = { ...raw, fileName: shownName(drop.fileName), declaredType: drop.declaredType }
    const receipt = await sink.submit({
      ...delivery,
      externalId: raw.sha256,
      raw,
      parts: [part],
      content: { kind: 'documents' },
    })
    return { ...receipt, declined: null }
  } catch (error) {
    if (!limits.isTooLarge(error)) throw error
    const message = `Tệp “${shownName(drop.fileName)}” lớn hơn giới hạn ${Math.round(limits.maxFileBytes / 1024 / 1024)} MB nên không được tiếp nhận.`
    const intake: Intake = {
      ...delivery,
      // Nothing of it was kept, so there is no hash to name it by: each try is a delivery of its own.
      externalId: `too-large:${drop.receivedAt.epochMilliseconds}:${shownName(drop.fileName)}`,
      raw: { sha256: '', bytes: 0 },
      parts: [],
      content: { kind: 'declined', reason: { code: 'FILE_TOO_LARGE', message } },
    }
    return { ...(await sink.submit(intake)), declined: message }
  }
}
