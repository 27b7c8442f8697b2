/** Which pages of a batch make which document. */
import type { Separator } from './separator.ts'

/** What is done with blank pages: taken out of the copy, taken as separators, or left where they are. */
export type BlankPages = 'remove' | 'separate' | 'keep'

/** A page as it was looked at. */
export interface SeenPage {
  blank: boolean
  separator: Separator | null
}

export interface PlannedDocument {
  /** Page numbers in the batch, from 1. */
  pages: readonly number[]
  sender: string | null
}

export interface BatchPlan {
  documents: readonly PlannedDocument[]
  /** Page numbers left out of every document. */
  separators: readonly number[]
  blanks: readonly number[]
}

/** Every page is in exactly one of the documents, or a separator, or a blank left out. */
export function planBatch(seen: readonly SeenPage[], blankPages: BlankPages): BatchPlan {
  const documents: { pages: number[]; sender: string | null }[] = []
  const separators: number[] = []
  const blanks: number[] = []
  let current: { pages: number[]; sender: string | null } = { pages: [], sender: null }
  const close = (sender: string | null) => {
    if (current.pages.length > 0) documents.push(current)
    current = { pages: [], sender }
  }
  for (const [index, { blank, separator }] of seen.entries()) {
    const number = index + 1
    // The back of a separator sheet belongs to it.
    const backOfSheet = blank && separators.includes(number - 1)
    if (separator) {
      separators.push(number)
      close(separator.sender)
    } else if (blank && (blankPages !== 'keep' || backOfSheet)) {
      blanks.push(number)
      if (blankPages === 'separate' && !backOfSheet) close(null)
    } else current.pages.push(number)
  }
  close(null)
  return { documents, separators, blanks }
}
