/** The stages, in the order a document walks them. */
import type { DocumentState, StateWithWork } from '../document.ts'
import { inspect } from './1-inspect.ts'
import { read } from './2-read.ts'
import { verify } from './3-verify.ts'
import { describe } from './4-describe.ts'
import { review } from './5-review.ts'
import { publish } from './6-publish.ts'
import type { Stage } from './stage.ts'

export const stages: { readonly [From in StateWithWork]: Stage<From> } = {
  received: inspect,
  inspected: read,
  read: verify,
  verified: describe,
  described: review,
  approved: publish,
}

export const stageNames = Object.values(stages).map((stage) => stage.name)

export function hasWork(state: DocumentState): state is StateWithWork {
  return state in stages
}
