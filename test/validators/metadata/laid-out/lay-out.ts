import type { Office } from './vocabulary.ts'

/** A document as its author meant it. */
export interface Draft {
  office: Office
  /** `null` for an official letter, which bears no name of its type. */
  type: string | null
  /** Number without padding, and the rest of the reference; a blank number leaves room for ink. */
  number: number | null
  reference: string
  symbol: string
  date: { day: number | null; month: number; year: number }
  leadIn: '' | 'Về việc ' | 'V/v ' | 'về việc '
  subject: string
  signer: { name: string; capacity: readonly string[] }
  /** The clause on effect, and the day it settles. */
  effect: { clause: string | null; on: string | null }
}

/** How its page came out. */
export interface Look {
  indent: number
  /** Spaces between the two columns of the heading; 1 glues them, as `pdftotext -layout` does in narrow pages. */
  gutter: number
  /** One column after the other, as converters of Word tables write it. */
  stacked: boolean
  /** Blank lines strewn between lines. */
  airy: boolean
  ruled: boolean
  /** Number and date on different lines. */
  staggered: number
  numberStyle: 'plain' | 'spaced' | 'glued' | 'no-colon' | 'dash'
  dateStyle: 'plain' | 'wide' | 'broken'
  spelling: 'new' | 'old' | 'icelandic' | 'decomposed'
  titleStyle: 'plain' | 'spaced' | 'capitals' | 'inline'
  wrap: number
  authority: boolean
  signatureStyle: 'plain' | 'signed' | 'degree' | 'upper'
  before: 'nothing' | 'gateway' | 'gazette' | 'tail'
  after: 'nothing' | 'annex' | 'attached' | 'form' | 'second'
  pageNumbers: boolean
  /** After how many words the lines of a stacked heading are broken again, as saved pages do; 0 leaves them whole. */
  breaks: number
}

const nation = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const

export function layOut(draft: Draft, look: Look): string {
  const head = [...heading(draft, look), ...titleAndSummary(draft, look)]
  const broken = look.stacked && look.breaks > 0 ? head.flatMap((line) => breakAfter(line, look.breaks)) : head
  const lines = [...leading(look), ...broken, ...body(draft, look)]
  const foot = signature(draft, look)
  return spell([...lines, '', ...foot, ...following(look)].join('\n'), look.spelling)
}

