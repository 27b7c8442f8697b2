/**
 * Lays out one gazette issue as PDF: cover, contents in two parts, the acts page by page with running heads and page
 * numbers (none on the first and the last page). After Thông tư 01/2017/TT-VPCP; see docs/decisions.
 */
import { PDFDocument, type PDFEmbeddedPage, type PDFPage, rgb } from 'pdf-lib'
import { type Cut, embedFonts, type Fonts } from './typesetting/fonts.ts'
import { A4, millimetres, startTypesetting, type Typesetter } from './typesetting/typesetter.ts'

export interface IssueAct {
  documentType: string | null
  reference: string | null
  issuer: string | null
  /** ISO date. */
  issuedOn: string | null
  summary: string | null
  normative: boolean | null
  /** The file as published, when it is a PDF. */
  pdf: Uint8Array | null
  /** Its text, set anew where the file itself cannot be placed on a page. */
  text: string
}

export interface IssueContent {
  province: string
  year: number
  number: number
  /** ISO date printed on the issue. */
  dated: string
  /** In the order they are to stand. */
  acts: readonly IssueAct[]
}

export interface LaidOutIssue {
  bytes: Uint8Array
  /** First and last page of each act, 1-based, in the order given. */
  pages: readonly { first: number; last: number }[]
}

const red = rgb(0.72, 0.07, 0.09)
const margins = { top: millimetres(24), bottom: millimetres(20), left: millimetres(22), right: millimetres(22) }
const firstContentsPage = 2

/** Same content, same bytes: nothing in the file depends on the clock. */
export async function layoutIssue(issue: IssueContent): Promise<LaidOutIssue> {
  // Page numbers in the contents depend on how long the contents are: lay out once to learn it, once to write it.
  const draft = await layOut(
    issue,
    issue.acts.map(() => ({ first: 0, last: 0 })),
  )
  const final = await layOut(issue, draft.pages)
  return { bytes: await final.pdf.save({ useObjectStreams: false }), pages: final.pages }
}

/** Everything of an act that may have to be set. */
function textOf(act: IssueAct): string {
  return [act.documentType, act.reference, act.issuer, act.summary, act.text].join('')
}

type PageRange = LaidOutIssue['pages'][number]

async function layOut(
  issue: IssueContent,
  known: readonly PageRange[],
): Promise<{ pdf: PDFDocument; pages: PageRange[] }> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  describeFile(pdf, issue)
  const fonts = await embedFonts(pdf, issue.acts.map(textOf).join(''))
  drawCover(pdf, fonts, issue)
  drawContents(pdf, fonts, issue, known)
  const pages: PageRange[] = []
  for (const act of issue.acts) {
    const first = pdf.getPageCount() + 1
    await placeAct(pdf, fonts, act)
    pages.push({ first, last: pdf.getPageCount() })
  }
  drawImprint(pdf, fonts, issue)
  const body = pdf.getPages().slice(1, -1)
  for (const [index, page] of body.entries()) drawRunningHead(page, fonts, issue, index + firstContentsPage)
  return { pdf, pages }
}

function describeFile(pdf: PDFDocument, issue: IssueContent): void {
  const date = new Date(`${issue.dated}T00:00:00Z`)
  pdf.setTitle(`Công báo tỉnh ${issue.province} số ${issueNumber(issue)}`)
  pdf.setAuthor(`Văn phòng Ủy ban nhân dân tỉnh ${issue.province}`)
  pdf.setLanguage('vi-VN')
  pdf.setProducer('congbao')
  pdf.setCreationDate(date)
  pdf.setModificationDate(date)
}

function issueNumber(issue: Pick<IssueContent, 'number'>): string {
  return String(issue.number).padStart(2, '0')
}

function longDate(iso: string): string {
  const { day, month, year } = Temporal.PlainDate.from(iso)
  const two = (value: number, below: number) => (value < below ? `0${value}` : String(value))
  return `ngày ${two(day, 10)} tháng ${two(month, 3)} năm ${year}`
}

function shortDate(iso: string | null): string {
  return iso ? iso.split('-').reverse().join('-') : ''
}

