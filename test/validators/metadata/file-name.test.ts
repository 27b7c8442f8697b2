import { expect, test } from 'vitest'
import { numberInFileName } from '../../../validators/metadata/heading/file-name.ts'

test.each([
  ['773_qd-ubnd.pdf', '773'],
  ['QD 1182_signed.pdf', '1182'],
  ['40-2024-QĐ-UBND.pdf', '40'],
  ['QĐ số 05.docx', '5'],
])('%s names a number', (name, number) => {
  expect(numberInFileName(name, 'QĐ-UBND')).toBe(number)
})

test.each([
  ['2. QD phe duyet dieu le.docx', 'a place in a list'],
  ['Quyet dinh QD (1).pdf', 'a second download'],
  ['11.2020.QD-UBND.pdf', 'a month'],
  ['QD 2025.docx', 'a year'],
  ['QD 05-2025.docx', 'a month'],
  ['000_QD-UBND.pdf', 'nothing counted from nought'],
  ['1182.pdf', 'no abbreviation'],
])('%s names none: %s', (name) => {
  expect(numberInFileName(name, 'QĐ-UBND')).toBeNull()
})
