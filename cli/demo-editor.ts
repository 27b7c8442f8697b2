/**
 * The demo editor of quickstart: approves through the ordinary call, under a name of its own, and only what an editor
 * could honestly approve without other knowledge than what stands on the desk.
 */
import type { Document } from '../pipeline/document.ts'
import { approve } from '../pipeline/review/decide.ts'
import { missingFields } from '../pipeline/stages/5-review.ts'
import type { System } from '../pipeline/system.ts'
import { listDocuments } from '../storage/database/documents/find-document.ts'

export const demoEditor = { name: 'bien-tap-mau' }

/** Approves what can be approved among these documents; returns how many. */
export async function approveHonestly(system: System, ids: readonly string[]): Promise<number> {
  const waiting = await listDocuments(system.db, { ids, states: ['awaiting-review'] })
  let approved = 0
  for (const document of waiting.filter(isBeyondDoubt)) {
    const result = await approve(system, document.id, demoEditor)
    if (result.kind === 'done') approved++
  }
  return approved
}

/** A signature that passed in every respect, every field read from text, nothing contradicting. */
function isBeyondDoubt({ signature, description }: Document): boolean {
  return (
    signature?.verdict === 'passed' &&
    description !== null &&
    description.official &&
    missingFields(description).length === 0 &&
    !description.warnings.some((warning) => warning.code.includes('DISAGREE') || warning.code.includes('MISMATCH'))
  )
}
