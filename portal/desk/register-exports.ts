/** The register on its way out: a print for A4 across, CSV, XLSX; each written as it is read, however long the year. */
import { PassThrough, Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { RegisterLine } from '../../storage/database/intakes/register.ts'
import { html, shownMoment } from '../html.ts'
import { registerColumns, registerRow } from './register-rows.ts'

export type RegisterLines = AsyncIterable<readonly RegisterLine[]>

/** Spreadsheets take what begins so for a formula; an apostrophe makes it text (OWASP, CSV injection). */
const formulaStart = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|]|^[\t\r\n]/

export function neutralised(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** RFC 4180 with the mark by which Excel knows UTF-8. */
export async function* registerCsv(lines: RegisterLines): AsyncIterable<string> {
  yield `\ufeff${registerColumns.map(({ title }) => quoted(title)).join(',')}\r\n`
  for await (const batch of lines) {
    yield batch.map((line) => `${cellsOf(line).map(quoted).join(',')}\r\n`).join('')
  }
}

function quoted(text: string): string {
  return `"${neutralised(text).replaceAll('"', '""')}"`
}

/** One text a cell; several documents of one delivery stand behind each other. */
function cellsOf(line: RegisterLine): string[] {
  const row = registerRow(line)
  // Control characters have no place in a sheet, and XML knows no way to write them.
  return registerColumns.map(({ key }) => row[key].join('; ').replace(/[^\P{Cc}\n\t]/gu, ''))
}

const numbers: readonly string[] = ['number', 'pages'] satisfies (typeof registerColumns)[number]['key'][]

/** @param period told above the table */
export function registerXlsx(lines: RegisterLines, period: string): Readable {
  const out = new PassThrough()
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = workbook.addWorksheet('Sổ văn bản đến', {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '3:3',
    },
  })
  sheet.columns = registerColumns.map(({ width }) => ({ width }))
  const write = async () => {
    const title = sheet.addRow(['SỔ ĐĂNG KÝ VĂN BẢN ĐẾN'])
    title.font = { bold: true, size: 14 }
    title.commit()
    sheet.addRow([period]).commit()
    const head = sheet.addRow(registerColumns.map((column) => column.title))
    head.font = { bold: true }
    head.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' }
    head.commit()
    for await (const batch of lines) {
      for (const line of batch) {
        const cells = cellsOf(line).map((text, index) =>
          numbers.includes(registerColumns[index]?.key ?? '') && /^\d{1,9}$/.test(text) ? Number(text) : text,
        )
        const row = sheet.addRow(cells)
        row.alignment = { wrapText: true, vertical: 'top' }
        row.commit()
      }
      // Whoever reads slowly slows us down, instead of filling the memory.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve))
      if (out.destroyed) return
    }
    await workbook.commit()
  }
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

export interface PrintHead {
  province: string
  period: string
  printedBy: string
  now: Temporal.Instant
}

/** A page of its own, without the frame of the desk. */
export async function* registerPrint(lines: RegisterLines, head: PrintHead): AsyncIterable<string> {
  yield `${await html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sổ đăng ký văn bản đến · ${head.period}</title><link rel="stylesheet" href="/tinh/register-print.css"></head>
<body><main>
<p class="hint">Bản in A4 ngang: nhấn <kbd>Ctrl</kbd>+<kbd>P</kbd>. <a href="/ban-lam-viec/so-den">Về sổ văn bản đến</a></p>
<header><p>ỦY BAN NHÂN DÂN TỈNH ${head.province.toLocaleUpperCase('vi')}<br><strong>VĂN PHÒNG</strong></p>
<div><h1>SỔ ĐĂNG KÝ VĂN BẢN ĐẾN</h1><p>${head.period}</p></div></header>
<table><thead><tr>${registerColumns.map(({ title, key }) => html`<th scope="col" class="${key}">${title}</th>`)}</tr>
<tr class="numbers">${registerColumns.map((_, index) => html`<td>(${index + 1})</td>`)}</tr></thead>
<tbody>
`}`
  let count = 0
  for await (const batch of lines) {
    count += batch.length
    const rows = batch.map((line) => {
      const row = registerRow(line)
      return html`<tr>${registerColumns.map(({ key }) => html`<td class="${key}">${row[key].map((text) => html`<div>${text}</div>`)}</td>`)}</tr>
`
    })
    yield (await Promise.all(rows)).join('')
  }
  yield `${await html`</tbody></table>
<p class="end">Tổng số: ${count} lượt văn bản đến. ${head.printedBy} in lúc ${shownMoment(head.now)}.</p>
</main></body></html>
`}`
}

export function streamed(chunks: AsyncIterable<string>): ReadableStream {
  return Readable.toWeb(Readable.from(encoded(chunks))) as ReadableStream
}

async function* encoded(chunks: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}
