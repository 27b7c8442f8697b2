/** A word as read, taken apart. */
export interface Parts {
  before: string
  letters: string
  behind: string
}

/** Letters, with what stands before and behind them; `null` for what holds anything else. */
export function partsOf(word: string): Parts | null {
  const found = /^([("“]?)(\p{L}+)([.,;:)"”/]*)$/u.exec(word)
  return found && { before: found[1] as string, letters: found[2] as string, behind: found[3] as string }
}

/** Whether nothing stands between two words but a space. */
export function joins(a: Parts, b: Parts): boolean {
  return a.behind === '' && b.before === ''
}

export function asCapitalised(read: string, meant: string): string {
  return read[0] === read[0]?.toLowerCase() ? meant : meant[0]?.toUpperCase() + meant.slice(1)
}