function drawCover(pdf: PDFDocument, fonts: Fonts, issue: IssueContent): void {
  const sheet = startTypesetting(pdf, fonts, margins)
  const centred = (text: string, cut: Cut, size: number, after: number, colour = red) =>
    sheet.paragraph(text, { cut, size, align: 'centre', after, colour })
  sheet.space(millimetres(8))
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'bold', 14, 2)
  centred('Độc lập - Tự do - Hạnh phúc', 'bold', 14, 6)
  sheet.rule(A4.width / 2 - 85, 170, 0.9, red)
  sheet.space(millimetres(26))
  drawStar(sheet)
  sheet.space(millimetres(34))
  centred('CÔNG BÁO', 'bold', 60, 6)
  centred(`TỈNH ${issue.province.toLocaleUpperCase('vi')}`, 'bold', 24, millimetres(22))
  centred(`Số ${issueNumber(issue)}`, 'bold', 20, 8, rgb(0, 0, 0))
  centred(longDate(issue.dated).replace('ngày', 'Ngày'), 'italic', 16, 0, rgb(0, 0, 0))
  sheet.y = A4.height - millimetres(34)
  sheet.rule(A4.width / 2 - 60, 120, 0.7, red)
  sheet.space(8)
  centred(`VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH ${issue.province.toLocaleUpperCase('vi')} XUẤT BẢN`, 'bold', 11, 0)
}

/** A five-pointed star in a ring stands where the office will set its own device. */
function drawStar(sheet: Typesetter): void {
  const radius = 42
  const centre = { x: A4.width / 2, y: A4.height - sheet.y - radius + 20 }
  sheet.page.drawCircle({ ...centre, size: radius, borderColor: red, borderWidth: 2.2 })
  sheet.page.drawCircle({ ...centre, size: radius - 5, borderColor: red, borderWidth: 0.7 })
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (Math.PI / 5) * index
    const reach = index % 2 === 0 ? radius - 11 : (radius - 11) * 0.382
    return `${(Math.sin(angle) * reach).toFixed(3)} ${(-Math.cos(angle) * reach).toFixed(3)}`
  })
  sheet.page.drawSvgPath(`M ${points.join(' L ')} Z`, { ...centre, color: red, borderWidth: 0 })
}

function drawContents(pdf: PDFDocument, fonts: Fonts, issue: IssueContent, known: readonly PageRange[]): void {
  const sheet = startTypesetting(pdf, fonts, margins)
  sheet.paragraph('MỤC LỤC', { cut: 'bold', size: 18, align: 'centre', colour: red, after: 14 })
  const numbered = issue.acts.map((act, index) => ({ act, page: known[index]?.first ?? 0 }))
  for (const [title, normative] of [
    ['VĂN BẢN QUY PHẠM PHÁP LUẬT', true],
    ['VĂN BẢN PHÁP LUẬT KHÁC', false],
  ] as const) {
    const part = numbered.filter(({ act }) => (act.normative === true) === normative)
    if (part.length === 0) continue
    sheet.ensure(80)
    sheet.paragraph(title, { cut: 'bold', size: 13, align: 'centre', before: 8, after: 4 })
    sheet.paragraph('Trang', { cut: 'italic', size: 11, align: 'right', after: 2 })
    let issuer: string | null = null
    for (const { act, page } of part) {
      if (act.issuer !== issuer) {
        sheet.ensure(60)
        issuer = act.issuer
        sheet.paragraph((issuer ?? '').toLocaleUpperCase('vi'), {
          cut: 'bold',
          size: 12,
          align: 'centre',
          before: 6,
          after: 4,
        })
      }
      contentsLine(sheet, act, page)
    }
  }
}

function contentsLine(sheet: Typesetter, act: IssueAct, page: number): void {
  const style = { size: 12, leading: 1.25 }
  const what = [act.documentType, act.reference ? `số ${act.reference}` : null, act.summary].filter(Boolean).join(' ')
  sheet.ensure(50)
  const dateWidth = 70
  const pageWidth = 40
  sheet.block(shortDate(act.issuedOn), sheet.left, dateWidth, style)
  sheet.block(String(page), sheet.left + sheet.width - pageWidth, pageWidth, { ...style, align: 'right' })
  const room = sheet.width - dateWidth - pageWidth - 10
  sheet.y = sheet.block(what, sheet.left + dateWidth, room, { ...style, align: 'justify' }) + 5
}

