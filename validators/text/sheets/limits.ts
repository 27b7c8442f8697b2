/** Every bound on looking through a scanned batch, and what counts as a mark on its paper. */
export const sheetLimits = {
  /** Pages of one batch. A feeder holds a few hundred sheets. */
  pages: 2_000,
  /** Dots an inch at which pages are looked at: a bar of 0.3 mm still has two dots. */
  dots: 200,
  /** Pixels of one page so drawn; larger sheets are drawn coarser. */
  pixels: 16_000_000,
  /** Pixels of one image that may be decoded. */
  imagePixels: 250_000_000,
  /** Left out at every edge, in millimetres: shadows of the lid, torn edges. */
  borderMillimetres: 6,
  /** Ink is darker than this part of the paper's brightness; print showing through from the back is not. */
  inkBrightness: 0.72,
  /** Paper darker than this (0–255) is no paper: such a page is never called blank. */
  leastPaper: 120,
  /** A speck shorter than this is dust or noise. */
  markMillimetres: 1.2,
  /** What all longer marks of a blank page may cover together, in square millimetres: a short hair, not a page number. */
  markArea: 0.5,
  /** A line thinner than this and longer than half the page is dirt on the glass. */
  streakMillimetres: 0.4,
} as const
