/** Beyond this a scan gets no searchable copy: its text is kept and searched all the same. */
export const searchableLimits = {
  fileBytes: 100 * 1024 * 1024,
  pages: 1_000,
  /** Bytes of one page's content in which a text layer of other software is looked for. */
  contentBytes: 4 * 1024 * 1024,
  /** Pages that are redrawn as pictures (as many as OCR reads of one document), and how finely. */
  drawnPages: 60,
  drawnDots: 200,
} as const
