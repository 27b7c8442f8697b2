/** Stage 4: what the document says of itself, and the legal deadline that follows from it. */

import type { MetadataReport } from '../../validators/metadata/metadata.ts'
import { countDeadline, type Deadline, ruleFor } from '../deadlines/deadline.ts'
import type { Document } from '../document.ts'
import type { Stage } from './stage.ts'

export const describe: Stage<'verified'> = {
  name: 'describe',
  from: 'verified',
  async run(document, { objects, workers }) {
    if (!document.reading) throw new Error(`Document ${document.id} is verified but was never read`)
    const text = await objects.get(document.reading.textObject)
    const description = await workers.run('describe', text, {
      fileName: document.fileName,
      envelope: document.envelope,
      signatures: document.signature?.signatures ?? [],
    })
    const deadline = deadlineOf(document, description)
    return {
      to: 'described',
      reason: null,
      findings: { description, deadline },
      journal: { reference: description.metadata.reference, due: deadline?.due ?? null },
    }
  },
}

/**
 * The deadline of Điều 9, counted from the day of promulgation, not of receipt: a document can arrive overdue. `null`
 * while the day of issue is not known: then there is none, and a clerk is asked.
 */
export function deadlineOf(document: Pick<Document, 'receivedAt'>, description: MetadataReport): Deadline | null {
  const { issuedOn, normative } = description.metadata
  if (!issuedOn) return null
  const rule = ruleFor({ normative, shortenedProcedure: description.shortenedProcedure })
  return countDeadline(rule, Temporal.PlainDate.from(issuedOn), document.receivedAt)
}
