/** What a stage is: a judgement over one document in one state, without writing anything itself. */
import type { Document, StageOutcome, StateWithWork } from '../document.ts'
import type { System } from '../system.ts'

/** What stages may use: bytes and worker threads, the clock, the settings. The database is `advance`'s business. */
export type StageTools = Pick<System, 'objects' | 'workers' | 'config' | 'now'>

/**
 * Runs on a document in state `From`. Idempotent: the same bytes give the same outcome. A bad document is an outcome
 * (quarantined, rejected); a thrown error means a broken machine, and the stage is tried again.
 */
export interface Stage<From extends StateWithWork> {
  name: string
  from: From
  run(document: Document, tools: StageTools): Promise<StageOutcome<From>>
}
