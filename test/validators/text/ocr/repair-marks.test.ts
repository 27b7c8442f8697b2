import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repairTexts } from '../../../../validators/text/ocr/repair/marks.ts'

const repaired = (text: string) => repairTexts(text.split(' ')).join(' ')

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
  ['names', 'ông Tô Chức và bà Nguyễn Thị Quyên Hạn'],
  ['references and figures', 'Số 12/2024/QĐ-UBND ngày 04 tháng 11'],
  ['pairs no phrase is like', 'con đê sông Hồng dài 4 km'],
  ['words that make a phrase with their other neighbour', 'số liệu thống kê từ năm 2010'],
  ['pairs parted by a comma', 'giá thâm, quyền hạn'],
])('%s stay as read', (_, text) => {
  expect(repaired(text)).toBe(text)
})

const folder = join(import.meta.dirname, '../../../../../shared/samples/metadata/text')
const present = existsSync(folder) || process.env.CI === 'true'

test.skipIf(!present)('next to nothing is changed in texts that no OCR has read', () => {
  let words = 0
  let changed = 0
  for (const name of readdirSync(folder).filter((_, index) => index % 4 === 0)) {
    const read = readFileSync(join(folder, name), 'utf8').normalize('NFC').split(/\s+/u)
    const after = repairTexts(read)
    words += read.length
    changed += after.filter((word, index) => word !== read[index]).length
  }
  expect(words).toBeGreaterThan(100_000)
  // Most of these are slips of whoever typed the text.
  expect(changed / words).toBeLessThan(5 / 100_000)
})