/** A line broken after so many words; the digits and letters of a number stay together. */
function breakAfter(line: string, words: number): string[] {
  const all = line.trim().split(/\s+/u)
  if (all.length <= words || /^Số/u.test(line.trim()) || /^\S(?:\s+\S)+$/u.test(line.trim())) return [line]
  return [all.slice(0, words).join(' '), all.slice(words).join(' ')]
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** ISO day of issue; `null` where the day was left blank. */
export function isoDay({ day, month, year }: Draft['date']): string | null {
  return day === null ? null : `${year}-${twoDigits(month)}-${twoDigits(day)}`
}

function heading(draft: Draft, look: Look): string[] {
  const { office } = draft
  const rule = look.ruled ? ['-------'] : []
  const letter = draft.type === null ? wrapped(`V/v ${draft.subject}`, 38) : []
  const left = [...office.heading, ...rule, ...blanks(look.airy), numberLine(draft, look), ...letter]
  const right = [
    ...nation,
    ...(look.ruled ? ['---------------'] : []),
    ...blanks(look.staggered > 0),
    ...dateLines(draft, look),
  ]
  if (look.stacked)
    return [
      ...left.slice(0, office.heading.length + rule.length),
      ...nation,
      numberLine(draft, look),
      ...dateLines(draft, look),
      ...letter,
    ]
  const width = Math.max(...left.map((line) => line.length)) + look.gutter
  const rows = Math.max(left.length, right.length)
  const out: string[] = []
  for (let row = 0; row < rows; row++) {
    const [a, b] = [left[row] ?? '', right[row] ?? '']
    const lead = Math.floor((width - look.gutter - a.length) / 2)
    const start = `${' '.repeat(Math.max(0, lead))}${a}`.padEnd(b === '' ? 0 : width)
    out.push(`${' '.repeat(look.indent)}${start}${b}`.trimEnd())
    if (look.airy) out.push('')
  }
  return out
}

function blanks(any: boolean): string[] {
  return any ? [''] : []
}

export function numberLine(draft: Draft, look: Look): string {
  const { reference } = draft
  switch (look.numberStyle) {
    case 'plain':
      return `Số: ${reference}`
    case 'spaced':
      return `Số: ${reference.replace(/^(\d+)/u, '$1 ').replace('-', ' - ')}`
    case 'glued':
      return `Số:${reference}`
    case 'no-colon':
      return `Số ${reference}`
    case 'dash':
      return `Số: ${reference.replace('-', '–')}`
  }
}

export function dateLines(draft: Draft, look: Look): string[] {
  const { day, month, year } = draft.date
  const dayText = day === null ? '   ' : twoDigits(day)
  const monthText = month < 3 ? twoDigits(month) : String(month)
  const { place } = draft.office
  if (look.dateStyle === 'wide') return [`${place}, ngày  ${dayText}  tháng  ${monthText}  năm  ${year}`]
  if (look.dateStyle === 'broken') return [`${place}, ngày ${dayText} tháng ${monthText}`, `năm ${year}`]
  return [`${place}, ngày ${dayText} tháng ${monthText} năm ${year}`]
}

function titleAndSummary(draft: Draft, look: Look): string[] {
  const centred = (text: string) => `${' '.repeat(Math.max(0, Math.floor((96 - text.length) / 2)))}${text}`
  if (draft.type === null) return ['', centred('Kính gửi: Văn phòng Ủy ban nhân dân tỉnh'), '']
  const name = draft.type.toUpperCase()
  const title = look.titleStyle === 'spaced' ? [...name].join(' ').replace(/ {3}/gu, '  ') : name
  const subject = draft.leadIn === '' ? capitalised(draft.subject) : `${draft.leadIn}${draft.subject}`
  const shown = look.titleStyle === 'capitals' ? subject.toUpperCase() : subject
  const lines = wrapped(shown, look.wrap)
  if (look.titleStyle === 'inline') lines[0] = `${title} ${lines[0]?.toUpperCase()}`
  const authority = look.authority && draft.office.authority ? ['', centred(draft.office.authority)] : []
  return [
    '',
    centred(title),
    ...lines.map(centred),
    ...(look.ruled ? [centred('_______________')] : []),
    ...authority,
    '',
  ]
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function body(draft: Draft, look: Look): string[] {
  const [first = '', ...lines] = bodyLines(draft)
  const middle = Math.floor(lines.length / 2)
  const indented = (line: string) =>
    `${' '.repeat(/^(?:thủ tục|QUYẾT)/u.test(line) ? (line.startsWith('Q') ? 40 : 0) : 8)}${line}`
  return [
    indented(first),
    ...lines.slice(0, middle).map(indented),
    ...pageBreak(look),
    ...lines.slice(middle).map(indented),
  ]
}

/** The lines below the heading, without their indents. */
export function bodyLines(draft: Draft): string[] {
  const name = draft.type ?? 'Công văn'
  if (!/^(?:Quyết định|Nghị quyết|Nghị định|Thông tư)$/u.test(name))
    return [
      'Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ về thực hiện thủ tục hành chính,',
      `${draft.office.issuer} thông tin như sau:`,
      '1. Các đơn vị tổ chức thực hiện từ ngày 01 tháng 12 năm 2025.',
      '2. Báo cáo kết quả trước ngày 15 tháng 12 năm 2025./.',
    ]
  return [
    'Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;',
    'Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ về thực hiện',
    'thủ tục hành chính trên môi trường điện tử;',
    'Theo đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số 705/TTr-STP ngày 25 tháng 7 năm 2025.',
    name === 'Nghị quyết' ? 'QUYẾT NGHỊ:' : 'QUYẾT ĐỊNH:',
    `Điều 1. Ban hành kèm theo ${name} này danh mục các nhiệm vụ, bắt đầu từ ngày 01 tháng 01 năm 2027.`,
    ...(draft.effect.clause ?? 'Tổ chức thực hiện.')
      .split('\n')
      .map((line, index) => (index === 0 ? `Điều 2. ${line}` : line.trim())),
    `Điều 3. Chánh Văn phòng, Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành ${name} này./.`,
  ]
}

function pageBreak(look: Look): string[] {
  return look.pageNumbers ? ['\f', `${' '.repeat(48)}2`, ''] : []
}

function signature(draft: Draft, look: Look): string[] {
  const name = draft.signer.name
  const shown =
    look.signatureStyle === 'upper' ? name.toUpperCase() : look.signatureStyle === 'degree' ? `TS. ${name}` : name
  const right = [
    ...draft.signer.capacity,
    ...(look.signatureStyle === 'signed' ? ['(Đã ký)', ''] : ['', '', '']),
    shown,
  ]
  const left = ['Nơi nhận:', '- Như Điều 3;', '- Cục Kiểm tra văn bản, Bộ Tư pháp;', '- Lưu: VT, NC.']
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const text = right[row] ?? ''
    return `${(left[row] ?? '').padEnd(52)}${' '.repeat(Math.max(0, Math.floor((36 - text.length) / 2)))}${text}`.trimEnd()
  })
}

