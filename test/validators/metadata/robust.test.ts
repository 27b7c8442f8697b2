import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits } from '../../../validators/metadata/limits.ts'
import { layRows } from '../../../validators/metadata/lines/rows.ts'
import { readTxt } from '../../../validators/text/plain/read-txt.ts'
import { compose, describeText } from './compose.ts'

const fragments = fc.constantFrom(
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Số: ',
  '/QĐ-UBND',
  '40/2024/QĐ-UBND-',
  'ngày 31 tháng 02 năm ',
  'QUYẾT ĐỊNH',
  'Quyết định này ',
  'có hiệu lực ',
  'kể từ ngày ',
  'sau 15 ngày ',
  'thay thế ',
  'bãi bỏ ',
  'TM. ỦY BAN NHÂN DÂN',
  'Nguyễn Văn A',
  'Nơi nhận:',
  'Căn cứ ',
  'Điều 1. ',
  '“',
  '”',
  '\n',
  '    ',
  '\f',
  '|',
  '-'.repeat(40),
  ' '.repeat(200),
  '1/'.repeat(60),
  'A-'.repeat(60),
)

test('any text gives a report: no throw, every date real, every value of its type', () => {
  const soup = fc.array(fc.oneof(fragments, fc.string({ unit: 'grapheme', maxLength: 30 })), { maxLength: 120 })
  fc.assert(
    fc.property(soup, fc.option(fc.constant('2024-10-25'), { nil: null }), (pieces, issuedOn) => {
      const { metadata } = describeText(pieces.join(''), { issuedOn })
      for (const date of [metadata.issuedOn, metadata.effectiveOn])
        if (date !== null) expect(Temporal.PlainDate.from(date).toString()).toBe(date)
      if (metadata.reference !== null) expect(metadata.number).not.toBeNull()
    }),
    { numRuns: 400 },
  )
})

test('line ends, indents and column widths change nothing of what is read', () => {
  const text = compose({})
  const wanted = describeText(text).metadata
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.boolean(), fc.boolean(), (indent, crlf, blanks) => {
      const lines = text.split('\n').map((line) => `${' '.repeat(indent)}${line}`)
      const changed = lines.join(`${crlf ? '\r' : ''}\n${blanks ? '\n' : ''}`)
      expect(describeText(changed).metadata).toEqual(wanted)
    }),
    { numRuns: 40 },
  )
})

test('a row of a hundred thousand cells is read as far as a row can reach', () => {
  const text = compose({ body: ['Điều 1. Ban hành.', 'năm 2025 \t'.repeat(100_000)] })
  const rows = layRows(readTxt({ text, legacy: false }))
  expect(Math.max(...rows.map((row) => row.text.length))).toBeLessThan(limits.rowCells * 10)
  expect(describeText(text).metadata.reference).toBe('40/2024/QĐ-UBND')
})

test('reading twice gives the same report', () => {
  const text = compose({ summary: ['Sửa đổi Quyết định số 12/2020/QĐ-UBND'] })
  expect(describeText(text)).toEqual(describeText(text))
})
