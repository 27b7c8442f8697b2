/** What a repair did to each word it touched, told by the word that was typed. */

export interface RepairCount {
  right: number
  /** Words that were read as typed and are no longer: the one thing a repair must never do. */
  harm: number
  /** Wrong before and wrong behind. */
  neither: number
}

export interface JudgedRepair {
  verdict: keyof RepairCount
  before: string
  after: string
  typed: string | null
}

/** @param before Words as read, @param after the same words repaired, one for one. */
export function judgeRepairs(typed: readonly string[], before: readonly string[], after: readonly string[]) {
  const partner = align(typed, before)
  return before.flatMap((word, index): JudgedRepair[] => {
    const repaired = after[index] as string
    if (word === repaired) return []
    const at = partner[index]
    const meant = at === undefined || at === null ? null : (typed[at] as string)
    const verdict = repaired === meant ? 'right' : word === meant ? 'harm' : 'neither'
    return [{ verdict, before: word, after: repaired, typed: meant }]
  })
}

/** For each word that was read, the place of the word it stands for; `null` for one that stands for none. */
export function align(typed: readonly string[], read: readonly string[]): (number | null)[] {
  const width = read.length + 1
  const costs = new Float32Array((typed.length + 1) * width)
  for (let j = 1; j < width; j++) costs[j] = j * gap
  for (let i = 1; i <= typed.length; i++) {
    costs[i * width] = i * gap
    for (let j = 1; j < width; j++) {
      const swap = (costs[(i - 1) * width + j - 1] as number) + distance(typed[i - 1] as string, read[j - 1] as string)
      const least = Math.min(
        swap,
        (costs[(i - 1) * width + j] as number) + gap,
        (costs[i * width + j - 1] as number) + gap,
      )
      costs[i * width + j] = least
    }
  }
  const partner: (number | null)[] = read.map(() => null)
  let [i, j] = [typed.length, read.length]
  while (i > 0 && j > 0) {
    const here = costs[i * width + j] as number
    const swap = (costs[(i - 1) * width + j - 1] as number) + distance(typed[i - 1] as string, read[j - 1] as string)
    if (Math.abs(here - swap) < 1e-3) partner[--j] = --i
    else if (Math.abs(here - (costs[(i - 1) * width + j] as number) - gap) < 1e-3) i--
    else j--
  }
  return partner
}

const gap = 0.7

/** 0 for the same word; little for words of the same letters but for marks; 1 for strangers. */
function distance(a: string, b: string): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > 2) return 1
  let same = 0
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (bare(a[at] as string) === bare(b[at] as string)) same++
  return 1 - (0.8 * same) / Math.max(a.length, b.length)
}

function bare(letter: string): string {
  return letter.normalize('NFD')[0]?.toLowerCase() ?? letter
}
