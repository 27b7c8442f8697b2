import type { Remark } from '../text/read-document.ts'
import type { Body } from './body.ts'
import { vietnameseDate } from './dates.ts'
import { documentTypes, typeNamed } from './document-types.ts'
import { countFromIssue, type Effect, readEffect } from './effect-clause.ts'
import { defaultEffect } from './effect-rules.ts'
import { mendEffectWords } from './effect-words.ts'
import { warning } from './reasons.ts'
import type { Row } from './rows.ts'

export interface EffectiveDate {
  effectiveOn: string | null
  /** Counted from the day of issue rather than named. */
  derived: boolean
  row: Row | null
  warnings: Remark[]
}

export interface EffectContext {
  documentType: string | null
  issuer: string | null
  issuedOn: string | null
  normative: boolean | null
  /** The text has its end, the signature: only then does silence mean that no day is named. */
  complete: boolean
}

/** One clause on effect, and how surely it speaks of this act as a whole. */
interface Clause {
  effect: Effect
  at: number
  /** Of the whole act; else of some of its provisions. */
  whole: boolean
  quoted: boolean
  rank: number
}

const names = [
  ...documentTypes.map((type) => type.name),
  'Quy chuẩn',
  'Danh mục',
  'Bảng giá',
  'Văn bản',
  'Bản quy định',
  'Bản quy chế',
  'Điều lệ',
]
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/\s/gu, '\\s+'))
  .join('|')
const subjectThis = new RegExp(`(?<!\\p{L})(${names})\\s+(?:số\\s+\\S+\\s+)?này(?!\\p{L})`, 'giu')
const subjectBare = new RegExp(`(?:^|[.;:\\n]\\s*|\\d\\.\\s*)(${names})(?:\\s+này)?\\s*$`, 'iu')

/**
 * The day on which the whole act takes effect, from its closing articles (Luật 64/2025/QH15, Điều 53; Luật 80/2015/QH13,
 * Điều 151). Counted from the day of issue where it says so; `null`, with the rule in a warning, where it hangs on the
 * gazette or is not stated. Clauses on other acts, on single provisions and in quoted text are not taken.
 */
export function readEffectiveDate(body: Body, context: EffectContext): EffectiveDate {
  let clauses = findClauses(body.text, context.documentType)
  if (!pickMain(clauses)) clauses = findClauses(mendEffectWords(body.text), context.documentType)
  const main = pickMain(clauses)
  if (!main) return notStated(context)
  const result = settle(main.effect, context)
  const others = partsOf(clauses, body.text, context).filter(({ on }) => on !== result.effectiveOn)
  if (others.length > 0) {
    const listed = others.map(({ on, what }) => (what ? `${what}: ${vietnameseDate(on)}` : vietnameseDate(on)))
    result.warnings.push(warning('EFFECT_PARTS_DIFFER', [...new Set(listed)].slice(0, 5).join('; ')))
  }
  return { ...result, row: body.rowAt(main.at) }
}

/** Provisions with a day of their own, each with the words that name it. */
function partsOf(clauses: readonly Clause[], text: string, context: EffectContext): { on: string; what: string }[] {
  return clauses.flatMap((clause) => {
    if (clause.whole || clause.quoted) return []
    const on = settle(clause.effect, context).effectiveOn
    if (!on) return []
    const sentence = afterLastStop(text.slice(Math.max(0, clause.at - 300), clause.at))
    const named =
      /(?:điểm|khoản|điều|chương|mục|phụ\s+lục)\s+(?!này)[^\n]{1,90}?(?=\s+(?:của\s+)?(?:\p{Lu}\p{Ll}+\s+\p{Ll}+\s+này|có\s*$|kèm\s))/iu.exec(
        sentence,
      )
    return [{ on, what: named?.[0].replace(/\s+/gu, ' ').trim() ?? '' }]
  })
}

function settle(effect: Effect, { issuedOn }: EffectContext): EffectiveDate {
  const none = (remark: Remark): EffectiveDate => ({ effectiveOn: null, derived: false, row: null, warnings: [remark] })
  switch (effect.kind) {
    case 'date':
      return { effectiveOn: effect.on, derived: false, row: null, warnings: strangeDate(effect.on, issuedOn) }
    case 'issue':
      return issuedOn
        ? { effectiveOn: issuedOn, derived: false, row: null, warnings: [] }
        : none(warning('EFFECT_NEEDS_ISSUE_DATE', 'kể từ ngày ký'))
    case 'after-issue': {
      const rule = `sau ${effect.months || effect.days} ${effect.months ? 'tháng' : 'ngày'} kể từ ngày ký`
      if (!issuedOn) return none(warning('EFFECT_NEEDS_ISSUE_DATE', rule))
      const effectiveOn = countFromIssue(effect, issuedOn)
      if (!effectiveOn) return none(warning('EFFECT_UNCLEAR', rule))
      const remark = warning('EFFECT_RELATIVE', vietnameseDate(effectiveOn), rule)
      return { effectiveOn, derived: true, row: null, warnings: [remark] }
    }
    case 'gazette':
      return none(warning('EFFECT_FROM_GAZETTE', effect.rule))
    case 'blank':
      return none(warning('EFFECT_BLANK', effect.printed))
    case 'other':
      return none(warning('EFFECT_UNCLEAR', effect.printed))
  }
}

