/** A login that all calls share: the axis allows one at a time, and its token ends after a while. */

export interface TokenHolder {
  /** The token to use now; logs in when there is none that still holds. Everybody waits for one and the same login. */
  get(): Promise<string>
  /** The axis did not accept this token: the next `get` logs in, unless somebody already did. */
  spoil(token: string): void
}

/** @param lifetimeMs shorter than the axis's own, so that no call starts with a token about to end. */
export function holdToken(login: () => Promise<string>, now: () => Temporal.Instant, lifetimeMs: number): TokenHolder {
  let held: { token: string; until: number } | null = null
  let loggingIn: Promise<string> | null = null
  const logIn = async () => {
    try {
      const token = await login()
      held = { token, until: now().epochMilliseconds + lifetimeMs }
      return token
    } finally {
      loggingIn = null
    }
  }
  return {
    get() {
      if (held && now().epochMilliseconds < held.until) return Promise.resolve(held.token)
      loggingIn ??= logIn()
      return loggingIn
    },
    spoil(token) {
      if (held?.token === token) held = null
    },
  }
}
