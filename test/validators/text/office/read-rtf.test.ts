import { expect, test } from 'vitest'
import { readRtf } from '../../../../validators/text/office/read-rtf.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import { charts } from '../../../../validators/text/vietnamese/charts.ts'

const fonts =
  '{\\fonttbl{\\f0\\froman\\fcharset0{\\*\\panose 02020603050405020304}Times New Roman;}{\\f1\\fcharset163 Times New Roman (Vietnamese);}{\\f2\\fcharset0 .VnTime;}{\\f3\\fcharset0 .VnTimeH;}{\\f4\\fcharset0 VNI-Times;}}'

/** The text of an RTF with that body, without LibreOffice's help. */
async function textOf(body: string): Promise<string> {
  const file = Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${fonts}{\\info{\\title Ten tep}}${body}}`, 'latin1')
  const read = await readRtf(file, async () => null)
  if ('error' in read) throw new Error(read.error.code)
  return plainTextOf(read)
}

/** As Word writes letters beyond ASCII: `\'e4`. */
const escaped = (bytes: Iterable<number>) =>
  [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\'${byte.toString(16)}`)).join('')
const inTcvn3 = (text: string) =>
  escaped([...text].map((letter) => (letter < '\u0080' ? letter.charCodeAt(0) : charts.tcvn3.indexOf(letter) + 0x80)))

test.each([
  ['Unicode with what older readers show instead', "\\uc1 Quy\\u7871?t \\u273\\'3f\\u7883?nh", 'Quyết định'],
  ['Unicode without', '{\\uc0 Quy\\u7871 t}', 'Quyết'],
  ['the Vietnamese character set', `\\f1 ${escaped([0x51, 0x75, 0x79, 0xea, 0xec, 0x74])}`, 'Quyết'],
  ['TCVN3 by its font', `\\f2 ${inTcvn3('Quyết định về việc')}`, 'Quyết định về việc'],
  ['TCVN3 in a font of capitals', `\\f3 ${inTcvn3('Quyết định')}`, 'QUYẾT ĐỊNH'],
  ['VNI, its marks written as codes', "\\f4 \\'d1o\\'e4c la\\'e4p - T\\'f6\\'ef do", 'Độc lập - Tự do'],
  ['no text of old fonts in a modern one', "\\f2 Vi\\u7879?t {\\f0 H\\'f4m nay}", 'Việt Hôm nay'],
  ['hidden and deleted text', 'A{\\v giau}{\\deleted bo}B', 'AB'],
  ['data in between', 'A{\\pict\\bin4 }}}}}B\\bin3 \\{{C', 'ABC'],
  ['list numbers that were written down', '{\\listtext\\pard 1.\\tab}Phạm vi'.replace('ạ', '\\u7841?'), '1. Phạm vi'],
  ['quotes and dashes', '\\ldblquote a\\rdblquote \\endash b', '“a”–b'],
])('%s', async (_, body, text) => {
  expect(await textOf(body)).toBe(text)
})

test('tables stand as rows, headers apart', async () => {
  expect(await textOf('{\\header Cong bao so 1\\par}{\\trowd A\\cell B\\cell\\row}\\pard C\\par')).toBe('A  B\nC')
})

test('groups nested without end, or never closed, cost nothing and lose nothing before them', async () => {
  expect(await textOf(`Dau${'{'.repeat(300_000)}giua${'}'.repeat(300_000)}cuoi`)).toBe('Daucuoi')
  expect(await textOf(`Dau${'{\\b '.repeat(300_000)}`)).toBe('Dau')
})
