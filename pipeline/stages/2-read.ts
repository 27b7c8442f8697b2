/** Stage 2: the text of the document, from its text layer or by OCR. */
import type { Stage } from './stage.ts'

export const read: Stage<'inspected'> = {
  name: 'read',
  from: 'inspected',
  async run(document, { objects, workers }) {
    const bytes = await objects.get(document.sha256)
    const outcome = await workers.run('read', bytes, document.fileName)
    if (outcome.kind === 'unreadable') {
      return { to: 'rejected', reason: outcome.reason, findings: {}, journal: { code: outcome.reason.code } }
    }
    // Derived from the original and replaceable, but kept beside it: reading is the dearest stage.
    const { sha256 } = await objects.put(outcome.document)
    return {
      to: 'read',
      reason: null,
      findings: { reading: { ...outcome.summary, textObject: sha256 } },
      journal: { pages: outcome.summary.pages, textSource: outcome.summary.textSource },
    }
  },
}
