import type { Body } from './body.ts'
import { limits } from './limits.ts'
import type { LegalBasis, Relation, RelationKind } from './metadata.ts'
import { comparableReference, referencesIn } from './reference.ts'

/** Verbs by which one act bears on another, in the direction from this act to the one named after them. */
const active: readonly { kind: RelationKind; verb: RegExp }[] = [
  { kind: 'replaces', verb: /thay\s+thế(?:\s+cho)?/giu },
  { kind: 'repeals', verb: /bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ/giu },
  {
    kind: 'amends',
    verb: /sửa\s+đổi(?:\s*,\s*bổ\s+sung)?|(?<!sửa\s+đổi\s*,\s*)bổ\s+sung|gia\s+hạn|kéo\s+dài|(?<!phạm\s+vi\s)điều\s+chỉnh/giu,
  },
  { kind: 'corrects', verb: /đính\s+chính/giu },
  { kind: 'guides', verb: /quy\s+định\s+chi\s+tiết|hướng\s+dẫn(?:\s+(?:thi\s+hành|thực\s+hiện))?/giu },
]
/** Said of the act named before them: "Nghị định số … hết hiệu lực kể từ ngày Nghị định này có hiệu lực". */
const passive: readonly { kind: RelationKind; verb: RegExp }[] = [
  { kind: 'repeals', verb: /hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ|được\s+bãi\s+bỏ|không\s+còn\s+hiệu\s+lực/giu },
  {
    kind: 'replaces',
    verb: /(?:được|bị)\s+thay\s+thế\s+bằng\s+(?:Luật|Nghị\s+định|Nghị\s+quyết|Quyết\s+định|Thông\s+tư)\s+này/giu,
  },
]
/** Before a verb these make it the doing of another act, or something that may yet come. */
const notThisAct = /(?:đã\s+được|được|bị|đã|khi|nếu|trường\s+hợp|có\s+thể|hoặc|việc)\s*$/iu

/**
 * What an act does to others: read from its title and its closing articles, not from acts it only cites. A repeal that
 * names provisions ("bãi bỏ khoản 2 Điều 5 của …") is an amendment.
 */
export function readRelations(title: string, body: Body, bases: readonly LegalBasis[], own: string | null): Relation[] {
  const relations = new Map<string, Relation>()
  const add = (kind: RelationKind, reference: string) => {
    if (relations.size >= limits.relations || (own && same(reference, own))) return
    relations.set(`${kind} ${comparableReference(reference)}`, { kind, reference })
  }
  readTitle(title, add)
  for (const article of operative(body.text)) {
    readActive(article, add)
    readPassive(article, add)
  }
  for (const basis of bases) if (basis.reference) add('based-on', basis.reference)
  return [...relations.values()]
}

const same = (a: string, b: string) => comparableReference(a) === comparableReference(b)

type Add = (kind: RelationKind, reference: string) => void

/** Articles that speak of acts: those with a verb on effect or repeal near "này", and the first ones of amending acts. */
function operative(text: string): string[] {
  const articles = unquoted(text).split(/\n(?=\s*Điều\s+\d+\s*[.:])/u)
  return articles.filter(
    (article) =>
      /^\s*Điều\s+\d/u.test(article) &&
      article.length < 60_000 &&
      /hiệu\s+lực|bãi\s+bỏ|thay\s+thế|đính\s+chính|^\s*Điều\s+\d+\s*\.?\s*(?:Sửa\s+đổi|Bổ\s+sung|Gia\s+hạn|Kéo\s+dài|Điều\s+chỉnh)/iu.test(
        article,
      ),
  )
}

/** Text put into other acts stands in quotation marks and does nothing here. */
function unquoted(text: string): string {
  return text.replace(/“[^“”]{0,20000}”/gu, ' ')
}

function readActive(text: string, add: Add): void {
  for (const { kind, verb } of active) {
    if (kind === 'guides') continue
    for (const match of first(limits.relations, text.matchAll(verb))) {
      if (notThisAct.test(text.slice(Math.max(0, match.index - 24), match.index))) continue
      if (kind === 'amends' && !opensSentence(text, match.index)) continue
      const after = clauseAfter(text, match.index + match[0].length)
      const found = referencesIn(after.text)
      const direct = found.filter((reference, index) => isObject(after.text, reference.at, index))
      for (const { reference, at } of direct) add(partial(after.text.slice(0, at), kind), reference)
    }
  }
}

function* first<T>(most: number, items: Iterable<T>): Generator<T> {
  let taken = 0
  for (const item of items) {
    if (taken++ >= most) return
    yield item
  }
}

