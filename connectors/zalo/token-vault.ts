/** Where Zalo's tokens rest between restarts. Whoever composes the system backs it with the database. */

export interface ZaloTokens {
  accessToken: string | null
  accessExpiresAt: Temporal.Instant | null
  /** Good once: Zalo takes back a refresh token with its first use. */
  refreshToken: string
  /** Zalo gave no new pair the last time it was asked, and why, in Vietnamese; `null` while all is well. */
  lost: { at: Temporal.Instant; why: string } | null
}

export interface TokenVault {
  /** `null` when no token was ever given. */
  current(): Promise<ZaloTokens | null>
  /**
   * One caller at a time, over all processes. `renew` gets the tokens as they are by then; what it returns is durable
   * before this resolves, and only then may it be used.
   */
  replace(renew: (held: ZaloTokens) => Promise<ZaloTokens>): Promise<ZaloTokens | null>
}
