/** Stage 2: the text of the document, from its text layer or by OCR. */
import { TaskBroke, TaskEnded, type Workers } from '../workers/workers.ts'
import { reasonOfEnd } from './ended.ts'
import type { Stage } from './stage.ts'

export const read: Stage<'inspected'> = {
  name: 'read',
  from: 'inspected',
  async run(document, { objects, workers }) {
    const bytes = await objects.get(document.sha256)
    const outcome = await workers
      .run('read', bytes, document.fileName)
      .catch((cause: unknown) => ({ kind: 'ended' as const, reason: reasonOfEnd(cause) }))
    if (outcome.kind === 'ended') {
      return { to: 'quarantined', reason: outcome.reason, findings: {}, journal: { code: outcome.reason.code } }
    }
    if (outcome.kind === 'unreadable') {
      return { to: 'rejected', reason: outcome.reason, findings: {}, journal: { code: outcome.reason.code } }
    }
    // Derived from the original and replaceable, but kept beside it: reading is the dearest stage.
    const { sha256 } = await objects.put(outcome.document)
    const { textSource } = outcome.summary
    const scanned = textSource === 'ocr' || textSource === 'mixed'
    const searchable = scanned ? await searchableCopy(workers, bytes, outcome.document) : null
    const searchableObject = searchable && (await objects.put(searchable)).sha256
    return {
      to: 'read',
      reason: null,
      findings: { reading: { ...outcome.summary, textObject: sha256, searchableObject } },
      journal: { pages: outcome.summary.pages, textSource: outcome.summary.textSource },
    }
  },
}

/** A convenience that never keeps a document from being read: a copy too dear to make, or that cannot be made, is left out. */
async function searchableCopy(workers: Workers, file: Uint8Array, read: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await workers.run('searchable', file, read)
  } catch (cause) {
    if (cause instanceof TaskEnded || cause instanceof TaskBroke) return null
    throw cause
  }
}
