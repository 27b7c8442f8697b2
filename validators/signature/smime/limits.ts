/** Every limit of mail signature validation. */

const MEGABYTE = 1024 * 1024

export const MAIL_LIMITS = {
  /** A mail, in bytes. */
  bytes: 160 * MEGABYTE,
  /** Header block of one part, in bytes, and fields in it. */
  headerBytes: 256 * 1024,
  headerFields: 1_000,
  /** Characters read of a Content-Type; and of an address field, beyond which it names nobody. */
  mediaTypeLength: 8_192,
  addressLength: 4_096,
  /** Nesting of multiparts; real mails stay under 8. */
  depth: 24,
  /** Parts over the whole mail. */
  parts: 2_000,
  /** A boundary (RFC 2046 §5.1.1 says 70); some senders write longer ones. */
  boundaryLength: 200,
  /** Signed entities judged in one mail. */
  signedEntities: 16,
} as const
