import type { Body } from '../body.ts'
import { comparableReference } from '../heading/reference.ts'
import { limits } from '../limits.ts'
import type { LegalBasis, Relation, RelationKind } from '../metadata.ts'
import { actsIn, isObject, listAfter, objectsAfter, partial } from './relation-objects.ts'

/** Verbs by which one act bears on another, in the direction from this act to the one named after them. */
const active: readonly { kind: RelationKind; verb: RegExp }[] = [
  { kind: 'replaces', verb: /thay\s+thế(?:\s+cho)?/giu },
  { kind: 'repeals', verb: /bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ/giu },
  {
    kind: 'amends',
    verb: /sửa\s+đổi(?:\s*,\s*bổ\s+sung)?|(?<!sửa\s+đổi\s*,\s*)bổ\s+sung|(?<!phạm\s+vi\s)điều\s+chỉnh/giu,
  },
  { kind: 'extends', verb: /gia\s+hạn|kéo\s+dài/giu },
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
const notThisAct = /(?:đã\s+được|được|bị|đã|khi|nếu|trường\s+hợp|có\s+thể|hoặc|việc|không|chưa)\s*$/iu

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
  const amended = new Set([...relations.values()].filter(({ kind }) => kind === 'amends').map(keyOf))
  for (const article of operative(body.text)) {
    readActive(article, add)
    readPassive(article, add)
  }
  // An act that goes altogether is not amended besides; one that the title says is amended loses provisions only.
  for (const relation of [...relations.values()])
    if (relation.kind === 'repeals' || relation.kind === 'replaces')
      relations.delete(`${amended.has(keyOf(relation)) ? relation.kind : 'amends'} ${keyOf(relation)}`)
  for (const basis of bases) if (basis.reference) add('based-on', basis.reference)
  return [...relations.values()]
}

const keyOf = ({ reference }: Relation) => comparableReference(reference)
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
      if ((kind === 'amends' || kind === 'extends') && !opensSentence(text, match.index)) continue
      const end = match.index + match[0].length
      if (asNoun.test(text.slice(end, end + 20))) continue
      addObjects(objectsAfter(text, end), kind, add)
    }
  }
}

/** "văn bản sửa đổi, bổ sung, thay thế (nếu có)", "được thay thế bởi": what may come, or comes from elsewhere. */
const asNoun = /^\s*(?:\(nếu|thì|đó|bởi|theo)(?!\p{L})/iu

function addObjects(text: string, kind: RelationKind, add: Add): void {
  for (const act of actsIn(text)) if (isObject(act)) add(partial(act.item, kind), act.reference)
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
  addObjects(title.slice(leading.end), leading.kind, add)
}

/** "sửa đổi", "gia hạn" at the beginning of an article or clause is done here; elsewhere it describes another act's title. */
function opensSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at)
  const numbered = /(?:^|\n|[.;:]\s*)(?:\s*(?:Điều\s+\d+[a-zđ]?\s*[.:]?|\d+\s*[.)]|[a-zđ]\)|[-–+]))+\s*$/iu
  if (numbered.test(before) || /(?:^|[.;:”"»])\s*$/u.test(before)) return true
  // Of other lines only a heading opens something: the rest run on from the line above.
  const heading = /\n\s*$/u.test(before) && /^\p{Lu}{2}/u.test(text.slice(at, at + 2))
  return heading || /(?:^|\n)\s*(?:Chương|Mục|Phần)\s+[\dIVX]+[.:]?\s*\n\s*$/iu.test(before)
}

function readPassive(text: string, add: Add): void {
  for (const { kind, verb } of passive)
    for (const match of first(limits.relations, text.matchAll(verb))) {
      const end = match.index + match[0].length
      const before = text.slice(Math.max(0, match.index - 1500), match.index)
      if (/(?:đã|chưa|không|sắp|khi|nếu)\s*$/iu.test(before) || byAnother.test(text.slice(end, end + 60))) continue
      const stops = [...before.matchAll(/\.\s+(?=\p{Lu})|;|\n(?=\s*\d+\s*[.)]|\s*Điều\s)/gu)]
      const sentence = before.slice(stops.at(-1)?.index ?? 0)
      addObjects(sentence, kind, add)
      if (followsList.test(sentence)) addObjects(listAfter(text, end), kind, add)
    }
}

/** "Các Quyết định sau đây hết hiệu lực kể từ ngày …: a) …" */
const followsList = /(?:sau(?:\s+đây)?|dưới\s+đây|gồm)\s*$/iu
/** "hết hiệu lực theo quy định tại Nghị định số …" is that act's doing. */
const byAnother = /^\s*(?:thi\s+hành\s+)?(?:theo|do|tại)(?!\p{L})/iu
