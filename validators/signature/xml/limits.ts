/** Every limit of XML signature validation; a file beyond one of them gets a reason, never a crash or a hang. */

const MEGABYTE = 1024 * 1024

export const XML_LIMITS = {
  /** An XML file, in bytes; an edXML message with its attachments stays under 100 MB. */
  bytes: 160 * MEGABYTE,
  /** Nesting of elements; real signed files stay under 40. */
  depth: 400,
  /** Elements, attributes, texts, comments and instructions of one document. */
  nodes: 3_000_000,
  /** Namespace bindings held over all elements of one document. */
  namespaceBindings: 1_000_000,
  /** Signatures judged in one file, counter-signatures included. */
  signatures: 128,
  /** References in one SignedInfo, one Manifest or one time-stamp. */
  references: 2_000,
  /** References digested in one file, those of Manifests and time-stamps included. */
  referencesPerFile: 20_000,
  /** Public-key operations on signature values in one file. */
  keyTriesPerFile: 512,
  /** Absent contents named one by one in the report. */
  absentContentsNamed: 12,
  /** Transforms of one reference. */
  transforms: 8,
  /** Characters written by canonicalisation for one file: this much, and this many times the size of the file. */
  canonicalFloor: 12 * MEGABYTE,
  canonicalTimesFile: 8,
  /** Nodes visited by XPath expressions for one file. */
  xpathSteps: 6_000_000,
  /** Length of one XPath expression, and of its nesting. */
  xpathLength: 4_000,
  xpathDepth: 32,
  /** RSA and DSA numbers of a KeyValue, in bits. */
  keyBits: 16_384,
  /** Certificates, CRLs and OCSP responses taken from one signature. */
  embeddedValues: 256,
} as const
