import { addDays, addMonths, leadingDate } from '../lines/dates.ts'

/** What a clause says of the day on which an act takes effect. */
export type Effect =
  | { kind: 'date'; on: string }
  | { kind: 'issue' }
  | { kind: 'after-issue'; days: number; months: number }
  | { kind: 'gazette'; rule: string }
  | { kind: 'blank'; printed: string }
  | { kind: 'other'; printed: string }

const words: Readonly<Record<string, number>> = {
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
  'mười lăm': 15,
  'mười năm': 15,
  'hai mươi': 20,
  'ba mươi': 30,
  'bốn mươi': 40,
  'bốn mươi lăm': 45,
  'bốn mươi năm': 45,
  'bốn mươi nhăm': 45,
  'bốn lăm': 45,
  'sáu mươi': 60,
  'chín mươi': 90,
}

const span = new RegExp(
  String.raw`^(?:sau|kể\s+từ\s+sau|sau\s+thời\s+hạn)\s+(?:đủ\s+|là\s+)?(?:(\d{1,3})\s*(?:\([^)]{1,30}\))?|(${Object.keys(
    words,
  )
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/\s/gu, '\\s+'))
    .join('|')}))\s*(?:\([^)]{1,20}\))?\s*(ngày|tháng|năm)(?!\s+(?:làm\s+việc|học|ngân\s+sách))\s*,?\s*`,
  'iu',
)
const since =
  /^(?:(?:k[ểềếê]|tính|được\s+tính|bắt\s+đầu|áp\s+dụng|chính\s+thức)\s*,?\s*)*(?:k[ểềếê]\s+)?(?:từ|vào|sau|đúng)?\s*(?:\d{1,2}\s*(?:giờ|h)(?:\s*\d{2})?(?:\s*phút)?\s*,?\s*)?/iu
/** How long it lasts, said before from when: "trong thời hạn 05 năm kể từ ngày ký". */
const lasting =
  /^trong\s+(?:vòng\s+|thời\s+(?:hạn|gian)\s+)?\d{1,3}\s*(?:\([^)]{1,30}\)\s*)?(?:năm|tháng|ngày)\s*,?\s*/iu
/** Lead-ins between "hiệu lực" and the day. */
const lead =
  /^[\s,:]*(?:(?:thi\s+hành|thực\s+hiện|áp\s+dụng|pháp\s+luật|pháp\s+lý|chính\s+thức|là|ngay|bắt\s+đầu|hồi\s+tố|trở\s+về\s+trước)[\s,:]+)*/iu

const acts = String.raw`(?:luật|nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư(?:\s+liên\s+tịch)?|chỉ\s+thị|văn\s+bản)`
/** Who signs: "ngày Chủ tịch Ủy ban nhân dân tỉnh ký". */
const signatory = String.raw`(?:(?:chủ\s+tịch|[ủu][ỷy]\s+ban|uỷ\s+ban|ubnd|bộ\s+trưởng|thủ\s+tướng|thống\s+đốc|tổng\s+\p{L}+|chánh\s+án|viện\s+trưởng|giám\s+đốc)[^.;,\n\d]{0,60}?\s)?`
/** "ký kết", "ký Hợp đồng", "ký Quyết định số …": something else is signed. */
const otherThing = String.raw`(?!\s*(?:kết|lại|tên)(?!\p{L})|\s+(?:hợp\s+đồng|biên\s+bản|th[oỏ][aảả]\s+thuận|bản\s|giấy\s|${acts}\s+(?:số|của|\d)))`
const signing = new RegExp(
  String.raw`^(?:(?:ngày|thời\s+điểm|khi|lúc)\s+(?:${acts}\s+này\s+)?${signatory}(?:được\s+)?(?:ký|kí|ban\s+hành)|ký\s+ban\s+hành)${otherThing}(?:\s*,?\s*(?:và\s+)?(?:ban\s+hành|ký|ban\s+bố|thông\s+qua)${otherThing})?`,
  'iu',
)
const adoption =
  /^ngày\s+(?:được\s+)?(?:(?:quốc\s+hội|hội\s+đồng\s+nhân\s+dân|hđnd|ủy\s+ban|uỷ\s+ban)[^.;]{0,90}?)?thông\s+qua/iu
/** After "ngày ký": the gazette is a second condition, not a duty to come ("và được đăng Công báo"). */
const andGazette = /^\s*,?\s*(?:và\s+)?(?:ngày\s+)?đăng\s+(?:trên\s+)?công\s*báo/iu
/** A second day or a bound follows: which of them holds cannot be read. */
const orAnother =
  /^(?:(?!\s(?:và|áp\s+dụng)\s)[^.;\n]){0,40}?\s(?:hoặc\s+(?:kể\s+)?(?:từ|sau)\s+ng|(?:nhưng\s+)?không\s+(?:sớm|muộn)\s+hơn\s)/iu
