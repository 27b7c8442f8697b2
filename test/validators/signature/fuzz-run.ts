/**
 * How long the fuzzing is, and what it came to. `FUZZ_RUNS=20000 npx vitest run test/validators/signature` is the long run
 * (about 55,000 damaged PDF files, besides CMS, XML and mails); without it a short one.
 */
import { expect } from 'vitest'

export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 400)

/** Milliseconds of processor time that judging one file may take; a busy machine does not count against it. */
export const SLOWEST = 2_000

/** Counts what was judged and how long the slowest took. */
export class FuzzRecord {
  private files = 0
  private intact = 0
  private slowest = 0

  async judge<T extends { signatures: readonly { integrity: string }[] }>(work: () => Promise<T>): Promise<T> {
    const started = process.threadCpuUsage()
    const judged = await work()
    const { user, system } = process.threadCpuUsage(started)
    const milliseconds = (user + system) / 1000
    this.files += 1
    this.slowest = Math.max(this.slowest, milliseconds)
    if (judged.signatures.some(({ integrity }) => integrity === 'intact')) this.intact += 1
    expect(milliseconds).toBeLessThan(SLOWEST)
    return judged
  }

  /** Said after a long run only. */
  print(what: string): void {
    if (process.env.FUZZ_RUNS === undefined) return
    const { files, intact, slowest } = this
    console.info(
      `${what}: ${files} files, ${intact} with a signature whose bytes stand, slowest ${slowest.toFixed(0)} ms`,
    )
  }
}
