import { limits } from '../limits.ts'
import type { ReadDocument, Unreadable } from '../read-document.ts'
import { convertToDocx } from './convert-office.ts'
import { type Convert, composeDoc, readConverted } from './read-doc.ts'
import { rtfText } from './rtf.ts'

/** Reads RTF: through LibreOffice where present, otherwise its text with paragraphs and table cells. */
export async function readRtf(file: Uint8Array, convert: Convert = convertToDocx): Promise<ReadDocument | Unreadable> {
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const { body, boxes, margins } = rtfText(source, limits.charactersOfText)
  const plain = composeDoc(body, boxes, margins)
  return (await readConverted(file, 'rtf', plain, convert)) ?? plain
}
