/**
 * The signature report: what `congbao verify --json` prints, what the pipeline stores and what pages show.
 * Vocabulary of ETSI EN 319 102-1.
 */

/** The verdict over a whole file; `passed` only when every signature that matters passed and nothing forbidden followed. */
export type FileVerdict = 'passed' | 'indeterminate' | 'failed' | 'unsigned'

export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED'

/** Why, in a stable code for machines and a sentence in Vietnamese for clerks. */
export interface Reason {
  code: string
  message: string
}

export interface SignerIdentity {
  commonName: string | null
  organization: string | null
  /** UID, MST, MNS, CCCD or e-mail address in the subject, as written there. */
  identifier: string | null
  /** Serial number of the certificate, hexadecimal. */
  serial: string
  issuer: string
}

export interface SignatureReport {
  /** Name of the signature field, or a position such as `signature-1` where the format has no fields. */
  field: string
  format: 'PAdES' | 'PKCS7' | 'CAdES' | 'XAdES' | 'XMLDSig' | 'SMIME'
  subFilter: string | null
  indication: Indication
  subIndication: string | null
  /** About the bytes alone: does the signed content still match the signature? */
  integrity: 'intact' | 'broken'
  coverage: 'whole' | 'prefix' | 'unclear'
  laterChanges: 'none' | 'permitted' | 'forbidden'
  signer: SignerIdentity | null
  /** ISO 8601 instant the signer claims; unproven. */
  claimedTime: string | null
  timestamp: { time: string; authority: string | null; valid: boolean } | null
  digestAlgorithm: string | null
  signatureAlgorithm: string | null
  revocation: {
    status: 'good' | 'revoked' | 'unknown'
    source: 'dss' | 'cms' | 'cache' | 'online' | null
    checkedAt: string | null
  }
  /** The most important first. */
  reasons: readonly Reason[]
}

export interface FileReport {
  file: string
  sha256: string
  verdict: FileVerdict
  /** In the order of the file's signature fields; an empty field is not a signature. */
  signatures: readonly SignatureReport[]
  /** Set when the file could not be judged at all (not a known type, unreadable, encrypted, over a limit). */
  error: Reason | null
}

/** Does the time-stamp still prove its time, or was it sound once and its authority's certificate has ended since? */
export function isTimeProven({ timestamp, reasons }: Pick<SignatureReport, 'timestamp' | 'reasons'>): boolean {
  return timestamp?.valid === true && !reasons.some(({ code }) => code === 'TIMESTAMP_AUTHORITY_EXPIRED')
}

/** A document time-stamp (ETSI.RFC3161): it says when, and nobody's name. */
export function isDocumentTimestamp({ subFilter }: Pick<SignatureReport, 'subFilter'>): boolean {
  return subFilter === 'ETSI.RFC3161'
}

const CONTRACT_ORDER = [
  'field',
  'format',
  'subFilter',
  'indication',
  'subIndication',
  'integrity',
  'coverage',
  'laterChanges',
  'signer',
  'claimedTime',
  'timestamp',
  'digestAlgorithm',
  'signatureAlgorithm',
  'revocation',
  'reasons',
] as const satisfies readonly (keyof SignatureReport)[]

/** The same report with its fields in the order of the contract. */
export function inContractOrder(report: SignatureReport): SignatureReport {
  return Object.fromEntries(CONTRACT_ORDER.map((field) => [field, report[field]])) as unknown as SignatureReport
}
