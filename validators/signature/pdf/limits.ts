/** Every limit of the PDF half of signature validation; a file beyond one gets a reason, never a crash or a hang. */

const MEGABYTE = 1024 * 1024

export const PDF_LIMITS = {
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
  /** Form fields looked at. */
  fields: 50_000,
  /** Depth of the field tree and of the page tree. */
  treeDepth: 64,
  /** Page tree nodes looked at. */
  pages: 200_000,
  /** Nodes compared between revisions, over a whole file; beyond this a change is `forbidden`: nobody could follow it. */
  comparedNodes: 6_000_000,
  /** Pairs of numbers in one /ByteRange. */
  byteRangePairs: 64,
  /** Signatures judged in one file; the rest is named as not judged and the file cannot pass. */
  signatures: 256,
  /** Signed bytes hashed for all signatures of one file together: forty over the largest file taken in. */
  hashedBytes: 4096 * MEGABYTE,
  /** Earlier revisions searched for signatures that the last one no longer shows. */
  earlierRevisions: 64,
  /** Forbidden changes told for one signature. */
  toldChanges: 20,
  /** Certificates, CRLs and OCSP responses taken from the DSS. */
  dssItems: 2_000,
  /** One item of the DSS, in bytes. */
  dssItemBytes: 32 * MEGABYTE,
  /** Places looked at while scanning a damaged file for its objects. */
  scannedObjects: 2_000_000,
} as const
