/** Every limit of signature validation; a file beyond one of them gets a reason, never a crash or a hang. */

const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

export const LIMITS = {
  /** Nesting of ASN.1 structures; real CMS files stay under 30. */
  asn1Depth: 64,
  /** ASN.1 elements read in one structure; a CRL of a national CA has several hundred thousand. */
  asn1Elements: 2_000_000,
  /** Pieces of a constructed OCTET STRING (BER); 1 KB pieces of a 100 MB file. */
  octetStringPieces: 200_000,
  /** A CMS in a PDF or a detached `.p7s`, in bytes; enveloping files are bounded by the file limit. */
  cmsBytes: 20 * MEGABYTE,
  /** SignerInfos judged in one CMS. */
  signers: 64,
  /** Depth of counter-signatures on counter-signatures. */
  counterSignatureDepth: 3,
  counterSignatures: 32,
  /** Time-stamp tokens of one kind judged for one signature. */
  timestampsPerSignature: 16,
  /** Certificates taken as path candidates from file, store and network together. */
  candidateCertificates: 2_000,
  /** A certificate longer than this is not read, in bytes. */
  certificateBytes: 256 * KILOBYTE,
  /** Length of a path, leaf and anchor included. */
  pathLength: 12,
  /** Links tried (signature checks) while building the paths of one certificate. */
  pathAttempts: 64,
  /** Complete paths judged for one certificate before the best so far is taken. */
  pathsJudged: 8,
  /** CRLs and OCSP responses looked at for one certificate. */
  revocationCandidates: 64,
  /** Certificate policies, name constraints and general names read in one extension. */
  extensionItems: 1_000,
  /** RSA and DSA keys beyond this many bits are refused: checking one takes seconds. */
  keyBits: 16_384,
  /** RSA public exponent, bits. */
  exponentBits: 64,
  /** One answer of a CRL, OCSP or AIA server. */
  fetchBytes: { crl: 32 * MEGABYTE, ocsp: 256 * KILOBYTE, certificate: 256 * KILOBYTE },
  /** Milliseconds for one answer. */
  fetchTimeout: 5_000,
  /** Milliseconds that all questions about one file may take together. */
  fetchTimePerFile: 20_000,
  /** Milliseconds that a host which did not answer is left alone. */
  hostLeftAlone: 60_000,
  hostsRemembered: 1_000,
  /** Network questions for one signature. */
  fetchesPerSignature: 12,
  /** SignerInfos judged in one CMS, counter-signatures at every depth included. */
  judgementsPerCms: 128,
  /** Time-stamps judged in one CMS, archive time-stamps included. */
  timestampsPerCms: 128,
  /** Certificates remembered over many files. */
  memoryEntries: 20_000,
} as const
