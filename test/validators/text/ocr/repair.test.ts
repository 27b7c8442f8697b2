import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FoundWord } from '../../../../validators/text/ocr/engine.ts'
import { repairs, repairWords } from '../../../../validators/text/ocr/repair/index.ts'

/** Lines of words as an engine gives them; a word with ? behind it is one that the engine doubts. */
function wordsOf(text: string): FoundWord[] {
  return text.split('\n').flatMap((line, row) =>
    line
      .split(' ')
      .filter((word) => word !== '')
      .map((word, column): FoundWord => {
        const doubted = word.endsWith('?')
        return {
          text: doubted ? word.slice(0, -1) : word,
          confidence: doubted ? 0.6 : 0.96,
          box: [column * 50, row * 30, column * 50 + 40, row * 30 + 20],
          line: `${row}`,
        }
      }),
  )
}

function repaired(text: string): string {
  return repairWords(wordsOf(text))
    .map(({ text }) => text)
    .join(' ')
}

test.each([
  ['cơ quan có thâm quyền phê duyệt', 'cơ quan có thẩm quyền phê duyệt'],
  ['cơ cầu tô chức của Bộ', 'cơ cấu tổ chức của Bộ'],
  ['Sửa đôi, bỗ sung khoản 4', 'Sửa đổi, bổ sung khoản 4'],
  ['quy định chỉ tiết thi hành', 'quy định chi tiết thi hành'],
  ['Tô chức thực hiện', 'Tổ chức thực hiện'],
  ['QUYÉT ĐỊNH:', 'QUYẾT ĐỊNH:'],
  ['công văn sô 3980/BTP-PL', 'công văn số 3980/BTP-PL'],
])('marks that OCR mistakes are put right where the phrase is known: %s', (read, meant) => {
  expect(repaired(read)).toBe(meant)
})

test.each([
  ['các sản phãm? chế biến', 'các sản phẩm chế biến'],
  ['Chú? tịch Ủy ban nhân dân', 'Chủ tịch Ủy ban nhân dân'],
  ['bạn? hành kèm theo', 'ban hành kèm theo'],
  ['sử đụng? đất', 'sử dụng đất'],
])('any mark of a doubted word yields to the one phrase its neighbour allows: %s', (read, meant) => {
  expect(repaired(read)).toBe(meant)
})

test.each([
  ['a word the engine is sure of', 'các sản phãm chế biến'],
  ['a pair as common as the phrase', 'hội đồng trọng tài? thương mại'],
  ['a word that holds sentences together', 'cơ quan của? khẩu'],
  ['the other place of a tone mark', 'Uỷ? ban nhân dân, thuỷ? lợi'],
  ['a word two phrases would change differently', 'một đoạn văn? xuôi'],
  ['a name', 'ông Ban? Hành và ông Trần Chú? Tịch'],
  ['capitals', 'NGUYỄN VĂN KIÊN?'],
])('%s stays as read', (_, text) => {
  expect(repaired(text)).toBe(text.replaceAll('?', ''))
})

test('a comma read as a full stop is told by the small letter behind it, within a line', () => {
  expect(repaired('kế hoạch. chương trình. dự án. Điều')).toBe('kế hoạch, chương trình, dự án. Điều')
  expect(repaired('của Bộ trưởng.\nquyết định')).toBe('của Bộ trưởng. quyết định')
  expect(repaired('v.v. và tr. năm tại gov. vn')).toBe('v.v. và tr. năm tại gov. vn')
})

test('labels of points follow their order', () => {
  const points = (...labels: string[]) => labels.map((label) => `${label} Nội dung;`).join('\n')
  const labelsOf = (text: string) => repaired(text).match(/\S\)/gu)
  expect(labelsOf(points('a)', 'b)', '€)', 'đ)', 'đ)', 'e)', 'ø)'))).toEqual(['a)', 'b)', 'c)', 'd)', 'đ)', 'e)', 'g)'])
  // The label d) was lost: đ) is right.
  expect(labelsOf(points('c)', 'đ)', 'e)'))).toEqual(['c)', 'đ)', 'e)'])
  // Nothing is known of what stood before.
  expect(labelsOf(points('đ)', 'e)'))).toEqual(['đ)', 'e)'])
})

