/** What data rest in cannot be reached or used: a fault of the surroundings, told to the operator as it stands. */
export class StorageUnreachable extends Error {
  override name = 'StorageUnreachable'
  /** @param what a sentence in Vietnamese, without its end. */
  constructor(what: string, cause: unknown) {
    const { code, message } = cause as { code?: string; message?: string }
    super(`${what}: ${message || code || String(cause)}`, { cause })
  }
}
