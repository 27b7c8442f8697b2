/** "này có hiệu lực" without spaces and marks: what a clause on effect leaves behind however scanning damaged it. */
const words = 'naycohieuluc'
/** Letters lost, added or changed at most. */
const mostEdits = 4
/** Closing articles stand at the end. */
const reach = 40_000

/**
 * Whether a text may hold a clause on effect that could not be read: letters much like "này có hiệu lực" that are neither
 * denied nor a moment ("trước ngày Quyết định này có hiệu lực"). Then no other clause and no rule of law may take its place.
 */
export function mayHoldEffect(text: string): boolean {
  const folded = fold(text.slice(-reach))
  for (const end of endsOfLikeness(folded)) {
    const before = folded.slice(Math.max(0, end - 70), Math.max(0, end - 9))
    const found = folded.slice(Math.max(0, end - 14), end + 8)
    if (moment.test(before) || denied.test(found)) continue
    return true
  }
  return false
}

/** Said of a moment: its last words before "này" are a day or "khi" and the act's name, no figures between. */
const moment =
  /(?:ngay|khi|thoidiem|thoigian)(?:cac|ma)?(?:luat|boluat|phaplenh|nghi?(?:dinh|quyet)|quyet?d?inh|thongtu(?:lientich)?|chithi|vanban|quyche|quydinh)[a-z]{0,4}$/u
const denied = /het(?:hieu|h)|hieuqua|hieuluc?phap|conhieu|chuacohieu|matthieu/u

/** Small letters without marks and spaces; figures as `#`, but those that scanning makes of letters as these. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/gu, 'd')
    .replace(/(?<=[a-z])[1|!\]]|[1|!\]](?=[a-z])/gu, 'l')
    .replace(/(?<=[a-z])0|0(?=[a-z])/gu, 'o')
    .replace(/\d/gu, '#')
    .replace(/[^a-z#]/gu, '')
}

/** Where the best of each stretch of likenesses within the allowed edits ends (Sellers' approximate matching). */
function* endsOfLikeness(text: string): Generator<number> {
  let column = Array.from({ length: words.length + 1 }, (_, row) => row)
  let best: { end: number; edits: number } | null = null
  for (let at = 0; at < text.length; at++) {
    const next = [0]
    for (let row = 1; row <= words.length; row++) {
      const change = (column[row - 1] ?? 0) + (text[at] === words[row - 1] ? 0 : 1)
      next.push(Math.min(change, (column[row] ?? 0) + 1, (next[row - 1] ?? 0) + 1))
    }
    column = next
    const edits = column[words.length] ?? words.length
    if (edits <= mostEdits) {
      if (!best || edits < best.edits) best = { end: at + 1, edits }
    } else if (best) {
      yield best.end
      best = null
    }
  }
  if (best) yield best.end
}
