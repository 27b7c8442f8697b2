import { documentTypes, typeNamed } from '../heading/document-types.ts'

/** What a clause on effect is said of. */
export interface Subject {
  /** Of the whole act; else of some of its provisions. */
  whole: boolean
  /** How surely it is this act: the higher, the surer. */
  rank: number
  /** The type it is called by ("quyết định"), lower case; `null` where it is not named. */
  named: string | null
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
const part = (prefix: string): Subject & { prefix: string } => ({ whole: false, rank: 0, named: null, prefix })

/**
 * Which act "có hiệu lực" is said of, and whether of all of it; `null` where it is said of another act or matter, or
 * denied. `prefix` is what stands before the act's name.
 */
export function subjectBefore(before: string, documentType: string | null): (Subject & { prefix: string }) | null {
  const verb = /(?:có|phát\s+sinh|bắt\s+đầu\s+có|chính\s+thức\s+có)\s*$/iu.exec(before)
  if (!verb || /(?:hết|mất|không|không\s+còn|chưa|còn)\s*$/iu.test(before.slice(0, verb.index))) return null
  const left = before.slice(0, verb.index)
  const last = lastNamed(left)
  if (last) {
    const between = left.slice(last.index + last[0].length)
    const prefix = left.slice(0, last.index)
    if (leadsOn(between)) {
      const role = roleOf(prefix)
      if (role === 'dependent') return ofAnnex(prefix)
      return { whole: role === 'whole', rank: typeRank(last[1] ?? '', documentType), named: fold(last[1]), prefix }
    }
    if (
      /[;.,:]\s*(?:riêng|trừ)/iu.test(between) ||
      /(?<!\p{L})(?:riêng|khoản|(?<!thời\s)điểm|điều|quy\s+định)(?!\p{L})/iu.test(sentenceTail(between))
    )
      return part(prefix)
  }
  const bare = subjectBare.exec(left)
  if (!bare) return null
  const prefix = left.slice(0, bare.index)
  return { whole: true, rank: typeRank(bare[1] ?? '', documentType) - 1, named: fold(bare[1]), prefix }
}

/** Acts that only say from when they are carried out: "chịu trách nhiệm thi hành Quyết định này kể từ ngày ký". */
export function weakSubject(before: string, verb: string, documentType: string | null): Subject | null {
  if (/này$/iu.test(verb)) {
    const named = /quyết\s+định|chỉ\s+thị|nghị\s+quyết/iu.exec(verb)?.[0] ?? ''
    return { whole: true, rank: typeRank(named, documentType) - 1, named: fold(named) }
  }
  const last = lastNamed(before)
  if (!last) return null
  const between = before.slice(last.index + last[0].length)
  if (!/^\s*(?:được\s+|có\s+giá\s+trị\s+|bắt\s+đầu\s+|chính\s+thức\s+)?$/iu.test(between)) return null
  return roleOf(before.slice(0, last.index)) === 'whole'
    ? { whole: true, rank: typeRank(last[1] ?? '', documentType) - 2, named: fold(last[1]) }
    : null
}

function lastNamed(text: string): RegExpExecArray | null {
  let last: RegExpExecArray | null = null
  for (const found of text.matchAll(subjectThis)) last = found
  return last
}

function fold(name: string | undefined): string {
  return (name ?? '').toLowerCase().replace(/\s+/gu, ' ')
}

/** "Quy chuẩn ban hành kèm theo Thông tư này có hiệu lực …": taken for the act where the act says nothing else. */
function ofAnnex(prefix: string): (Subject & { prefix: string }) | null {
  const sentence = afterLastStop(prefix)
  const annexed =
    /(?:^|\n|\d\.\s*)\s*(?:các\s+)?(?:quy\s+chuẩn|quy\s+chế|quy\s+định|điều\s+lệ|tiêu\s+chuẩn|bản\s|chuẩn\s+mực|định\s+mức)[^\n]{0,200}kèm\s+theo\s*$/iu
  return annexed.test(sentence) ? { whole: true, rank: 0, named: null, prefix } : null
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

/** The words after the last stop, colon or quotation mark. */
export function afterLastStop(text: string): string {
  let from = text.length
  while (from > 0 && !'.;:“”"'.includes(text.charAt(from - 1))) from--
  return text.slice(from)
}

/** "tại Điều 1", "khoản 2 và khoản 3 Điều 5" at the end of a text. */
const endsInProvision =
  /(?:\S\s+)(?:điều|khoản|điểm|chương|mục|phụ\s+lục)\s+(?:\d{1,3}[a-zđ]?|[a-zđ]|[IVX]{1,6}|số\s+\d+)\s*$/iu

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
  if (!freshLine && (endsInProvision.test(sentence) || numberedProvision(prefix))) return 'part'
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

/** "2. Điều 5 Quyết định này …" is said of Điều 5; "Điều 2 Quyết định này …" is an article whose stop was left out. */
function numberedProvision(prefix: string): boolean {
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1)
  return /(?:^|\s)(?:\d{1,2}[.)]|[a-zđ]\)|[-–+])\s*điều\s+\d{1,3}\s*$/iu.test(line)
}

/**
 * How well the act that a clause names fits this one. A form in the annex of a circular speaks of "Quyết định này": with the
 * type known, another type's clause is never this act's.
 */
function typeRank(name: string, documentType: string | null): number {
  const type = typeNamed(name)
  if (documentType && fold(name) === documentType.toLowerCase()) return 8
  if (documentType?.toLowerCase().startsWith(name.toLowerCase())) return 7
  if (/luật$/iu.test(documentType ?? '') && /luật$/iu.test(name)) return 7
  if (type?.canBeNormative) return documentType ? -20 : 6
  return 2
}
