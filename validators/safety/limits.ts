/** Bounds of the safety inspection, in one place. */
export const safetyLimits = {
  /** Largest file taken in, in bytes, where the caller sets none. */
  fileBytes: 100 * 1024 * 1024,
  /** Bytes all parts of an office file together may unpack to. */
  unpackedBytes: 500 * 1024 * 1024,
  /** An archive member larger than `suspiciousBytes` that shrank more than this many times is taken for a bomb. */
  compressionRatio: 200,
  suspiciousBytes: 50 * 1024 * 1024,
  /** Members of an archive that are looked at. */
  archiveEntries: 10_000,
  /** Bytes one stream of a PDF may unpack to, images aside. */
  pdfStreamBytes: 128 * 1024 * 1024,
  /** Bytes of PDF object streams that are unpacked to look for active content. */
  pdfObjectBytes: 64 * 1024 * 1024,
  /** Pixels of one image: an A0 sheet at 300 dpi has 140 million. */
  imagePixels: 250_000_000,
  /** Sectors of an OLE container that are followed. */
  oleSectors: 200_000,
  /** UTF-8 bytes of a stored file name. */
  fileNameBytes: 180,
} as const
