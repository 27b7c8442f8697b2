/** Tries again, waiting longer each time, only where the fault may pass. */
import { GatewayFault } from '../gateway.ts'

export interface RetrySettings {
  attempts: number
  firstWaitMs: number
  longestWaitMs: number
}

export interface Patience extends RetrySettings {
  wait(milliseconds: number): Promise<void>
  /** From 0 to 1: spreads retries of many clients over time. */
  random(): number
}

export const retryDefaults: RetrySettings = { attempts: 4, firstWaitMs: 1000, longestWaitMs: 30_000 }

export async function withRetries<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof GatewayFault && error.retryable) || attempt >= patience.attempts) throw error
      const longest = Math.min(patience.longestWaitMs, patience.firstWaitMs * 2 ** (attempt - 1))
      await patience.wait(longest * (0.5 + patience.random() / 2))
    }
  }
}
