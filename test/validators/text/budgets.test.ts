/** Files that hold more than anybody reads are read as far as is useful, and said to be cut. */
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { inspectFile } from '../../../validators/safety/inspect.ts'
import { limits } from '../../../validators/text/limits.ts'
import { readRtf } from '../../../validators/text/office/read-rtf.ts'
import { readDocument } from '../../../validators/text/read.ts'
import type { ReadDocument, Unreadable } from '../../../validators/text/read-document.ts'
import { wordFileOf, wordParagraph } from '../../fixtures/word-parts.ts'

function summary(read: ReadDocument | Unreadable) {
  if ('error' in read) return { error: read.error.code, codes: [], lines: 0, characters: 0 }
  const lines = read.pages.flatMap((page) => page.lines)
  const characters = lines.flatMap((line) => line.segments).reduce((sum, { text }) => sum + text.length, 0)
  return { error: null, codes: read.warnings.map(({ code }) => code), lines: lines.length, characters }
}

test.each([
  ['one word without end', 'a', 40],
  ['one line without end', 'một dòng rất dài ', 20],
  ['lines without end', 'a\n', 20],
  ['columns without end', 'a   ', 20],
])('a text of %s', async (_, piece, megabytes) => {
  const file = Buffer.alloc(megabytes * 1_000_000, piece)
  const { codes, lines, characters } = summary(await readDocument(file, 'a.txt'))
  expect(codes).toContain('TEXT_TRUNCATED')
  expect(lines).toBeLessThanOrEqual(limits.linesPerDocument)
  expect(characters).toBeLessThanOrEqual(limits.charactersOfText)
})

test('an RTF of a million paragraphs', async () => {
  const file = Buffer.from(`{\\rtf1 ${'a\\par '.repeat(1_000_000)}}`)
  const { codes, lines } = summary(await readRtf(file, async () => null))
  expect(codes).toContain('TEXT_TRUNCATED')
  expect(lines).toBeLessThanOrEqual(limits.linesPerDocument)
})

test('a DOCX of a million paragraphs, also when all stand in one table', async () => {
  const paragraphs = wordParagraph('a').repeat(1_100_000)
  expect(summary(await readDocument(wordFileOf(paragraphs), 'a.docx')).codes).toContain('TEXT_TRUNCATED')
  const row = `<w:tr><w:tc>${wordParagraph('a')}</w:tc></w:tr>`
  const read = summary(await readDocument(wordFileOf(`<w:tbl>${row.repeat(200_000)}</w:tbl>`), 'a.docx'))
  expect(read).toMatchObject({ error: null, lines: 200_000 })
})

test('entities that multiply are not followed', async () => {
  const entities = Array.from({ length: 12 }, (_, level) => `<!ENTITY e${level} "${`&e${level - 1};`.repeat(10)}">`)
  const xml = `<!DOCTYPE x [<!ENTITY e-1 "ha">${entities.join('')}]><x>&e11;</x>`
  for (const part of ['word/document.xml', 'word/styles.xml', 'word/numbering.xml', 'word/header1.xml']) {
    const parts = { 'word/document.xml': strToU8('<w:document><w:body/></w:document>'), [part]: strToU8(xml) }
    expect(summary(await readDocument(zipSync(parts), 'a.docx')).characters).toBe(0)
  }
})

test('members of a zip that share their bytes are a bomb', async () => {
  const file = Buffer.from(zipSync({ 'word/document.xml': strToU8('<a/>'), 'word/b.xml': strToU8('<b/>') }))
  const directory = file.readUInt32LE(file.length - 6)
  const second = file.indexOf('PK\x01\x02', directory + 4, 'latin1')
  file.writeUInt32LE(file.readUInt32LE(directory + 42), second + 42)
  expect(await inspectFile(file, 'a.docx')).toMatchObject({
    kind: 'quarantined',
    reason: { code: 'DECOMPRESSION_BOMB', message: expect.stringContaining('chồng lên nhau') },
  })
})

test('a zip inside a zip inside a DOCX is not opened', async () => {
  const swollen = zipSync({ 'b.zip': zipSync({ c: new Uint8Array(20_000_000) }) })
  const file = zipSync({
    'word/document.xml': strToU8('<w:document><w:body><w:p><w:r><w:t>A</w:t></w:r></w:p></w:body></w:document>'),
    'word/embeddings/a.zip': swollen,
  })
  expect(summary(await readDocument(file, 'a.docx'))).toMatchObject({ error: null, lines: 1 })
})
