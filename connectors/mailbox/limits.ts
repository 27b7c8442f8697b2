/** What one mail, and one round at the mailbox, may cost us. Over a limit is an outcome with a reason, never a crash. */
const megabyte = 1024 * 1024

export interface MailLimits {
  /** A mail as it travels (base64 adds a third); a larger one is declined and stays in the folder for problem mails. */
  maxMessageBytes: number
  /** Parts in parts, messages in messages, together. Deeper ones are handed on unopened. */
  maxDepth: number
  /** Parts looked at; the rest stays in the raw message and the mail is declined. */
  maxParts: number
  /** One header block. */
  maxHeaderBytes: number
  maxHeaders: number
  /** Text kept as a question, in UTF-16 units; the whole stays in the raw message. */
  maxText: number
  /** Text taken from HTML or RTF for reading it. */
  maxMarkupBytes: number
  /** What compressed RTF may unpack to. */
  maxRtfBytes: number
  /** Steps of decoding one mail may take in all, counted in bytes: bounds time whatever the nesting. */
  maxWorkBytes: number
}

export const mailLimits: MailLimits = {
  maxMessageBytes: 100 * megabyte,
  maxDepth: 20,
  maxParts: 1000,
  maxHeaderBytes: 256 * 1024,
  maxHeaders: 2000,
  maxText: 100_000,
  maxMarkupBytes: 4 * megabyte,
  maxRtfBytes: 16 * megabyte,
  maxWorkBytes: 1024 * megabyte,
}

/** Mails fetched by one command: more would only sit in memory. */
export const batchMessages = 50
export const batchBytes = 8 * megabyte

/** A mail from this size on is fetched alone and streamed to the store. */
export const streamedFromBytes = 2 * megabyte

/** Mails of a batch stored and handed in at the same time. */
export const handedInTogether = 8

/** Times a mail may be begun without an end before it is taken for one that kills its reader. */
export const maxAttempts = 12

/** Longest Message-ID used as it is; a longer one is no name but a payload. */
export const maxMessageId = 250

/** Message-IDs of a thread that are looked up. */
export const maxReferences = 50
