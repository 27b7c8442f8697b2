/** Stage 1: what the bytes really are, and whether they may come any further. */
import { reasonOfEnd } from './ended.ts'
import type { Stage } from './stage.ts'

export const inspect: Stage<'received'> = {
  name: 'inspect',
  from: 'received',
  async run(document, { objects, workers, config }) {
    const bytes = await objects.get(document.sha256)
    const outcome = await workers
      .run('inspect', bytes, document.fileName, config.maxFileBytes)
      .catch((cause: unknown) => ({ kind: 'quarantined' as const, reason: reasonOfEnd(cause) }))
    if (outcome.kind !== 'accepted') {
      return {
        to: outcome.kind === 'quarantined' ? 'quarantined' : 'rejected',
        reason: outcome.reason,
        findings: {},
        journal: { code: outcome.reason.code },
      }
    }
    const { fileType, mediaType, pages, warnings } = outcome
    return {
      to: 'inspected',
      reason: null,
      findings: { inspection: { fileType, mediaType, pages, warnings } },
      journal: { fileType, pages },
    }
  },
}
