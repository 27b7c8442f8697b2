/** Every bound on what reading one document may cost, in one place. */
export const limits = {
  /** Largest file that is opened, in bytes. */
  fileBytes: 200 * 1024 * 1024,
  /** Pages read of one document; the rest is named in a warning. */
  pages: 10_000,
  /** Characters taken of one page; a map sheet holds some 50,000. */
  charactersPerPage: 200_000,
  /** Characters taken of one document. */
  charactersPerDocument: 20_000_000,
  /** Lines taken of a text, DOC, DOCX or RTF; 5,000 pages have some 200,000. */
  linesPerDocument: 300_000,
  /** Characters taken of such a file: about 3,000 dense pages. */
  charactersOfText: 8_000_000,
  /** Paragraphs, cells and runs taken of a DOCX. */
  wordElements: 1_000_000,
  /** Bytes that styles, lists, headers and footers of a DOCX may each unpack to. */
  smallPartBytes: 8 * 1024 * 1024,
  /** Headers and footers of a DOCX that are read. */
  marginParts: 20,
  /** Largest page edge, in PDF points, at which positions still mean something (10 m² is about 9,000 points a side). */
  pageEdge: 40_000,
  /** Bytes one part of an office file (a zip) may unpack to. */
  unpackedBytes: 100 * 1024 * 1024,
  /** Entries of a zip that are looked at. */
  zipEntries: 5_000,
  /** Milliseconds one document may take before the remaining pages are left unread, with a warning. */
  readMilliseconds: 120_000,
  /** What LibreOffice may cost to convert one file; it needs about a second and 400 MB of its own. */
  conversion: { milliseconds: 60_000, megabytes: 2_000, fileMegabytes: 500 },
  /** What decoding one HEIC picture by a program may cost; one of 12 million pixels takes a third of a second. */
  pictureConversion: { milliseconds: 30_000, megabytes: 3_000, fileMegabytes: 1_000 },
  /** Bytes of PDFium's memory above which it is given back after a document. */
  engineBytes: 512 * 1024 * 1024,
  /** Annotations of one page that are looked at. */
  annotationsPerPage: 500,
  /** Depth to which form objects inside form objects are followed. */
  formDepth: 8,
  /** Lines, letters and pictures on a page that is still drawn: a dense map has 100,000, and a drawing cannot be broken off. */
  drawnObjects: 300_000,
  /** Pixels of one image that may be decoded. */
  imagePixels: 250_000_000,
} as const