test.each([
  ['names', 'ông Tô Chức và bà Nguyễn Thị Quyên Hạn'],
  ['references and figures', 'Số 12/2024/QĐ-UBND? ngày 04? tháng 11? năm 2O24? giá 1.250.000? đồng I5?'],
  ['abbreviations', 'UBND? HĐND, QPPL, BTP-PL? TNHH? GTGT? VND/kg.'],
  ['foreign words', 'Công ty Sumitomo? Heavy Industries, e-mail: van.phong@langson.gov.vn café? déjà vu'],
  ['pairs no phrase is like', 'con đê sông Hồng dài 4 km'],
  ['words that make a phrase with their other neighbour', 'số liệu thống kê từ năm 2010'],
  ['pairs parted by a comma', 'giá thâm, quyền hạn'],
])('%s stay as read', (_, text) => {
  expect(repaired(text)).toBe(text.replaceAll('?', ''))
})

const folder = join(import.meta.dirname, '../../../../../shared/samples/metadata/text')
const present = existsSync(folder) || process.env.CI === 'true'

test.each([
  ['SỞ VĂN HÓA, THẺ THAO VÀ DU LỊCH', 'SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH'],
  ['CHƯƠNG TRÌNH PHÓI HỢP', 'CHƯƠNG TRÌNH PHỐI HỢP'],
  ['ỦY BAN NHÂN DÂN THÀNH PHÓ', 'ỦY BAN NHÂN DÂN THÀNH PHỐ'],
  // Words that are right as they stand, also where their letters are those of a phrase.
  ['PHÓ CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  ['TỔ PHÓ DÂN PHỐ', 'TỔ PHÓ DÂN PHỐ'],
  ['Thẻ thao trường', 'Thẻ thao trường'],
])('hats that a scan lost over capitals are put back: %s', (read, meant) => {
  expect(
    repairWords(wordsOf(read))
      .map((word) => word.text)
      .join(' '),
  ).toBe(meant)
})

/** Words of texts that no OCR has read, with the engine's doubt in every one of them, or in none. */
function typedTexts(confidence: number): FoundWord[][] {
  return readdirSync(folder)
    .filter((_, index) => index % 6 === 0)
    .map((name) =>
      wordsOf(
        readFileSync(join(folder, name), 'utf8')
          .normalize('NFC')
          .replaceAll('?', '')
          .replace(/[^\S\n]+/gu, ' '),
      ).map((word) => ({ ...word, confidence })),
    )
}

test.skipIf(!present)('next to nothing is changed in texts that no OCR has read', () => {
  for (const [confidence, bound] of [
    [1, 5 / 100_000],
    // One word in twenty is doubted on an aged scan.
    [0.5, 80 / 100_000],
  ] as const) {
    let words = 0
    let changed = 0
    for (const read of typedTexts(confidence)) {
      const after = repairWords(read)
      words += read.length
      for (const [index, { text }] of after.entries()) {
        const before = read[index]?.text as string
        if (text === before) continue
        changed++
        expect(before, 'a figure, a symbol or an abbreviation').not.toMatch(/\d|\p{Lu}\p{Lu}.*[-/]/u)
      }
    }
    expect(words).toBeGreaterThan(100_000)
    expect(changed / words).toBeLessThan(bound)
  }
})

test('each repair alone leaves the number of words and their places alone', () => {
  const read = wordsOf('a) bạn? hành. kèm sô 5\n€) thâm quyền')
  for (const repair of Object.values(repairs)) {
    expect(repair(read).map(({ box, line, confidence }) => ({ box, line, confidence }))).toEqual(
      read.map(({ box, line, confidence }) => ({ box, line, confidence })),
    )
  }
})
