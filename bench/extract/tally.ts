import type { Outcome } from './compare.ts'

export interface Miss {
  id: string
  field: string
  outcome: Outcome
  truth: string
  found: string | null
}

/** Counts outcomes by a key such as a field's name, and keeps what was not right. */
export class Tally {
  readonly counts = new Map<string, Record<Outcome, number>>()
  readonly misses: Miss[] = []

  add(key: string, miss: Miss): void {
    const counts = this.counts.get(key) ?? { right: 0, half: 0, wrong: 0, null: 0 }
    counts[miss.outcome]++
    this.counts.set(key, counts)
  }

  print(title: string): void {
    console.log(`\n${title}`)
    console.log('                                        n  right   half  wrong   null   right %  wrong %')
    for (const [key, { right, half, wrong, null: none }] of this.counts) {
      const all = right + half + wrong + none
      const share = (count: number) => ((100 * count) / all).toFixed(2).padStart(8)
      const cells = [all, right, half, wrong, none].map((count) => String(count).padStart(6)).join(' ')
      console.log(`${key.padEnd(34)} ${cells}  ${share(right + half / 2)} ${share(wrong)}`)
    }
  }
}
