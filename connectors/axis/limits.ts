/** What one axis message may cost us. A message over a limit is refused with a reason, never half read. */
const megabyte = 1024 * 1024

export interface EdxmlLimits {
  /** The whole message as it travels; base64 adds a third, so 100 MB of files are 134 MB here. */
  maxMessageBytes: number
  /** Everything that is not attachment content: tags, header, manifest, signature. */
  maxMarkupBytes: number
  /** One attachment, after base64 and after its transport zip. */
  maxAttachmentBytes: number
  /** All attachments of a message together, out of their transport zips. */
  maxUnpackedBytes: number
  maxAttachments: number
  maxDepth: number
  maxElements: number
  /** A zip that grows by more than this factor beyond `zipRatioFromBytes` is a bomb. */
  maxZipRatio: number
  zipRatioFromBytes: number
}

export const edxmlLimits: EdxmlLimits = {
  maxMessageBytes: 400 * megabyte,
  maxMarkupBytes: 4 * megabyte,
  maxAttachmentBytes: 256 * megabyte,
  maxUnpackedBytes: 512 * megabyte,
  maxAttachments: 200,
  maxDepth: 40,
  maxElements: 100_000,
  maxZipRatio: 200,
  zipRatioFromBytes: 16 * megabyte,
}

/** Bytes of one attachment held in memory before the rest goes to a temporary file. */
export const scratchMemoryBytes = 512 * 1024

/** Bytes at the start of a file that its type is read from. */
export const typeHeadBytes = 4096

/** How far into a message its first tag may be looked for. */
export const prologBytes = 4096

/** The longest XML signature carried over when a message is written again. */
export const maxSignatureText = 1024 * 1024

/** The largest answer of the axis that is no message: lists, receipts, errors. */
export const maxAnswerBytes = 16 * megabyte
