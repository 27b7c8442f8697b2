/** A draft as a DOCX: what an office sends before anything is signed. */
import { strToU8, zipSync } from 'fflate'
import type { Draft } from './draft.ts'
import { longDate } from './lay-out.ts'
import { mark } from './office.ts'

/** A fixed date of the zip's entries: same draft, same bytes. */
const zipTime = new Date('2026-01-01T00:00:00')

export function wordFile(draft: Draft): Uint8Array {
  const cell = (...lines: string[]) =>
    `<w:tc><w:tcPr><w:tcW w:w="4800" w:type="dxa"/></w:tcPr>${lines.map((line) => paragraph(line, 'center')).join('')}</w:tc>`
  const body = [
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tr>${cell(draft.issuer.name.toLocaleUpperCase('vi'), `Số: ${draft.reference}`)}${cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', `${draft.place}, ${longDate(draft.issuedOn)}`)}</w:tr></w:tbl>`,
    paragraph((draft.title ?? '').toLocaleUpperCase('vi'), 'center'),
    paragraph(draft.summary, 'center'),
    ...draft.bases.map((text) => paragraph(text)),
    ...draft.body.map((text) => paragraph(text)),
    ...draft.signer.capacity.map((text) => paragraph(text, 'right')),
    paragraph(draft.signer.name, 'right'),
    paragraph('Nơi nhận:'),
    ...draft.recipients.map((text) => paragraph(`- ${text};`)),
    paragraph(mark, 'center'),
  ]
  const namespace = 'http://schemas.openxmlformats.org'
  const file = (text: string) =>
    [strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`), { mtime: zipTime }] as const
  return zipSync({
    '[Content_Types].xml': [
      ...file(
        `<Types xmlns="${namespace}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      ),
    ],
    '_rels/.rels': [
      ...file(
        `<Relationships xmlns="${namespace}/package/2006/relationships"><Relationship Id="r1" Type="${namespace}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      ),
    ],
    'word/document.xml': [
      ...file(
        `<w:document xmlns:w="${namespace}/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`,
      ),
    ],
  })
}

function paragraph(text: string, align?: 'center' | 'right'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const style = align ? `<w:pPr><w:jc w:val="${align}"/></w:pPr>` : ''
  return `<w:p>${style}<w:r><w:t xml:space="preserve">${escaped}</w:t></w:r></w:p>`
}
