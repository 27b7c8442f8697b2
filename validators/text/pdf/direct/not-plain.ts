/**
 * Thrown where a page holds something the direct reader does not read to the letter: PDFium then reads that page. Never
 * leaves the room.
 */
export class NotPlain extends Error {
  override name = 'NotPlain'
}

/** Gives a page up to PDFium. */
export function notPlain(why: string): never {
  throw new NotPlain(why)
}
