import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charts } from '../../../../validators/text/vietnamese/charts.ts'
import { foldForSearch, foldTonePlacement } from '../../../../validators/text/vietnamese/fold.ts'
import { decodeLegacy } from '../../../../validators/text/vietnamese/legacy.ts'
import { toUnicodeForm } from '../../../../validators/text/vietnamese/normalise.ts'
import { encodingOfFont, recogniseEncoding } from '../../../../validators/text/vietnamese/recognise.ts'
import { countSpelling, isSyllable } from '../../../../validators/text/vietnamese/syllable.ts'

const sentence = 'Căn cứ Luật Tổ chức chính quyền địa phương ngày mười chín tháng sáu và đề nghị của Giám đốc Sở Nội vụ'

/** Writes Unicode in a one-byte encoding, as Windows-1252 would show it. */
function encode(text: string, chart: readonly string[]): string {
  return [...text]
    .map((letter) => {
      const at = letter > '\u007f' ? chart.indexOf(letter) : -1
      return at < 0 ? letter : new TextDecoder('windows-1252').decode(new Uint8Array([0x80 + at]))
    })
    .join('')
}

test.each(['tcvn3', 'vps', 'viscii'] as const)(
  '%s is recognised by spelling and read back letter by letter',
  (encoding) => {
    const typed = encode(sentence, charts[encoding])
    expect(recogniseEncoding(typed.split(' '))).toBe(encoding)
    expect(decodeLegacy(typed, encoding)).toBe(sentence)
  },
)

test('VNI, VIQR and misread UTF-8 are read', () => {
  expect(decodeLegacy('Ñoäc laäp - Töï do - Haïnh phuùc COÄNG HOØA', 'vni')).toBe(
    'Độc lập - Tự do - Hạnh phúc CỘNG HÒA',
  )
  expect(decodeLegacy("Vie^.t Nam ddo^.c la^.p tu+. do ha.nh phu'c", 'viqr')).toBe('Việt Nam độc lập tự do hạnh phúc')
  const misread = new TextDecoder('windows-1252').decode(new TextEncoder().encode(sentence))
  expect(recogniseEncoding(misread.split(' '))).toBe('utf8')
})

test('Unicode text is left alone', () => {
  expect(recogniseEncoding(sentence.split(' '))).toBeNull()
  expect(recogniseEncoding('The quick brown fox jumps over the lazy dog again and again'.split(' '))).toBeNull()
})

test('fonts tell their encoding by name', () => {
  expect(encodingOfFont('.VnTimeH')).toEqual({ encoding: 'tcvn3', capitals: true })
  expect(encodingOfFont('.VnArial,Bold')).toEqual({ encoding: 'tcvn3', capitals: false })
  expect(encodingOfFont('VNI-Times')).toEqual({ encoding: 'vni', capitals: false })
  expect(encodingOfFont('TimesNewRomanPSMT')).toBeNull()
})

test('look-alikes become what was meant', () => {
  expect(toUnicodeForm('1389/B\u0422\u0421-CST')).toBe('1389/BTC-CST')
  expect(toUnicodeForm('Q\u00d0-UBND nh\u01a3 n\u01b0\u0301')).toBe('QĐ-UBND như nứ')
  expect(toUnicodeForm('Москва')).toBe('Москва')
})

test('the form is stable: doing it twice changes nothing, and folding agrees with it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(toUnicodeForm(toUnicodeForm(text))).toBe(toUnicodeForm(text))
      expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text))
    }),
  )
})

test('a search finds a word with or without marks and with either place of the tone', () => {
  for (const written of [
    'Ủy ban hòa bình',
    'Uỷ ban hoà bình',
    'UY BAN HOA BINH',
    'ủy  ban hòa bình'.normalize('NFD'),
  ]) {
    expect(foldForSearch(written)).toBe('uy ban hoa binh')
  }
  expect(foldTonePlacement('hoà, uỷ, khoẻ, quý, Hoàng')).toBe('hòa, ủy, khỏe, quý, Hoàng')
})

test('spelling tells Vietnamese from garbage', () => {
  for (const word of ['nghiêng', 'quyết', 'Giấy', 'khuỷu', 'gì', 'ƯƠM']) expect(isSyllable(word), word).toBe(true)
  for (const word of ['ViÖt', 'CQNG', 'Luat', 'strng', 'ộố']) expect(isSyllable(word), word).toBe(false)
  expect(countSpelling(['HĐND', 'và', '12'])).toMatchObject({ words: 1, syllables: 1 })
})
