/** Old encodings are found where they are, and nothing that is sound is ever touched. */
import { describe, expect, test } from 'vitest'
import { readRtf } from '../../../../validators/text/office/read-rtf.ts'
import { decodeText } from '../../../../validators/text/plain/decode-text.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import { decodeLines } from '../../../../validators/text/vietnamese/by-line.ts'
import { charts } from '../../../../validators/text/vietnamese/charts.ts'
import { wordFileOf, wordParagraph, wordRun } from '../../../fixtures/word-parts.ts'

const act = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày mười chín tháng sáu năm hai nghìn không trăm mười lăm;',
  'Theo đề nghị của Giám đốc Sở Tài nguyên và Môi trường tại Tờ trình về việc phê duyệt kế hoạch,',
  'Phê duyệt kế hoạch sử dụng đất của huyện với các nội dung chủ yếu sau đây:',
  'Các ông, bà có tên trên và thủ trưởng các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này.',
]

const latin1 = (bytes: readonly number[]) => new TextDecoder('windows-1252').decode(Uint8Array.from(bytes))

function inChart(text: string, chart: readonly string[]): string {
  return [...text]
    .map((letter) => (letter < '\u0080' || !chart.includes(letter) ? letter : latin1([0x80 + chart.indexOf(letter)])))
    .join('')
}

const vniMarks: Record<string, string> = {
  '\u0301': 'ù',
  '\u0300': 'ø',
  '\u0309': 'û',
  '\u0303': 'õ',
  '\u0323': 'ï',
  '\u0302': 'â',
  '\u0302\u0301': 'á',
  '\u0302\u0300': 'à',
  '\u0302\u0309': 'å',
  '\u0302\u0303': 'ã',
  '\u0323\u0302': 'ä',
  '\u0306': 'ê',
  '\u0306\u0301': 'é',
  '\u0306\u0300': 'è',
  '\u0306\u0309': 'ú',
  '\u0306\u0303': 'ü',
  '\u0323\u0306': 'ë',
}

function inVni(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const whole: Record<string, string> = {
        đ: 'ñ',
        Đ: 'Ñ',
        ỉ: 'æ',
        ĩ: 'ó',
        ị: 'ò',
        ỵ: 'î',
        í: 'í',
        ì: 'ì',
        ơ: 'ô',
        Ơ: 'Ô',
        ư: 'ö',
        Ư: 'Ö',
      }
      if (whole[letter]) return whole[letter]
      const apart = letter.normalize('NFD')
      const horn = apart.includes('\u031b')
      const base = horn
        ? /[oO]/.test(apart)
          ? apart[0] === 'o'
            ? 'ô'
            : 'Ô'
          : apart[0] === 'u'
            ? 'ö'
            : 'Ö'
        : (apart[0] ?? '')
      const marks = apart.slice(1).replace('\u031b', '')
      return marks === '' ? base : base + (vniMarks[marks] ?? '?')
    })
    .join('')
}

function inViqr(text: string): string {
  const signs: Record<string, string> = {
    '\u0302': '^',
    '\u0306': '(',
    '\u031b': '+',
    '\u0301': "'",
    '\u0300': '`',
    '\u0309': '?',
    '\u0303': '~',
    '\u0323': '.',
  }
  return text
    .replaceAll('đ', 'dd')
    .replaceAll('Đ', 'DD')
    .normalize('NFC')
    .replace(/[^\p{ASCII}]/gu, (letter) => {
      const apart = letter.normalize('NFD')
      const [shape, tone] = [/[\u0302\u0306\u031b]/, /[\u0301\u0300\u0309\u0303\u0323]/].map(
        (kind) => kind.exec(apart)?.[0],
      )
      return `${apart[0]}${shape ? signs[shape] : ''}${tone ? signs[tone] : ''}`
    })
}

const writers: Record<string, (text: string) => string> = {
  TCVN3: (text) => inChart(text, charts.tcvn3),
  VPS: (text) => inChart(text, charts.vps),
  VISCII: (text) => inChart(text, charts.viscii),
  VNI: inVni,
  VIQR: inViqr,
  'UTF-8 read as Western': (text) => latin1([...new TextEncoder().encode(text)]),
}

