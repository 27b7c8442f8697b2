/** Zalo's timestamps: milliseconds since 1970, as a string. */
const latest = 8.64e15

export function instantOf(timestamp: string | null): Temporal.Instant | null {
  if (!timestamp || !/^\d{1,16}$/.test(timestamp)) return null
  const milliseconds = Number(timestamp)
  return milliseconds <= latest ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : null
}
