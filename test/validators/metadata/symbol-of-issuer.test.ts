import { expect, test } from 'vitest'
import { fitOfSymbol } from '../../../validators/metadata/heading/symbol-of-issuer.ts'

const construction = 'Sở Xây dựng tỉnh Lạng Sơn'
const farming = 'Sở Nông nghiệp và Môi trường tỉnh Lạng Sơn'

test.each([
  ['QĐ-SXD', construction],
  ['KH-SNNMT', farming],
  // Offices shorten long names, and rooms sign with their own letters.
  ['KH-SNN', farming],
  ['SNNMT-QLĐĐ', farming],
  ['QĐ-UBND', 'Ủy ban nhân dân tỉnh Lạng Sơn'],
  ['QĐ-STC', 'Sở Tài chính tỉnh Lạng Sơn'],
  ['QĐ-SGDĐT', 'Sở Giáo dục và Đào tạo tỉnh Lạng Sơn'],
  ['QĐ-BYT', 'Bộ Y tế'],
  ['QĐ-ABC', null],
])('%s is a symbol of %s', (symbol, issuer) => {
  expect(fitOfSymbol(symbol, issuer)).toEqual({ kind: 'fits' })
})

test.each([
  ['QĐ-SXĐ', construction, 'QĐ-SXD'],
  ['QĐ-SGDDT', 'Sở Giáo dục và Đào tạo tỉnh Lạng Sơn', 'QĐ-SGDĐT'],
])('a bar lost or made up in %s of %s is put right', (symbol, issuer, mended) => {
  expect(fitOfSymbol(symbol, issuer)).toEqual({ kind: 'mended', symbol: mended })
})

test.each([
  ['KH-SN', farming],
  ['QĐ-SXO', 'Sở Xây quản tỉnh Lạng Sơn'],
  ['QĐ-STG', 'Sở Tài chính tỉnh Lạng Sơn'],
])('%s of %s is doubtful', (symbol, issuer) => {
  expect(fitOfSymbol(symbol, issuer)).toEqual({ kind: 'doubtful' })
})