/** Of a title only its first verb is this act's own doing; what follows names and describes its object. */
function readTitle(title: string, add: Add): void {
  const own = active.flatMap(({ kind, verb }) => {
    const found = [...title.matchAll(verb)][0]
    return found && found.index < 60 ? [{ kind, at: found.index, end: found.index + found[0].length }] : []
  })
  const [leading] = own.sort((a, b) => a.at - b.at)
  if (!leading) return
  const rest = title.slice(leading.end)
  for (const [index, { reference, at }] of referencesIn(rest).entries())
    if (isObject(rest, at, index)) add(partial(rest.slice(0, at), leading.kind), reference)
}

/** "sửa đổi" at the beginning of an article or clause is done here; elsewhere it describes another act's title. */
function opensSentence(text: string, at: number): boolean {
  return /(?:^|\n|[.;:]\s*)(?:\s*(?:Điều\s+\d+\s*[.:]?|\d+\s*[.)]|[a-zđ]\)|[-–]))*\s*$/iu.test(
    text.slice(Math.max(0, at - 40), at),
  )
}

/** The words after a verb as far as the sentence goes, or the list that it opens. */
function clauseAfter(text: string, from: number): { text: string } {
  const rest = text.slice(from, from + 4000)
  const opening = /^[^.;:]{0,160}:/u.exec(rest)
  if (opening) return { text: rest.slice(0, opening[0].length + endOfList(rest.slice(opening[0].length))) }
  const stop = /[;]|\.\s*(?:\n|$|\p{Lu})/u.exec(rest)
  return { text: rest.slice(0, stop?.index ?? 700) }
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

/** The reference is what the verb is done to: first of its clause or item, not named inside another act's title. */
function isObject(text: string, at: number, index: number): boolean {
  const before = text.slice(0, at)
  const item = before.slice(
    Math.max(before.lastIndexOf('\n-'), before.lastIndexOf(';'), before.search(/\n\s*[a-zđ]\)[^\n]*$/u)) + 1,
  )
  if (
    /(?:sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|quy\s+định\s+chi\s+tiết|thi\s+hành|của\s+Chính\s+phủ\s+về|thực\s+hiện|ban\s+hành\s+kèm\s+theo|căn\s+cứ|theo\s+quy\s+định)[^;]{0,200}$/iu.test(
      item,
    )
  )
    return index === 0 && !/(?:căn\s+cứ|theo\s+quy\s+định)/iu.test(item)
  return (
    referencesIn(item).length === 0 ||
    /(?:\svà\s|,\s*)(?:(?:điểm|khoản|điều|các)\s[\p{L}\d,\s]{0,40}?)?(?:Luật|Nghị\s+(?:định|quyết)|Quyết\s+định|Thông\s+tư(?:\s+liên\s+tịch)?|Chỉ\s+thị|Pháp\s+lệnh)?\s*(?:số\s*)?$/iu.test(
      item,
    )
  )
}

/** Said of parts of an act, not of the whole: articles, annexes, forms, words. */
const ofProvisions =
  /(?<!\p{L})(?:khoản|điểm|điều|mục|chương|cụm\s+từ|phụ\s+lục|danh\s+mục|một\s+số\s+(?:điều|khoản|điểm|nội\s+dung|quy\s+định)|biểu\s+mẫu|mẫu|quy\s+định\s+tại)(?=\s)/iu

function partial(before: string, kind: RelationKind): RelationKind {
  if (kind !== 'repeals' && kind !== 'replaces') return kind
  const last = referencesIn(before).at(-1)
  const item = before.slice(
    Math.max(before.lastIndexOf(';') + 1, before.lastIndexOf('\n-') + 1, last ? last.at + last.reference.length : 0),
  )
  return ofProvisions.test(item) ? 'amends' : kind
}

function readPassive(text: string, add: Add): void {
  for (const { kind, verb } of passive)
    for (const match of first(limits.relations, text.matchAll(verb))) {
      const before = text.slice(Math.max(0, match.index - 1500), match.index)
      const sentence = before.slice(
        Math.max(
          0,
          ...[...before.matchAll(/\.\s+(?=\p{Lu})|;|\n(?=\s*\d+\s*[.)]|\s*Điều\s)/gu)].map((stop) => stop.index),
        ),
      )
      const found = referencesIn(sentence)
      found
        .filter((reference, index) => isObject(sentence, reference.at, index))
        .forEach(({ reference, at }) => {
          add(partial(sentence.slice(0, at), kind), reference)
        })
    }
}
