import { beforeAll, describe, expect, test } from 'vitest'
import * as drafts from '../../../../samples/drafts.ts'
import { wordFile } from '../../../../samples/word-file.ts'
import { extractMetadata } from '../../../../validators/metadata/extract.ts'
import { convertToDocx } from '../../../../validators/text/office/convert-office.ts'
import { type Convert, readDoc } from '../../../../validators/text/office/read-doc.ts'
import { readRtf } from '../../../../validators/text/office/read-rtf.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import type { ReadDocument, Unreadable } from '../../../../validators/text/read-document.ts'
import { libreOfficeForTests, saveAs } from '../../../fixtures/libre-office.ts'
import { wordFileOf, wordNamespaces, wordParagraph, wordRun } from '../../../fixtures/word-parts.ts'

const without: Convert = async () => null

function sound(read: ReadDocument | Unreadable): ReadDocument {
  if ('error' in read) throw new Error(read.error.code)
  return read
}

/** Numbered articles, a table, a text box, a header, and words typed in TCVN3. */
function richDocument(): Uint8Array {
  const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
  const numbering = `<w:numbering ${wordNamespaces}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
  const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>${wordParagraph(text)}</w:tc>`
  const box = `<w:r><w:pict><v:shape type="#_x0000_t202" style="position:absolute;width:200pt;height:40pt"><v:textbox><w:txbxContent>${wordParagraph('Dự thảo trình kỳ họp thứ ba')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
  return wordFileOf(
    [
      wordParagraph(`${wordRun('Quyết định ban hành “Quy chế” về việc')}${box}`),
      wordParagraph('Phạm vi điều chỉnh và đối tượng áp dụng', item),
      wordParagraph('Trách nhiệm thi hành của các cơ quan', item),
      `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tr>${['Số thứ tự', 'Tên đơn vị', 'Ghi chú'].map(cell).join('')}</w:tr></w:tbl>`,
      wordParagraph(wordRun('Céng hßa x· héi chñ nghÜa ViÖt Nam', '.VnTime')),
      wordParagraph(wordRun('§éc lËp - Tù do - H¹nh phóc', '.VnTimeH')),
      '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
    ].join(''),
    { numbering, header1: `<w:hdr ${wordNamespaces}>${wordParagraph('Công báo tỉnh số 12')}</w:hdr>` },
  )
}

const twoDrafts = [
  drafts.ordinaryDecision(1187, '2026-11-16', 'Về việc phân công trực bến bãi thuyền mẫu'),
  drafts.ordinaryDecision(9, '2026-01-05', 'Về việc khen thưởng tổ lái thuyền mẫu'),
].map(wordFile)

describe.skipIf(libreOfficeForTests() === null)('an old Word file', () => {
  let doc: Uint8Array
  let docs: Uint8Array[]
  let rtfs: Uint8Array[]
  beforeAll(async () => {
    const [rich, ...drawn] = await saveAs('doc', [richDocument(), ...twoDrafts])
    doc = rich as Uint8Array
    docs = drawn
    rtfs = await saveAs('rtf', twoDrafts)
  })

  test('gives list numbers, tables, text boxes, headers and old fonts through LibreOffice', async () => {
    const read = sound(await readDoc(doc))
    const lines = plainTextOf(read).split('\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'Quyết định ban hành “Quy chế” về việc',
        'Dự thảo trình kỳ họp thứ ba',
        'Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng',
        'Điều 2. Trách nhiệm thi hành của các cơ quan',
        'Số thứ tự  Tên đơn vị  Ghi chú',
        'Cộng hòa xã hội chủ nghĩa Việt Nam',
        'ĐỘC LẬP - TỰ DO - HẠNH PHÚC',
      ]),
    )
    expect(read.pages[0]?.asides.map((line) => line.segments[0]?.text)).toContain('Công báo tỉnh số 12')
  })

  test('is read without LibreOffice too, with its words but not its numbers', async () => {
    const text = plainTextOf(sound(await readDoc(doc, without)))
    expect(text).toContain('Quyết định ban hành “Quy chế” về việc')
    expect(text).toContain('Phạm vi điều chỉnh và đối tượng áp dụng')
    expect(text).not.toContain('Điều 1.')
  })

  test('says the same of itself with and without LibreOffice, and as DOCX', async () => {
    for (const [index, docx] of twoDrafts.entries()) {
      const readings = [
        await readDoc(docs[index] as Uint8Array),
        await readDoc(docs[index] as Uint8Array, without),
        await readRtf(rtfs[index] as Uint8Array),
        await readRtf(rtfs[index] as Uint8Array, without),
        await readDoc(docs[index] as Uint8Array, async () => docx),
      ].map((read) => extractMetadata(sound(read), { fileName: 'du-thao.doc' }).metadata)
      expect(readings[0]?.reference).toMatch(/^\d+\/QĐ-UBND$/)
      for (const other of readings.slice(1)) expect(other).toEqual(readings[0])
    }
  })

  test('whose conversion lost text, or failed, is read by the other way', async () => {
    const poor = wordFileOf(wordParagraph('Quyết định'))
    for (const convert of [async () => poor, async () => new Uint8Array([1, 2, 3])]) {
      expect(plainTextOf(sound(await readDoc(doc, convert)))).toContain('Trách nhiệm thi hành')
    }
  })

  test('that is none is not taken for whatever else LibreOffice can read', async () => {
    expect(await convertToDocx(new TextEncoder().encode('Không phải tệp Word.'), 'doc')).toBeNull()
  })
})
