/** Every bound on what recognising one document may cost, in one place. */
export const ocrLimits = {
  /**
   * Dots an inch at which a page is drawn for recognition: print of 13 points is then about as tall as the lines the
   * engine scales everything to, and reads better and faster than at 300.
   */
  dots: 200,
  /** Dots an inch for small print, and for telling ink from print. */
  fineDots: 300,
  /** Pixels of one drawn page; larger sheets are drawn coarser (A3 at 300 dpi has 17 million). */
  pixels: 20_000_000,
  /** Below this many dots an inch letters of 13 points can no longer be read. */
  leastDots: 70,
  /** Pages recognised of one document; beyond, the first and last ones win (heading, closing articles, signer). */
  pages: 60,
  /** Of a document with more pages than that, how many from its end. */
  lastPages: 10,
  /** Milliseconds one page may take. */
  pageMilliseconds: 60_000,
  /** Milliseconds one document may take; pages not begun by then stay unread, with a warning. */
  documentMilliseconds: 300_000,
  /** Bytes of the engine's answer for one page. */
  answerBytes: 32 * 1024 * 1024,
  /** Words taken of one page. */
  words: 20_000,
} as const
