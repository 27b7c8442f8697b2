/** What shows documents as they look: one for the desk and the public pages, for both share one thread. */
import type { System } from '../pipeline/system.ts'
import { type Outlines, openOutlines } from './outlines.ts'
import { openPagePictures, type PagePictures } from './page-pictures.ts'

export interface Papers {
  pictures: PagePictures
  outlines: Outlines
}

export function openPapers(system: System): Papers {
  return { pictures: openPagePictures(system), outlines: openOutlines(system) }
}
