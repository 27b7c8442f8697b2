/** What the metadata room reads at most of one document; the rest is left unread, which costs fields, never time. */
export const limits = {
  /** Rows laid out; a gazette issue of a thousand pages has some fifty thousand. */
  rows: 120_000,
  /** Characters of one row. */
  rowCharacters: 20_000,
  /** Pieces of one row that wide gaps part; the widest tables have some fifty. */
  rowCells: 1_000,
  /** Headings looked at: forms in the annexes repeat the national motto. */
  headings: 30,
  /** Rows a heading can take, from its first line to the last of its title. */
  headingRows: 32,
  /** Rows a summary can take. */
  summaryRows: 36,
  /** Rows a signature block can take, from the capacity to the name. */
  signatureRows: 26,
  recipients: 60,
  legalBases: 80,
  relations: 200,
  /** Characters of body text read for clauses. */
  bodyCharacters: 3_000_000,
} as const