describe.each(Object.entries(writers))('text in %s', (_, write) => {
  test('is found and read', () => {
    expect(decodeLines(act.map(write))).toEqual({ lines: act, legacy: true })
  })

  test('between Unicode is read, and the Unicode left alone, also lines whose letters old encodings have too', () => {
    const sound = [
      'Hòa bình và công lý là nhu cầu',
      'Công hàm, báo cáo và tài khoản là có thêm',
      'ngoài ra không có gì',
      'Điều 3. Điều khoản thi hành',
    ]
    const pasted = [...sound, ...act.map(write), ...sound]
    expect(decodeLines(pasted).lines).toEqual([...sound, ...act, ...sound])
  })
})

const sound: Record<string, string> = {
  'Vietnamese without marks':
    'Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam 2015; theo de nghi cua Giam doc So Noi vu tai To trinh so 12, phe duyet ke hoach su dung dat. Ong, ba co ten tren chiu trach nhiem thi hanh.',
  English:
    "The People's Committee shall, within ten days, publish the decision; it isn't valid until then. Who's responsible? The chairman: he'll sign it. See also (a) the list; (b) the map... don't forget to reply soon.",
  French:
    'Le président de la république française a décidé que les élèves étrangers bénéficieront dès la rentrée d’une aide à la mobilité. Où êtes-vous allés, à l’hôtel ou à la forêt? Ça coûte très cher, même après Noël, naïvement.',
  German:
    'Die Behörde prüft die Unterlagen und erläßt anschließend für alle Bürger die nötigen Maßnahmen; größere Änderungen müssen dem Präsidenten über die Äußere Verwaltung zugehen, Übergangsfristen gelten.',
  Portuguese:
    'A administração não é responsável pela situação; as decisões são públicas e então serão enviadas às comissões. Não há exceções à regra, nem às obrigações; cães e mães, órgãos e bênçãos, avó e avô.',
  Spanish:
    'El señor presidente firmó la resolución en el año dos mil; después los niños cantarán canciones. ¿Qué más pasó? La economía española creció también aquí, según él.',
  Pinyin:
    'Zhōngguó rénmín zhèngfǔ bàngōngtīng guānyú yìnfā guǎnlǐ bànfǎ de tōngzhī: gè shěng, zìzhìqū, zhíxiáshì rénmín zhèngfǔ, guówùyuàn gè bùwěi, gè zhíshǔ jīgòu.',
  'Pinyin with two tones only':
    'dà xué shì yí gè hǎo dì fāng, wò shì zhè lí lái de, nà shì bú duì de, qù guò Běi jīng mà? dùi dùi, mà lè gè bì.',
  Chinese: '中华人民共和国国务院办公厅关于印发管理办法的通知，各省、自治区、直辖市人民政府，国务院各部委、各直属机构。',
  'Unicode Vietnamese': act.join('\n'),
  'Unicode Vietnamese in capitals': act.join('\n').toUpperCase(),
  'Unicode Vietnamese with marks apart': act.join('\n').normalize('NFD'),
  'Vietnamese whose letters Latin-1 has':
    'Hòa bình và công lý là nhu cãu. Tài khoán này là cùa ông bà, vì thê không có gì là mói cà, chính là thê.',
  'a list of codes':
    'A-01: 12.500 m²; B-02: 7.200 m²; độ dốc ≤ 5°; ± 0,5 %; § 12; µm; ½ giờ; ¾ số phiếu; © 2024; «trích»'.replace(
      /[độốờ]/g,
      'o',
    ),
}

test.each(Object.entries(sound))('%s stays as it is', (_, text) => {
  const lines = text.split('\n')
  expect(decodeLines(lines)).toEqual({ lines, legacy: false })
  const utf8 = decodeText(new TextEncoder().encode(text))
  expect(utf8).toMatchObject({ text, legacy: false })
})

test.each(['utf-16le', 'utf-16be'])('%s is read by its mark', (label) => {
  const text = `\ufeff${act.join('\n')}`
  const bytes = Buffer.from(text, 'utf16le')
  expect(decodeText(label === 'utf-16le' ? bytes : bytes.swap16()).text.replace('\ufeff', '')).toBe(act.join('\n'))
})

