import { expect, test } from 'vitest'
import { extractMetadata } from '../../../validators/metadata/extract.ts'
import { readTxt } from '../../../validators/text/plain/read-txt.ts'
import type { HandwrittenSlot, ReadDocument } from '../../../validators/text/read-document.ts'
import { codesOf, compose } from './compose.ts'

const numberSlot: HandwrittenSlot = {
  kind: 'number',
  box: [80, 100, 120, 116],
  proposal: { text: '2249', confidence: 0.7 },
}
const daySlot: HandwrittenSlot = { kind: 'day', box: [380, 100, 400, 116], proposal: null }

/** A scan whose OCR took ink for print. */
function scan(slots: readonly HandwrittenSlot[]): ReadDocument {
  const read = readTxt({ text: compose({ number: 'Số: 222/QĐ-UBND' }), legacy: false })
  return { ...read, textSource: 'ocr', pages: read.pages.map((page) => ({ ...page, source: 'ocr', slots })) }
}

test('digits read where a slot was filled by hand are not accepted; symbol, box and proposal are kept', () => {
  const report = extractMetadata(scan([numberSlot, daySlot]))
  expect(report.metadata).toMatchObject({ reference: null, number: null, symbol: 'QĐ-UBND', issuedOn: null })
  expect(report.evidence.number?.box).toEqual(numberSlot.box)
  expect(report.evidence.issuedOn?.box).toEqual(daySlot.box)
  expect(report.warnings.find((remark) => remark.code === 'NUMBER_HANDWRITTEN')?.message).toContain('2249')
})

test('nothing is counted from a day that was written by hand', () => {
  const text = compose({ body: ['Căn cứ Luật Đất đai;', 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.'] })
  const read = readTxt({ text, legacy: false })
  const inked = { ...read, pages: read.pages.map((page) => ({ ...page, slots: [daySlot] })) }
  expect(extractMetadata(read).metadata.effectiveOn).toBe('2024-10-25')
  const report = extractMetadata(inked)
  expect(report.metadata).toMatchObject({ issuedOn: null, effectiveOn: null, place: 'Lạng Sơn' })
  expect(codesOf(report)).toContain('EFFECT_NEEDS_ISSUE_DATE')
})

test('a file name settles the slot only where the proposal does not speak against it', () => {
  expect(extractMetadata(scan([numberSlot]), { fileName: '2249-qd-ubnd.pdf' }).metadata.reference).toBe('2249/QĐ-UBND')
  expect(extractMetadata(scan([numberSlot]), { fileName: '222-qd-ubnd.pdf' }).metadata.reference).toBeNull()
})

test('without a slot, print on a scan is accepted, and said to come from OCR', () => {
  const report = extractMetadata(scan([]))
  expect(report.metadata.reference).toBe('222/QĐ-UBND')
  expect(report.evidence.reference?.source).toBe('ocr')
  expect(codesOf(report)).not.toContain('NUMBER_BLANK')
})

test('a reading of the ink that is right but half of the time is not proposed', () => {
  const read = readTxt({ text: compose({ number: 'Số: ....../QĐ-UBND' }), legacy: false })
  const doubtful = { ...numberSlot, proposal: { text: '2249', confidence: 0.55 } }
  const pages = read.pages.map((page): ReadDocument['pages'][number] => ({ ...page, source: 'ocr', slots: [doubtful] }))
  expect(extractMetadata({ ...read, textSource: 'ocr', pages }).proposals).toEqual([])
})

test('a symbol off a scan that lost the abbreviation of its type leaves the number open', () => {
  const scanned = (number: string) => {
    const read = readTxt({ text: compose({ number }), legacy: false })
    const pages = read.pages.map((page): ReadDocument['pages'][number] => ({ ...page, source: 'ocr' }))
    return extractMetadata({ ...read, textSource: 'ocr', pages })
  }
  const lost = scanned('Số: 723-BGDĐT')
  expect(lost.metadata).toMatchObject({ reference: null, number: null })
  expect(codesOf(lost)).toContain('TYPE_AGAINST_SYMBOL')
  expect(scanned('Số: 723/QĐUB').metadata.reference).toBe('723/QĐUB')
})

test('a symbol off a scan that is nearly the issuer’s is put right, or leaves the reference open; typed text stands', () => {
  const heading = (number: string, source: 'text' | 'ocr') => {
    const read = readTxt({ text: compose({ number, issuer: ['UBND TỈNH LẠNG SƠN', 'SỞ XÂY DỰNG'] }), legacy: false })
    const pages = read.pages.map((page): ReadDocument['pages'][number] => ({ ...page, source }))
    return extractMetadata({ ...read, textSource: source, pages })
  }
  expect(heading('Số: 12/QĐ-SXĐ', 'ocr').metadata.reference).toBe('12/QĐ-SXD')
  const doubtful = heading('Số: 12/QĐ-SXO', 'ocr')
  expect(doubtful.metadata).toMatchObject({ reference: null, number: null, symbol: null })
  expect(codesOf(doubtful)).toContain('SYMBOL_DOUBTFUL')
  expect(heading('Số: 12/QĐ-SXĐ', 'text').metadata.reference).toBe('12/QĐ-SXĐ')
})

test('a reading of the ink is proposed joined to the typed rest of its field', () => {
  const inked = (text: string): ReadDocument => {
    const read = readTxt({ text, legacy: false })
    const slots = [numberSlot, { ...daySlot, proposal: { text: '4', confidence: 0.68 } }]
    return { ...read, textSource: 'ocr', pages: read.pages.map((page) => ({ ...page, source: 'ocr', slots })) }
  }
  const typed = compose({ number: 'Số: ....../QĐ-UBND', dated: 'Lạng Sơn, ngày .... tháng 9 năm 2009' })
  const report = extractMetadata(inked(typed))
  expect(report.metadata).toMatchObject({ reference: null, issuedOn: null })
  expect(report.proposals).toMatchObject([
    { field: 'reference', digits: '2249', value: '2249/QĐ-UBND', box: numberSlot.box },
    { field: 'issuedOn', digits: '4', value: '2009-09-04', box: daySlot.box },
  ])
  expect(extractMetadata(scan([{ ...numberSlot, proposal: null }])).proposals).toEqual([])
})
