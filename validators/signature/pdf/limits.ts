/** Every limit of the PDF half of signature validation; a file beyond one gets a reason, never a crash or a hang. */
import { STRUCTURE_LIMITS } from '../../pdf/limits.ts'

const MEGABYTE = 1024 * 1024

export const PDF_LIMITS = {
  ...STRUCTURE_LIMITS,
  /** Form fields looked at. */
  fields: 50_000,
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
} as const
