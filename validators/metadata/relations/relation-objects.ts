import { referencesIn } from '../heading/reference.ts'
import type { RelationKind } from '../metadata.ts'

const types = String.raw`(?:Luật|Bộ\s+luật|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|Pháp\s+lệnh)`
/** How far a list of acts is read. */
const longestList = 20_000
const longestSentence = 4_000

/**
 * The words after a verb as far as its objects go: to the sentence's end, over further acts parted by semicolons, or to the
 * end of the list that it opens.
 */
export function objectsAfter(text: string, from: number): string {
  const rest = text.slice(from, from + longestList)
  const opening = /^[^.;:]{0,220}:/u.exec(rest) ?? headingOfList.exec(rest)
  if (opening) return rest.slice(0, opening[0].length + endOfList(rest.slice(opening[0].length)))
  return rest.slice(0, endOfSentence(rest.slice(0, longestSentence)))
}

/** "Bãi bỏ toàn bộ các văn bản của Ủy ban nhân dân" over items "1. Quyết định số …": a heading has no colon. */
const headingOfList = new RegExp(
  String.raw`^[^.;:\d]{0,220}\n(?=\s*(?:1[.)]|a\)|-)\s*(?:Toàn\s+bộ\s+)?${types}\s)`,
  'iu',
)

/** The list after "sau đây …:" where a passive verb announces it; empty where none follows. */
export function listAfter(text: string, from: number): string {
  const rest = text.slice(from, from + longestList)
  const opening = /^[^.;:]{0,160}:\s*(?=\S)/u.exec(rest)
  return opening ? rest.slice(opening[0].length, opening[0].length + endOfList(rest.slice(opening[0].length))) : ''
}

const anotherAct = new RegExp(
  String.raw`^\s*(?:và\s+)?(?:các\s+)?(?:(?:điểm|khoản|điều)\s[\p{L}\d,\s]{1,60}?)?${types}\s+(?:số\s+)?\d`,
  'iu',
)

function endOfSentence(text: string): number {
  for (const stop of text.matchAll(/;|\.\s*(?:\n|$|\p{Lu})/gu)) {
    const rest = text.slice(stop.index + 1)
    if (stop[0] !== ';' || !anotherAct.test(rest)) return stop.index
    // An act with a verb of its own is no further object.
    if (/^[^.;]{0,400}?(?:hết|còn|có|mất)\s+hiệu\s+lực|^[^.;]{0,400}?tiếp\s+tục/iu.test(rest)) return stop.index
  }
  return Math.min(text.length, 1_500)
}

/** Where a list ends: at the next article, or where its items are no longer numbered as the first one is. */
function endOfList(list: string): number {
  const article = /\n\s*Điều\s+\d/u.exec(list)?.index ?? list.length
  const [, first] = /^\s*(\d+)[.)]\s/u.exec(list) ?? []
  const opening = list.length - list.trimStart().length
  let due = Number(first ?? 0)
  for (const item of list
    .slice(0, article)
    .matchAll(/\n\s*(\d+)[.)]\s|\.\s+(?=\p{Lu}\p{Ll}+\s)(?!\s*(?:Quyết|Nghị|Thông|Luật|Chỉ))/gu)) {
    if (item.index < opening) continue
    if (item[1] === undefined) {
      if (!first) return item.index
    } else if (!first || Number(item[1]) !== ++due) return item.index
  }
  return article
}

/** What stands before a place in its item of a list: parts of a sentence, "- …", "a) …", "2. …". */
function itemBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 1_500), at)
  const starts = [...before.matchAll(/;|\n\s*(?:[-–+]|[a-zđ]\)|\d{1,3}[.)])(?=\s)/gu)]
  const last = starts.at(-1)
  return last ? before.slice(last.index + last[0].length) : before
}

