/** Looks through a scanned batch, page by page: which pages are blank, and what their codes say. */
import sharp from 'sharp'
import { type ImageType, isImageType, sniffFileType } from '../../safety/file-type.ts'
import { prepareImage } from '../image/prepare-image.ts'
import type { GreyImage } from '../ocr/engine.ts'
import { PdfiumAbort, withPdfium } from '../pdf/engine.ts'
import { openPdf } from '../pdf/open.ts'
import { isBlank } from './blank.ts'
import { drawImageSheet, drawPdfSheet } from './draw-sheets.ts'
import { findCodes } from './find-codes.ts'
import { sheetLimits } from './limits.ts'

export interface SheetPage {
  blank: boolean
  /** Texts of QR codes and bar codes. */
  codes: readonly string[]
}

export type PagesReport =
  | {
      kind: 'pages'
      fileType: 'pdf' | ImageType
      /** Carries a digital signature: any change would break it. */
      signed: boolean
      pages: readonly SheetPage[]
    }
  | { kind: 'unreadable'; why: 'not a scan' | 'damaged' | 'encrypted' | 'no pages' | 'too many pages' }

/** Bad input is an outcome, never an exception. */
export async function inspectPages(file: Uint8Array): Promise<PagesReport> {
  const fileType = sniffFileType(file)
  if (fileType === 'pdf') return inspectPdf(file)
  return isImageType(fileType) ? inspectImage(file, fileType) : { kind: 'unreadable', why: 'not a scan' }
}

async function inspectPdf(file: Uint8Array): Promise<PagesReport> {
  try {
    return await withPdfium((engine): PagesReport => {
      const opened = openPdf(engine, file)
      if (opened === 'encrypted') return { kind: 'unreadable', why: 'encrypted' }
      if (typeof opened === 'string') return { kind: 'unreadable', why: 'damaged' }
      try {
        if (opened.pageCount === 0) return { kind: 'unreadable', why: 'no pages' }
        if (opened.pageCount > sheetLimits.pages) return { kind: 'unreadable', why: 'too many pages' }
        const pages = Array.from({ length: opened.pageCount }, (_, index) =>
          judge(drawPdfSheet(engine, opened.handle, index)),
        )
        return { kind: 'pages', fileType: 'pdf', signed: looksSigned(file), pages }
      } finally {
        opened.close()
      }
    })
  } catch (cause) {
    if (!(cause instanceof PdfiumAbort)) throw cause
    return { kind: 'unreadable', why: 'damaged' }
  }
}

async function inspectImage(asSent: Uint8Array, fileType: ImageType): Promise<PagesReport> {
  const file = await prepareImage(asSent)
  if (typeof file === 'string') return { kind: 'unreadable', why: 'damaged' }
  const count = await sharp(file, { limitInputPixels: sheetLimits.imagePixels })
    .metadata()
    .then(
      ({ pages }) => pages ?? 1,
      () => 0,
    )
  if (count === 0) return { kind: 'unreadable', why: 'damaged' }
  if (count > sheetLimits.pages) return { kind: 'unreadable', why: 'too many pages' }
  const pages: SheetPage[] = []
  for (let index = 0; index < count; index++) {
    const image = await drawImageSheet(file, index)
    // A page of an image that cannot be decoded would be lost in the copy.
    if (!image) return { kind: 'unreadable', why: 'damaged' }
    pages.push(judge(image))
  }
  return { kind: 'pages', fileType, signed: false, pages }
}

/** A page that cannot be drawn is kept as it is. */
function judge(image: GreyImage | null): SheetPage {
  if (!image) return { blank: false, codes: [] }
  const blank = isBlank(image)
  return { blank, codes: blank ? [] : findCodes(image) }
}

/** A signature's byte range cannot be compressed; its name may be written with escapes (ISO 32000-2, 7.3.5). */
function looksSigned(file: Uint8Array): boolean {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  if (text.includes('/ByteRange')) return true
  return text
    .matchAll(/\/((?:[ByteRang]|#[0-9A-Fa-f]{2}){9})/g)
    .some(([, name]) => unescaped(name ?? '') === 'ByteRange')
}

function unescaped(name: string): string {
  return name.replace(/#(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