function strangeDate(on: string, issuedOn: string | null): Remark[] {
  if (!issuedOn) return []
  if (on < issuedOn) return [warning('EFFECT_BEFORE_ISSUE', vietnameseDate(on), vietnameseDate(issuedOn))]
  const years = Number(on.slice(0, 4)) - Number(issuedOn.slice(0, 4))
  return years > 3 ? [warning('EFFECT_FAR', vietnameseDate(on), vietnameseDate(issuedOn))] : []
}

/** No clause on effect: the law in force that day may settle it (marked as derived), or gives a bound to show. */
function notStated(context: EffectContext): EffectiveDate {
  const rule = defaultEffect(context)
  const none = { effectiveOn: null, derived: false, row: null }
  if (!rule) return { ...none, warnings: [] }
  if (!rule.effectiveOn || !context.complete)
    return { ...none, warnings: [warning('EFFECT_NOT_STATED', rule.sentence)] }
  const remark = warning('EFFECT_BY_LAW', vietnameseDate(rule.effectiveOn), rule.sentence)
  return { effectiveOn: rule.effectiveOn, derived: true, row: null, warnings: [remark] }
}

function pickMain(clauses: readonly Clause[]): Clause | null {
  let best: Clause | null = null
  for (const clause of clauses) {
    if (!clause.whole || clause.quoted) continue
    if (!best || clause.rank > best.rank) best = clause
  }
  return best
}

function findClauses(text: string, documentType: string | null): Clause[] {
  const clauses: Clause[] = []
  const verbs =
    /hi[ệe]u\s+l[ựư]c|(?:thi\s+hành|áp\s+dụng|thực\s+hiện)(?=\s+(?:kể\s+)?từ\s+ng[àa]y)|thi\s+hành\s+(?:[Qq]uyết\s+định|[Cc]hỉ\s+thị|[Nn]ghị\s+quyết)\s+này(?=\s+(?:kể\s+)?từ\s+ng[àa]y)/giu
  for (const match of text.matchAll(verbs)) {
    const strong = /l[ựư]c/iu.test(match[0])
    const effect = readEffect(text.slice(match.index + match[0].length, match.index + match[0].length + 500))
    if (!effect) continue
    const before = text.slice(Math.max(0, match.index - 700), match.index)
    const subject = strong ? subjectBefore(before, documentType) : weakSubject(before, match[0], documentType)
    if (!subject || subject.rank < -5) continue
    clauses.push({
      effect,
      at: match.index,
      whole: subject.whole,
      quoted: isQuoted(text, match.index),
      rank: subject.rank + (strong ? 4 : 0) + (effect.kind === 'other' ? -1 : 1),
    })
  }
  return clauses
}

/** Which act "có hiệu lực" is said of, and whether of all of it; `null` where it is said of another act or matter. */
function subjectBefore(before: string, documentType: string | null): { whole: boolean; rank: number } | null {
  const verb = /(?:có|phát\s+sinh|bắt\s+đầu\s+có|chính\s+thức\s+có)\s*$/iu.exec(before)
  if (!verb || /(?:hết|mất|không\s+còn|chưa|còn)\s*$/iu.test(before.slice(0, verb.index))) return null
  const left = before.slice(0, verb.index)
  let last: RegExpExecArray | null = null
  for (const found of left.matchAll(subjectThis)) last = found
  if (last) {
    const between = left.slice(last.index + last[0].length)
    if (leadsOn(between)) {
      const prefix = left.slice(0, last.index)
      const role = roleOf(prefix)
      if (role === 'dependent') return ofAnnex(prefix)
      return { whole: role === 'whole', rank: typeRank(last[1] ?? '', documentType) }
    }
    if (
      /[;.,:]\s*(?:riêng|trừ)/iu.test(between) ||
      /(?:riêng|khoản|điểm|điều|quy\s+định)/iu.test(sentenceTail(between))
    )
      return { whole: false, rank: 0 }
  }
  const bare = subjectBare.exec(left)
  return bare ? { whole: true, rank: typeRank(bare[1] ?? '', documentType) - 1 } : null
}

/** "Quy chuẩn ban hành kèm theo Thông tư này có hiệu lực …": taken for the act where the act says nothing else. */
function ofAnnex(prefix: string): { whole: boolean; rank: number } | null {
  const sentence = afterLastStop(prefix)
  const annexed =
    /(?:^|\n|\d\.\s*)\s*(?:các\s+)?(?:quy\s+chuẩn|quy\s+chế|quy\s+định|điều\s+lệ|tiêu\s+chuẩn|bản\s|chuẩn\s+mực|định\s+mức)[^\n]{0,200}kèm\s+theo\s*$/iu
  return annexed.test(sentence) ? { whole: true, rank: 0 } : null
}