/** Technical standards with their year before the bar ("QCVN 50:2013/BTNMT") and forms ("Mẫu số 01/KH") are no acts. */
const standard = /(?:QCVN|TCVN)[^;,]{0,24}$|(?:mẫu|biểu|phiếu)\s+(?:mẫu\s+)?(?:số\s*)?:?\s*$/iu

/** "(được sửa đổi, bổ sung bởi Nghị định số …; Nghị định số …)": the history of the act before it. */
const inParentheses = /\(\s*(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^()]*$/iu

/** References to acts in a text, each with what stands before it in its item, and how many acts were named there before. */
export function actsIn(text: string): { reference: string; at: number; item: string; earlier: number }[] {
  return referencesIn(text)
    .filter(({ at }) => !inParentheses.test(text.slice(Math.max(0, at - 400), at)))
    .map(({ reference, at }) => ({ reference, at, item: itemBefore(text, at) }))
    .filter(({ item }) => !standard.test(item))
    .map((found) => ({ ...found, earlier: referencesIn(found.item.replace(/(?:QCVN|TCVN)[^;,]{0,24}/gu, '')).length }))
}

/** The reference is what the verb is done to: first of its clause or item, not named inside another act's title. */
export function isObject({ item, earlier }: { item: string; earlier: number }): boolean {
  if (
    /(?:sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|quy\s+định\s+chi\s+tiết|thi\s+hành|của\s+Chính\s+phủ\s+về|thực\s+hiện|ban\s+hành\s+kèm\s+theo|căn\s+cứ|theo\s+quy\s+định)[^;]{0,200}$/iu.test(
      item,
    )
  )
    return earlier === 0 && !/(?:căn\s+cứ|theo\s+quy\s+định)/iu.test(item)
  return (
    earlier === 0 ||
    /(?:\svà\s|,\s*)(?:(?:điểm|khoản|điều|các)\s[\p{L}\d,\s]{0,40}?)?(?:Luật|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|Pháp\s+lệnh)?\s*(?:số\s*)?$/iu.test(
      item,
    )
  )
}

/** Said of parts of an act, not of the whole: articles, annexes, forms, words. */
const ofProvisions = new RegExp(
  String.raw`(?<!\p{L})(?:(?:khoản|điều|mục|chương|phần)\s+[\dIVX]|điểm\s+(?:[a-zđ]|\d+)(?!\p{L})|(?:tiểu\s+)?tiết\s|cụm\s+từ|từ\s+“|phụ\s+lục|danh\s+mục|một\s+phần|một\s+số\s+(?!văn\s+bản|${types})|biểu\s+mẫu|mẫu\s|thủ\s+tục|số\s+thứ\s+tự|quy\s+định\s+tại)`,
  'iu',
)
/** "… tại Quyết định số", "nội dung của Nghị quyết số". */
const inside = new RegExp(String.raw`(?:tại|trong|của)\s+(?:các\s+)?${types}\s*(?:số\s*)?:?\s*$`, 'iu')

const rightAfter = new RegExp(String.raw`^\s*(?:,|và|hoặc)\s*(?:các\s+)?(?:${types}\s*)?(?:số\s*)?$`, 'iu')

/** A repeal or replacement of provisions only is an amendment. `item`: what stands before the reference. */
export function partial(item: string, kind: RelationKind): RelationKind {
  if (kind !== 'repeals' && kind !== 'replaces') return kind
  const last = referencesIn(item).at(-1)
  // "Phụ lục của Nghị định A và Nghị định B": what is said of the first is said of those named right after it.
  if (last && rightAfter.test(item.slice(last.at + last.reference.length))) return partial(item.slice(0, last.at), kind)
  // After an earlier act comes its title, which may name anything; only the last words belong to this one.
  const own = last
    ? (item
        .slice(last.at + last.reference.length)
        .split(/[,;]|\svà\s/u)
        .at(-1) ?? '')
    : item
  if (ofProvisions.test(own)) return 'amends'
  return inside.test(own) && !/toàn\s+bộ/iu.test(own) ? 'amends' : kind
}
