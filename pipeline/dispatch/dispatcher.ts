/** Who calls `advance`: only ids travel here, the truth stays in PostgreSQL, so a lost queue loses nothing. */
export interface Dispatcher {
  /** Something may be due: look now instead of at the next round. */
  wake(): void
  /** Lets running stages end, starts no new ones. */
  stop(): Promise<void>
}
