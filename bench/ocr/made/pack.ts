import { PDFDocument } from 'pdf-lib'
import type { Scan } from './conditions.ts'

/** The scan as one page of a PDF, as large as the sheet was. */
export async function packScan({ bytes, kind, dots }: Scan): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const image = kind === 'jpeg' ? await pdf.embedJpg(bytes) : await pdf.embedPng(bytes)
  const [width, height] = [(image.width * 72) / dots, (image.height * 72) / dots]
  pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height })
  return pdf.save()
}