test('CP1258 bytes are read', () => {
  const tones: Record<string, number> = {
    '\u0300': 0xcc,
    '\u0309': 0xd2,
    '\u0303': 0xde,
    '\u0301': 0xec,
    '\u0323': 0xf2,
  }
  const whole: Record<string, number> = { ă: 0xe3, â: 0xe2, ê: 0xea, ô: 0xf4, ơ: 0xf5, ư: 0xfd, đ: 0xf0, Đ: 0xd0 }
  const bytes = [...act.join('\n').normalize('NFC')].flatMap((letter) => {
    const apart = letter.normalize('NFD')
    const tone = /[\u0300\u0309\u0303\u0301\u0323]/.exec(apart)?.[0]
    const base = apart.replace(/[\u0300\u0309\u0303\u0301\u0323]/g, '').normalize('NFC')
    return [whole[base] ?? base.charCodeAt(0), ...(tone ? [tones[tone] as number] : [])]
  })
  expect(decodeText(Uint8Array.from(bytes))).toMatchObject({ text: act.join('\n'), legacy: true })
})

async function linesOf(file: Uint8Array): Promise<string[]> {
  const read = await readDocument(file, 'a.docx')
  if ('error' in read) throw new Error(read.error.code)
  return plainTextOf(read).split('\n')
}

const tcvn3 = (text: string) => inChart(text, charts.tcvn3)

describe('in a DOCX', () => {
  test('runs in old fonts are read, the others left alone, in one paragraph and whatever the letters', async () => {
    const file = wordFileOf(
      [
        wordParagraph(
          `${wordRun(tcvn3('Quyết định về việc'), '.VnTime')}${wordRun(' hòa bình và công lý', 'Times New Roman')}`,
        ),
        wordParagraph(wordRun(tcvn3('ủy ban nhân dân tỉnh'), '.VnTimeH')),
        ...act.map((line) => wordParagraph(wordRun(tcvn3(line), '.VnTime'))),
        wordParagraph(wordRun('Tài khoản này là có thêm, bà nào là chính', 'Times New Roman')),
        wordParagraph(wordRun(inVni('Sở Nội vụ'), 'VNI-Times')),
      ].join(''),
    )
    expect(await linesOf(file)).toEqual([
      'Quyết định về việc hòa bình và công lý',
      'ỦY BAN NHÂN DÂN TỈNH',
      ...act,
      'Tài khoản này là có thêm, bà nào là chính',
      'Sở Nội vụ',
    ])
  })

  test('Unicode that kept the name of an old font is left alone, also a word with letters both have', async () => {
    const file = wordFileOf(
      [
        ...act.map((line) => wordParagraph(wordRun(line, '.VnTime'))),
        wordParagraph(wordRun('hòa bình là có', '.VnTime')),
        wordParagraph(wordRun('và công lý', '.VnArial')),
      ].join(''),
    )
    expect(await linesOf(file)).toEqual([...act, 'hòa bình là có', 'và công lý'])
  })

  test('capitals of fonts whose small letters are capitals are capitals', async () => {
    const heading = 'Cộng hòa xã hội chủ nghĩa Việt Nam'
    const file = wordFileOf(wordParagraph(wordRun(tcvn3(heading), '.VnArialH')))
    expect(await linesOf(file)).toEqual([heading.toUpperCase()])
  })
})

test('in an RTF Unicode that kept the name of an old font is left alone', async () => {
  const unicode = (text: string) => text.replace(/[^\p{ASCII}]/gu, (letter) => `\\u${letter.charCodeAt(0)}?`)
  const body = act.map((line) => `${unicode(line)}\\par `).join('')
  const file = Buffer.from(`{\\rtf1\\ansi{\\fonttbl{\\f0 .VnTime;}}\\f0 ${body}h\\'f2a b\\'ecnh l\\'e0 c\\'f3\\par}`)
  const read = await readRtf(file, async () => null)
  if ('error' in read) throw new Error(read.error.code)
  expect(plainTextOf(read).split('\n')).toEqual([...act, 'hòa bình là có'])
})
