import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readDocument } from '../../../validators/text/read.ts'

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const paragraph = (text: string, properties = '') => `<w:p>${properties}<w:r><w:t>${text}</w:t></w:r></w:p>`

function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  const parts: Record<string, Uint8Array> = {
    'word/document.xml': strToU8(`<w:document ${namespace}><w:body>${body}</w:body></w:document>`),
  }
  for (const [name, xml] of Object.entries(more)) parts[name] = strToU8(xml)
  return zipSync(parts)
}

async function lines(file: Uint8Array): Promise<string[][]> {
  const result = await readDocument(file, 'van-ban.docx')
  if ('error' in result) throw new Error(result.error.code)
  return result.pages.flatMap((page) => page.lines.map((line) => line.segments.map((segment) => segment.text)))
}

test('the cells of a heading stand side by side', async () => {
  const cell = (...rows: string[]) => `<w:tc>${rows.map((row) => paragraph(row)).join('')}</w:tc>`
  const heading = `<w:tbl><w:tr>${cell('ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN')}${cell('CỘNG HÒA XÃ HỘI', 'Độc lập')}</w:tr></w:tbl>`
  expect(await lines(docx(heading + paragraph('QUYẾT ĐỊNH')))).toEqual([
    ['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI'],
    ['TỈNH LẠNG SƠN', 'Độc lập'],
    ['QUYẾT ĐỊNH'],
  ])
})

test('numbered paragraphs carry the label Word would print', async () => {
  const numbering = `<w:numbering ${namespace}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
  const item = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr>'
  const file = docx(paragraph('Phạm vi', item) + paragraph('Đối tượng', item), { 'word/numbering.xml': numbering })
  expect((await lines(file)).flat()).toEqual(['Điều 1. Phạm vi', 'Điều 2. Đối tượng'])
})

test('deleted text is not read, hidden text is kept apart and said', async () => {
  const body = `<w:p><w:r><w:t>Còn </w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>lại</w:t></w:r></w:p>`
  const result = await readDocument(docx(body), 'a.docx')
  expect(result).toMatchObject({ warnings: [{ code: 'HIDDEN_TEXT' }] })
  expect((await lines(docx(body))).flat()).toEqual(['Còn lại'])
})

test('text in a .Vn font becomes Unicode, capitals in its H font', async () => {
  const run = (font: string, text: string) =>
    `<w:p><w:r><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr><w:t>${text}</w:t></w:r></w:p>`
  expect((await lines(docx(run('.VnTimeH', 'quyÕt ®Þnh') + run('.VnTime', '§éc lËp')))).flat()).toEqual([
    'QUYẾT ĐỊNH',
    'Độc lập',
  ])
})

test('a DOCX that declares entities, or is cut short, is refused', async () => {
  const evil = zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>') })
  expect(await readDocument(evil, 'a.docx')).toMatchObject({ error: { code: 'DAMAGED_FILE' } })
  const cut = docx(paragraph('Văn bản'))
  expect(await readDocument(cut.slice(0, -30), 'a.docx')).toHaveProperty('error')
})
