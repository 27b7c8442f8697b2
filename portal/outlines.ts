/** What a page needs to know of a document to show it, read once by a worker thread and kept a while. */
import type { System } from '../pipeline/system.ts'
import type { Outline } from '../validators/text/pictures/outline.ts'

export const noOutline: Outline = { pages: [], pageCount: 0, lines: [] }

const keptOutlines = 200

export interface Outlines {
  /** @param textObject where the text that was read rests; an outline of nothing when it cannot be had. */
  find(textObject: string | null | undefined): Promise<Outline>
}

export function openOutlines({ objects, viewers, log }: System): Outlines {
  /** The least recently asked for first. */
  const kept = new Map<string, Promise<Outline>>()

  async function read(textObject: string): Promise<Outline> {
    try {
      return await viewers.run('outline', await objects.get(textObject))
    } catch (error) {
      log.warn({ textObject, error: String(error) }, 'no outline')
      kept.delete(textObject)
      return noOutline
    }
  }

  return {
    async find(textObject) {
      if (!textObject) return noOutline
      const outline = kept.get(textObject) ?? read(textObject)
      kept.delete(textObject)
      kept.set(textObject, outline)
      const [oldest] = kept.keys()
      if (kept.size > keptOutlines && oldest) kept.delete(oldest)
      return outline
    },
  }
}
