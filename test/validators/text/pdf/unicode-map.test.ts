import { expect, test } from 'vitest'
import { readUnicodeMap } from '../../../../validators/text/pdf/direct/unicode-map.ts'

const read = (content: string, octets: 1 | 2 = 2) => {
  const map = readUnicodeMap(Buffer.from(content, 'latin1'), octets)
  return map && Object.fromEntries(map)
}

test('single codes, ranges, ranges with a list, and codes of several letters', () => {
  expect(
    read(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap
      1 begincodespacerange <0000> <FFFF> endcodespacerange
      2 beginbfchar <0003> <0020> <0105> <01A1 0300> endbfchar
      2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<1EA0> <00660069>] endbfrange
      endcmap`),
  ).toEqual({ 3: ' ', 261: 'ơ\u0300', 36: 'A', 37: 'B', 38: 'C', 48: 'Ạ', 49: 'fi' })
  expect(read('1 beginbfchar <41> <0042> endbfchar', 1)).toEqual({ 65: 'B' })
})

test.each([
  ['nothing is mapped', 'begincmap endcmap'],
  ['another map is used', '/Adobe-Japan1-UCS2 usecmap 1 beginbfchar <0003> <0020> endbfchar'],
  ['codes are of another length', '1 beginbfchar <03> <0020> endbfchar'],
  ['a text is cut off', '1 beginbfchar <0003> <00> endbfchar'],
  ['a range runs backwards', '1 beginbfrange <0026> <0024> <0041> endbfrange'],
  ['a range runs over its last octet', '1 beginbfrange <0000> <0010> <00F8> endbfrange'],
  ['a list is too short', '1 beginbfrange <0024> <0026> [<0041>] endbfrange'],
  ['it ends too soon', '1 beginbfchar <0003>'],
])('a map is given up when %s', (_, content) => {
  expect(read(content)).toBeNull()
})
