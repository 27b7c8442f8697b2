import { expect, test } from 'vitest'
import { readDocument } from '../../../validators/text/read.ts'

async function lines(text: string | Uint8Array): Promise<string[][][]> {
  const file = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const result = await readDocument(file, 'van-ban.txt')
  if ('error' in result) throw new Error(result.error.code)
  return result.pages.map((page) => page.lines.map((line) => line.segments.map((segment) => segment.text)))
}

test('form feeds part pages and runs of spaces part segments', async () => {
  expect(await lines('BỘ TÀI CHÍNH      CỘNG HÒA XÃ HỘI\n\nĐiều 1. Một\n\fĐiều 2. Hai\n\f')).toEqual([
    [['BỘ TÀI CHÍNH', 'CỘNG HÒA XÃ HỘI'], ['Điều 1. Một']],
    [['Điều 2. Hai']],
  ])
})

test('a table drawn with bars is read cell by cell', async () => {
  expect(await lines('|CHÍNH PHỦ      |CỘNG HÒA       |\n')).toEqual([[['CHÍNH PHỦ', 'CỘNG HÒA']]])
})

test('bytes in TCVN3 are recognised by their spelling', async () => {
  const sentence = 'Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc QuyÕt ®Þnh vÒ viÖc phª duyÖt'
  expect((await lines(Buffer.from(sentence, 'latin1'))).flat(2)).toEqual([
    'Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc Quyết định về việc phê duyệt',
  ])
})

test('the head of a gazette page is no part of the body', async () => {
  const result = await lines('3   CÔNG BÁO/Số 55/Ngày 26-01-2026\nTHÔNG TƯ\nvề một\nviệc\nnào đó\n')
  expect(result.flat(2)).toEqual(['THÔNG TƯ', 'về một', 'việc', 'nào đó'])
})