/** The act's own pages, scaled into the type area; its text set anew where they cannot be taken over. */
async function placeAct(pdf: PDFDocument, fonts: Fonts, act: IssueAct): Promise<void> {
  const pages = act.pdf ? await embedPages(pdf, act.pdf) : null
  if (!pages) return setAct(pdf, fonts, act)
  for (const embedded of pages) {
    const page = pdf.addPage([A4.width, A4.height])
    const room = {
      width: A4.width - margins.left - margins.right + 40,
      height: A4.height - margins.top - margins.bottom + 16,
    }
    const scale = Math.min(room.width / embedded.width, room.height / embedded.height, 1)
    page.drawPage(embedded, {
      x: (A4.width - embedded.width * scale) / 2,
      y: margins.bottom - 8 + (room.height - embedded.height * scale) / 2,
      xScale: scale,
      yScale: scale,
    })
  }
}

async function embedPages(pdf: PDFDocument, bytes: Uint8Array): Promise<PDFEmbeddedPage[] | null> {
  try {
    const source = await PDFDocument.load(bytes, { updateMetadata: false })
    // A page without content cannot be embedded; a rotated one would lie on its side.
    if (source.getPages().some((page) => page.getRotation().angle % 360 !== 0)) return null
    return await pdf.embedPages(source.getPages())
  } catch {
    return null
  }
}

function setAct(pdf: PDFDocument, fonts: Fonts, act: IssueAct): void {
  const sheet = startTypesetting(pdf, fonts, margins)
  const title = [act.documentType, act.reference].filter(Boolean).join(' ')
  sheet.paragraph((act.issuer ?? '').toLocaleUpperCase('vi'), { cut: 'bold', align: 'centre' })
  sheet.paragraph(title, { cut: 'bold', align: 'centre', before: 6 })
  sheet.paragraph(act.summary ?? '', { cut: 'bold', align: 'centre', after: 10 })
  for (const paragraph of drawable(fonts, act.text).split(/\n\s*\n|\f|\n(?=\s*(?:Điều|Chương|Mục|\d+\.|[a-zđ]\)))/u)) {
    sheet.paragraph(paragraph, { align: 'justify', indent: millimetres(10), after: 4 })
  }
}

/** Without the characters the typeface lacks: one odd symbol must not stop an issue. */
function drawable(fonts: Fonts, text: string): string {
  const known = new Set(fonts.regular.getCharacterSet())
  return [...text.normalize('NFC')]
    .map((letter) => (/\s/.test(letter) || known.has(letter.codePointAt(0) ?? 0) ? letter : '□'))
    .join('')
}

function drawImprint(pdf: PDFDocument, fonts: Fonts, issue: IssueContent): void {
  const sheet = startTypesetting(pdf, fonts, margins)
  sheet.y = A4.height - millimetres(62)
  sheet.rule(sheet.left, sheet.width, 1, red)
  sheet.space(10)
  const lines = [
    `VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH ${issue.province.toLocaleUpperCase('vi')} XUẤT BẢN`,
    `Công báo tỉnh ${issue.province} số ${issueNumber(issue)}, ${longDate(issue.dated)}`,
  ]
  sheet.paragraph(lines[0] ?? '', { cut: 'bold', size: 12, align: 'centre', after: 4 })
  sheet.paragraph(lines[1] ?? '', { size: 11, align: 'centre' })
}

function drawRunningHead(page: PDFPage, fonts: Fonts, issue: IssueContent, number: number): void {
  const text = `CÔNG BÁO ${issue.province.toLocaleUpperCase('vi')}/Số ${issueNumber(issue)}/Ngày ${shortDate(issue.dated)}`
  const size = 10.5
  const y = A4.height - millimetres(15)
  const width = fonts.italic.widthOfTextAtSize(text, size)
  const shown = String(number)
  const outer = number % 2 === 0
  const left = margins.left
  const right = A4.width - margins.right
  page.drawText(text, { x: outer ? right - width : left, y, size, font: fonts.italic })
  const numberWidth = fonts.regular.widthOfTextAtSize(shown, size)
  page.drawText(shown, { x: outer ? left : right - numberWidth, y, size, font: fonts.regular })
  page.drawLine({ start: { x: left, y: y - 5 }, end: { x: right, y: y - 5 }, thickness: 0.5 })
}