/** Acts that only say from when they are carried out: "chịu trách nhiệm thi hành Quyết định này kể từ ngày ký". */
function weakSubject(
  before: string,
  verb: string,
  documentType: string | null,
): { whole: boolean; rank: number } | null {
  if (/này$/iu.test(verb))
    return {
      whole: true,
      rank: typeRank(/quyết\s+định|chỉ\s+thị|nghị\s+quyết/iu.exec(verb)?.[0] ?? '', documentType) - 1,
    }
  let last: RegExpExecArray | null = null
  for (const found of before.matchAll(subjectThis)) last = found
  if (!last) return null
  const between = before.slice(last.index + last[0].length)
  if (!/^\s*(?:được\s+|có\s+giá\s+trị\s+|bắt\s+đầu\s+|chính\s+thức\s+)?$/iu.test(between)) return null
  return roleOf(before.slice(0, last.index)) === 'whole'
    ? { whole: true, rank: typeRank(last[1] ?? '', documentType) - 2 }
    : null
}

/** What may stand between "Thông tư này" and "có hiệu lực": nothing, or a verb of its own and "và". */
function leadsOn(between: string): boolean {
  const text = between.replace(/\s+/gu, ' ').trim()
  if (text === '' || /^(?:\([^)]*\)|,|sẽ|chính thức|bắt đầu|đều|cũng|gồm .{1,80},)$/iu.test(text)) return true
  if (
    /^(?:và|cùng|kể cả)\s+(?:các\s+)?(?:phụ\s+lục|danh\s+mục|biểu\s+mẫu|quy\s+chế|quy\s+định)[^.;:]{0,60}$/iu.test(text)
  )
    return true
  if (/\.\s+\p{Lu}|[;:]/u.test(text)) return false
  return (
    text.length < 500 &&
    /(?:\svà|,(?: đồng thời)?|\snày)$/iu.test(` ${text}`) &&
    !/\s(?:riêng|trừ|khi|trước ngày|từ ngày)\s/iu.test(` ${text} `)
  )
}

function sentenceTail(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('. '), text.lastIndexOf(';'), text.lastIndexOf('\n')) + 1)
}

function afterLastStop(text: string): string {
  let from = text.length
  while (from > 0 && !'.;:“”"'.includes(text.charAt(from - 1))) from--
  return text.slice(from)
}

/** How the words before "Thông tư này" bear on it: the sentence begins there, they name a part, or a moment. */
function roleOf(prefix: string): 'whole' | 'part' | 'dependent' {
  const sentence = afterLastStop(prefix).trimEnd()
  const last = sentence.slice(sentence.lastIndexOf('\n') + 1).trim()
  if (sentence.trim() === '' || /^(?:[-–+*•]|\d{1,2}|[a-zđ]|[IVX]+)?[).]?$/u.test(sentence.trim())) return 'whole'
  if (/(?:ngày|khi|thời\s+điểm|thời\s+gian|lúc)$/iu.test(sentence)) return 'dependent'
  if (/^(?:\d+\.\s*)?(?:các|những|mọi)\s+quy\s+định\s+(?:tại|của|trong)$/iu.test(last)) return 'whole'
  const freshLine = prefix.endsWith('\n') || last === ''
  if (/(?:của|tại|theo|trong|với|kèm\s+theo|thuộc|cho|và|các|hoặc|đến|bởi|ở|trước)$/iu.test(sentence))
    return /(?:điều|khoản|điểm|chương|quy\s+định|mục|phụ\s+lục)/iu.test(sentence) ? 'part' : 'dependent'
  if (
    /^(?:[\d.)a-zđ\s-]*)(?:điều|khoản|điểm|chương|mục|các\s|quy\s+định|nội\s+dung|riêng|việc|danh\s+mục)/iu.test(
      sentence.trim(),
    ) &&
    !/^điều\s+\d+\s*$/iu.test(sentence.trim()) &&
    !freshLine
  )
    return 'part'
  return 'whole'
}

/**
 * How well the act that a clause names fits this one. A form in the annex of a circular speaks of "Quyết định này": with the
 * type known, another type's clause is never this act's.
 */
function typeRank(name: string, documentType: string | null): number {
  const type = typeNamed(name)
  if (documentType && name.toLowerCase().replace(/\s+/gu, ' ') === documentType.toLowerCase()) return 8
  if (documentType?.toLowerCase().startsWith(name.toLowerCase())) return 7
  if (/luật$/iu.test(documentType ?? '') && /luật$/iu.test(name)) return 7
  if (type?.canBeNormative) return documentType ? -20 : 6
  return 2
}

/** Between an opening and a closing quotation mark: text of another act, put in or amended by this one. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 6000), at)
  const after = text.slice(at, at + 6000)
  const closing = after.indexOf('”')
  const opening = after.indexOf('“')
  if (before.lastIndexOf('“') > before.lastIndexOf('”')) return closing >= 0 && (opening < 0 || closing < opening)
  const straight = before.lastIndexOf('"')
  return straight >= 0 && /^"\s*(?:Điều|Khoản|\d+[.)]|[a-zđ]\))\s*/u.test(before.slice(straight)) && after.includes('"')
}