/** By another act's day: "theo Quyết định số …", "cùng thời điểm với …". */
const byAnother = /^(?:theo|cùng|đồng\s+thời\s+với)\s/iu
const gazette =
  /^(?:ngày\s+)?(?:được\s+)?(?:đăng|đưa|công\s+bố|xuất\s+bản|niêm\s+yết)(?:\s+(?:tin|tải|trên|lên|toàn\s+văn|công\s+khai))*/iu
const blankDate =
  /^ng[àa]y[\s.…_]*(?:tháng[\s.…_]*|\/[\s.…_]*)(?:\d{0,2}[\s.…_]*)?(?:năm|\/)?|^ng[àa]y[\s.…_]*(?:\d{1,2}\s+)?tháng[\s.…_]+năm/iu

/**
 * Reads what follows "có hiệu lực": the day, or the rule by which it is counted. `null` where no day is spoken of.
 * @param text Running text, the clause's first words at its beginning.
 */
export function readEffect(text: string): Effect | null {
  const rest = text.slice(0, 400).replace(/\s+/gu, ' ')
  const after = rest.slice(lead.exec(rest)?.[0].length ?? 0).replace(lasting, '')
  if (byAnother.test(after)) return { kind: 'other', printed: clip(after) }
  const counted = span.exec(after)
  if (counted) return readSpan(counted, after.slice(counted[0].length))
  const opening = since.exec(after)?.[0] ?? ''
  const point = after.slice(opening.length)
  if (orAnother.test(point)) return { kind: 'other', printed: clip(after) }
  const date = leadingDate(point)
  if (date) return { kind: 'date', on: date }
  if (/^ký\s+ban\s+hành/iu.test(point) && opening.trim() === '') return null
  if (!/(?:từ|vào|sau|đúng|kể)\s|^ngày\s/iu.test(`${opening} `) && !/^ng[àa]y\s/iu.test(point)) return null
  const signed = signing.exec(point) ?? adoption.exec(point)
  if (signed)
    return andGazette.test(point.slice(signed[0].length))
      ? { kind: 'gazette', rule: clip(after.replace(/\svà\s(?=đăng)/u, ', ')) }
      : { kind: 'issue' }
  const onGazette = /^ngày\s+/iu.exec(point)
  if (gazette.test(onGazette ? point.slice(onGazette[0].length) : point)) return { kind: 'gazette', rule: clip(after) }
  if (blankDate.test(point) && !leadingDate(point)) return { kind: 'blank', printed: clip(point, 40) }
  return opening.trim() === '' ? null : { kind: 'other', printed: clip(after) }
}

function readSpan(counted: RegExpExecArray, rest: string): Effect {
  const amount = counted[1] ? Number(counted[1]) : (words[(counted[2] ?? '').toLowerCase().replace(/\s+/gu, ' ')] ?? 0)
  const point = rest.slice(since.exec(rest)?.[0].length ?? 0)
  const unit = counted[3]?.toLowerCase()
  const months = unit === 'tháng' ? amount : unit === 'năm' ? 12 * amount : 0
  const days = months > 0 ? 0 : amount
  const whole = clip(`${counted[0]}${rest}`)
  if (orAnother.test(point)) return { kind: 'other', printed: whole }
  const signed = signing.exec(point) ?? adoption.exec(point)
  if (amount > 0 && signed && !andGazette.test(point.slice(signed[0].length)))
    return { kind: 'after-issue', days, months }
  const date = leadingDate(point)
  if (date && days > 0) return { kind: 'date', on: addDays(date, days) }
  return signed || gazette.test(point.replace(/^ngày\s+/iu, ''))
    ? { kind: 'gazette', rule: whole }
    : { kind: 'other', printed: whole }
}

/** A clause as far as its first stop, short enough to show. */
function clip(text: string, longest = 120): string {
  const stop = /[.;\n”"]|\s(?:và|thay\s+thế)\s/u.exec(text)
  return text
    .slice(0, Math.min(longest, stop?.index ?? longest))
    .replace(/[\s,]+$/u, '')
    .trim()
}

/** The day of a clause counted from the day of issue; `null` where the count cannot be made without dispute. */
export function countFromIssue(effect: { days: number; months: number }, issuedOn: string): string | null {
  return effect.months > 0 ? addMonths(issuedOn, effect.months) : addDays(issuedOn, effect.days)
}