function leading(look: Look): string[] {
  switch (look.before) {
    case 'gateway':
      return [
        'Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ',
        'Email: thongtinchinhphu@chinhphu.vn',
        'Cơ quan: VĂN PHÒNG CHÍNH PHỦ',
        'Thời gian ký: 29.01.2026 16:07:35 +07:00',
        '',
      ]
    case 'gazette':
      return ['              CÔNG BÁO LẠNG SƠN/Số 12 + 13/Ngày 05-11-2024              3', '']
    case 'tail':
      return [
        '                   CÔNG BÁO/Số 290/Ngày 29-05-2026                17',
        'chịu trách nhiệm thi hành Thông tư này./.',
        '                                              KT. BỘ TRƯỞNG',
        '                                               THỨ TRƯỞNG',
        '                                              Trần Văn Cũ',
        '',
      ]
    case 'nothing':
      return []
  }
}

function following(look: Look): string[] {
  const head = [
    'ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    '  TỈNH YÊN BÁI                 Độc lập - Tự do - Hạnh phúc',
  ]
  switch (look.after) {
    case 'nothing':
      return []
    case 'annex':
      return [
        '\f',
        `${' '.repeat(44)}PHỤ LỤC`,
        '     (Kèm theo Quyết định số 999/QĐ-UBND ngày 01 tháng 4 năm 2019 của Ủy ban nhân dân tỉnh Yên Bái)',
        ' STT     Nội dung       Số: 15/KH-UBND     Ngày 02 tháng 3 năm 2018',
      ]
    case 'attached':
      return [
        '\f',
        ...head,
        '',
        `${' '.repeat(44)}QUY ĐỊNH`,
        '            Về quản lý các công trình ghi công liệt sĩ',
        '   (Ban hành kèm theo Quyết định số 998/2019/QĐ-UBND ngày 01 tháng 4 năm 2019 của UBND tỉnh Yên Bái)',
        '   Điều 1. Quy định này có hiệu lực từ ngày 02 tháng 3 năm 2018.',
      ]
    case 'form':
      return [
        '\f',
        '                                          Mẫu số 01',
        '  TÊN CƠ QUAN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        '  Số: ...../GM-....               Độc lập - Tự do - Hạnh phúc',
        '                            ..., ngày ... tháng ... năm ...',
        '                     GIẤY MỜI',
        '   Kính gửi: ...............................',
        '                                 THỦ TRƯỞNG ĐƠN VỊ',
        '                                Nguyễn Văn Mẫu',
      ]
    case 'second':
      return [
        '\f',
        ...head,
        '  Số: 997/QĐ-UBND           Yên Bái, ngày 03 tháng 4 năm 2019',
        `${' '.repeat(44)}QUYẾT ĐỊNH`,
        '                 Về việc thành lập Tổ công tác khác',
        '     Căn cứ Luật Tổ chức chính quyền địa phương;',
        '     Điều 1. Quyết định này có hiệu lực kể từ ngày 04 tháng 5 năm 2019.',
        '                                                    CHỦ TỊCH',
        '',
        '                                              Phạm Thị Khác',
      ]
  }
}

function spell(text: string, spelling: Look['spelling']): string {
  switch (spelling) {
    case 'new':
      return text
    case 'old':
      return text.replaceAll('ỦY', 'UỶ').replaceAll('HÒA', 'HOÀ').replaceAll('Ủy', 'Uỷ')
    case 'icelandic':
      return text.replaceAll('Đ', 'Ð')
    case 'decomposed':
      return text.normalize('NFD')
  }
}

export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
