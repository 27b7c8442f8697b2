/** Every limit of reading a PDF file's objects; what lies beyond one is not there for the reader. */

const MEGABYTE = 1024 * 1024

export const STRUCTURE_LIMITS = {
  /** Nesting of arrays and dictionaries; real files stay under 30. */
  nesting: 128,
  /** Values in one object; the rest of it is not read. A page tree without levels has one for each page. */
  valuesPerObject: 1_000_000,
  /** Cross-reference entries of one file, over all its sections. */
  xrefEntries: 4_000_000,
  /** Cross-reference sections followed by /Prev and /XRefStm. */
  xrefSections: 4_000,
  /** One decoded stream that structure depends on (object stream, cross-reference stream), in bytes. */
  decodedStreamBytes: 128 * MEGABYTE,
  /** All streams decoded for one file together, in bytes: what a nest of bombs can cost. */
  decodedTotalBytes: 512 * MEGABYTE,
  /** Filters chained on one stream. */
  filters: 8,
  /** Indirect references followed one to the next before the last counts as null. */
  referenceChain: 32,
  /** Depth of the field tree and of the page tree. */
  treeDepth: 64,
  /** Page tree nodes looked at. */
  pages: 200_000,
  /** Nodes compared between revisions, over a whole file; beyond this a change is `forbidden`: nobody could follow it. */
  comparedNodes: 6_000_000,
  /** Places looked at while scanning a damaged file for its objects. */
  scannedObjects: 2_000_000,
} as const
