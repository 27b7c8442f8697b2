/** What benches share: repeated runs, medians and ratios. Figures of one machine mean little; ratios in one run travel. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

export interface Spread {
  min: number
  median: number
  max: number
}

/** Runs `work` a few times after one warm-up and returns seconds. */
export async function measure(runs: number, work: () => Promise<void> | void): Promise<Spread> {
  await work()
  const seconds: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await work()
    seconds.push((performance.now() - started) / 1000)
  }
  return spreadOf(seconds)
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) }
}

export function shown({ min, median, max }: Spread, digits = 3): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`
}

/** Whether a program is there to be measured against. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, Node ${process.version}`
}

/** CPU seconds of this process and of the children it has waited for, from /proc (only its own elsewhere): they stand
 * still while the machine is busy with other work. */
export function cpuSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? []
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
}
