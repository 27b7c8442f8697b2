import { isQuoted } from '../lines/quotation.ts'
import { type Effect, readEffect } from './effect-clause.ts'
import { afterLastStop, subjectBefore, weakSubject } from './effect-subject.ts'

/** One clause on effect, and how surely it speaks of this act as a whole. */
export interface Clause {
  effect: Effect
  at: number
  /** Of the whole act; else of some of its provisions. */
  whole: boolean
  quoted: boolean
  rank: number
  /** The type by which it names the act; `null` where it names none. */
  named: string | null
  /** It says "có hiệu lực", not only from when the act is carried out. */
  strong: boolean
}

const verbs =
  /hi[ệe]u\s+l[ựư]c|(?:thi\s+hành|áp\s+dụng|thực\s+hiện|có\s+giá\s+trị(?:\s+(?:thi\s+hành|thực\s+hiện|pháp\s+lý))?)(?=\s+(?:kể\s+)?từ\s+ng[àa]y)|thi\s+hành\s+(?:[Qq]uyết\s+định|[Cc]hỉ\s+thị|[Nn]ghị\s+quyết)\s+này(?=\s+(?:kể\s+)?từ\s+ng[àa]y)/giu

/** All clauses on effect of a text, in their order. */
export function findClauses(text: string, documentType: string | null): Clause[] {
  const clauses: Clause[] = []
  for (const match of text.matchAll(verbs)) {
    const strong = /l[ựư]c/iu.test(match[0])
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 500)
    const before = text.slice(Math.max(0, match.index - 700), match.index)
    const clause = strong
      ? strongClause(before, after, documentType)
      : weakClause(before, match[0], after, documentType)
    if (!clause || clause.rank < -5) continue
    const amending = /^\s*Điều\s+\d+[a-zđ]?[.:]?\s*(?:Sửa\s+đổi|Bổ\s+sung|Đính\s+chính)/u.test(articleOf(before))
    clauses.push({
      effect: clause.effect,
      named: clause.named,
      whole: clause.whole,
      strong,
      at: match.index,
      quoted: isQuoted(text, match.index),
      rank: clause.rank + (strong ? 4 : 0) + (clause.effect.kind === 'other' ? -1 : 1) - (amending ? 3 : 0),
    })
  }
  return clauses
}

type Found = Pick<Clause, 'effect' | 'whole' | 'rank' | 'named'>

function strongClause(before: string, after: string, documentType: string | null): Found | null {
  const effect = readEffect(after)
  if (effect) {
    const subject = subjectBefore(before, documentType)
    if (subject) return { effect, ...subject }
  } else if (endsHere(after)) {
    const subject = subjectBefore(before, documentType)
    const said = subject?.whole ? readLeading(subject.prefix) : null
    return said && subject ? { effect: said, ...subject } : null
  }
  const headed = headedEffect(before, after)
  return headed ? { effect: headed, whole: true, rank: 0, named: null } : null
}

function weakClause(before: string, verb: string, after: string, documentType: string | null): Found | null {
  const effect = readEffect(after)
  const subject = effect && weakSubject(before, verb, documentType)
  return effect && subject ? { effect, ...subject } : null
}

/** "… có hiệu lực thi hành." with nothing on time behind it. */
function endsHere(after: string): boolean {
  return /^(?:\s+(?:thi\s+hành|pháp\s+luật))?\s*(?:[.,;]|$|(?:và|thay\s+thế|bãi\s+bỏ)\s)/iu.test(after)
}

/** The day said before the act: "Kể từ ngày 01/01/2025, Quyết định này có hiệu lực thi hành". */
function readLeading(prefix: string): Effect | null {
  const sentence = afterLastStop(prefix)
    .replace(/^\s*(?:[-–+]|\d{1,2}\)|[a-zđ]\))?\s*/u, '')
    .replace(/[\s,]+(?:thì\s*)?$/u, '')
  if (sentence.length > 120 || !/^(?:kể\s+từ|bắt\s+đầu\s+từ|từ|sau)\s/iu.test(sentence)) return null
  // Nothing but the day may stand there: "Từ ngày Nghị định số … được ban hành" is another act's.
  return /(?:\d|ký|kí|ban\s+hành|thông\s+qua|công\s*báo)$/iu.test(sentence) ? readEffect(` ${sentence}`) : null
}

/** "Điều 2. Hiệu lực thi hành: từ ngày …", "Ngày có hiệu lực của Quyết định này là ngày …", under or in an article's heading. */
function headedEffect(before: string, after: string): Effect | null {
  const parted = parting.exec(after)
  return parted && headline.test(before.slice(before.lastIndexOf('\n') + 1))
    ? readEffect(after.slice(parted[0].length))
    : null
}

const headline = /^\s*(?:Điều\s+\d{1,3}[a-zđ]?\s*[.:]\s*)(?:\d{1,2}[.)]\s*)?(?:(?:Thời\s+điểm|Ngày)\s+)?(?:có\s+)?$/iu
const parting =
  /^(?:\s+thi\s+hành)?(?:\s+của\s+(?:Quyết\s+định|Nghị\s+quyết|Thông\s+tư|Chỉ\s+thị|Quy\s+\p{L}+)\s+này)?\s*(?::|là(?=\s))/iu

/** What stands before a clause, from the beginning of its article. */
function articleOf(before: string): string {
  const starts = [...before.matchAll(/(?:^|\n)\s*(?=Điều\s+\d)/gu)]
  return before.slice(starts.at(-1)?.index ?? 0).trimStart()
}

/** The clause that speaks most surely of the whole act; the first of equals. */
export function pickMain(clauses: readonly Clause[]): Clause | null {
  let best: Clause | null = null
  for (const clause of clauses) {
    if (!clause.whole || clause.quoted) continue
    if (!best || clause.rank > best.rank) best = clause
  }
  return best
}
