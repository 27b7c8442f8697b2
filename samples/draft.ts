/** What a sample document says: the parts of Nghị định 30/2020, Phụ lục I, in the order they stand on the paper. */
export interface Draft {
  /** Ô số 2: the body, its superior above it where it has one. */
  issuer: { superior?: string; name: string }
  /** Ô số 3, as printed after "Số:". */
  reference: string
  /** Ô số 4. */
  place: string
  issuedOn: string
  /** Ô số 5a; `null` for a letter (công văn), whose summary stands under the number. */
  title: string | null
  summary: string
  /** Ô số 10a and 10b. */
  secrecy?: 'MẬT'
  /** Ô số 9a, for letters. */
  to?: readonly string[]
  /** The line under the title that names who decides: "ỦY BAN NHÂN DÂN TỈNH …". */
  authority?: string
  /** Each printed in italics. */
  bases: readonly string[]
  /** "QUYẾT ĐỊNH:" before the articles. */
  verb?: string
  body: readonly string[]
  signer: { capacity: readonly string[]; name: string }
  /** Further signers of a joint act, left of the first. */
  coSigner?: { capacity: readonly string[]; name: string }
  recipients: readonly string[]
}
