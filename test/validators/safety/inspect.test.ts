import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { PDFDocument, PDFName } from 'pdf-lib'
import { expect, test } from 'vitest'
import { inspectFile, safeFileName } from '../../../validators/safety/inspect.ts'
import { drawnPdf, write } from '../text/pdf-fixture.ts'

const sound = await drawnPdf((page, font) => write(page, font, 'Quyết định', 100, 100), 2)
const bytes = (text: string) => new TextEncoder().encode(text)

test('a sound PDF is accepted with its pages counted', async () => {
  expect(await inspectFile(sound, 'a.pdf')).toMatchObject({
    kind: 'accepted',
    fileType: 'pdf',
    mediaType: 'application/pdf',
    pages: 2,
  })
})

test.each<[string, Uint8Array, string, string, string]>([
  ['an empty file', new Uint8Array(), 'a.pdf', 'refused', 'EMPTY_FILE'],
  ['text called PDF', bytes('xin chào'), 'a.pdf', 'refused', 'TYPE_MISMATCH'],
  ['a PDF cut in half', sound.slice(0, sound.length >> 1), 'a.pdf', 'refused', 'TRUNCATED'],
  ['a header alone', bytes('%PDF-1.4\n'), 'a.pdf', 'refused', 'TRUNCATED'],
  ['a zip', zipSync({ 'a.txt': strToU8('a') }), 'a.zip', 'refused', 'ARCHIVE'],
  ['a program', bytes('MZ\u0090 this program'), 'a.pdf', 'quarantined', 'EXECUTABLE'],
  ['a script by its name', bytes('echo hello'), 'a.txt.bat', 'quarantined', 'EXECUTABLE'],
  ['a web page', bytes('<!doctype html><p>a'), 'a.html', 'refused', 'TYPE_NOT_ACCEPTED'],
  [
    'a DOCX with macros',
    zipSync({ 'word/document.xml': strToU8('<a/>'), 'word/vbaProject.bin': strToU8('x') }),
    'a.docx',
    'quarantined',
    'MACROS',
  ],
  [
    'a swollen DOCX',
    zipSync({ 'word/document.xml': new Uint8Array(60_000_000) }),
    'a.docx',
    'quarantined',
    'DECOMPRESSION_BOMB',
  ],
  [
    'a PDF that is also a zip',
    Buffer.concat([sound, zipSync({ 'a.txt': strToU8('a') })]),
    'a.pdf',
    'quarantined',
    'POLYGLOT',
  ],
  [
    'no page',
    bytes(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Size 3/Root 1 0 R>>\n%%EOF\n',
    ),
    'a.pdf',
    'refused',
    'NO_PAGES',
  ],
])('%s is stopped', async (_, file, name, kind, code) => {
  const outcome = await inspectFile(file, name)
  expect(outcome).toMatchObject({ kind, reason: { code } })
})

test('a file over the limit is refused with both sizes', async () => {
  expect(await inspectFile(sound, 'a.pdf', { maxBytes: 100 })).toMatchObject({
    kind: 'refused',
    reason: { code: 'TOO_LARGE' },
  })
})

test('a PDF that runs scripts is locked away, also when the name is disguised; a print dialogue is only noted', async () => {
  const scripted = async (script: string) => {
    const document = await PDFDocument.load(sound)
    document.addJavaScript('a', script)
    return document.save({ useObjectStreams: true })
  }
  const print = Buffer.from(sound)
    .toString('latin1')
    .replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (this.print\\(true\\);) >>')
  expect(await inspectFile(Buffer.from(print, 'latin1'), 'a.pdf')).toMatchObject({
    kind: 'accepted',
    warnings: expect.arrayContaining([expect.objectContaining({ code: 'HARMLESS_SCRIPT' })]),
  })
  const launch = Buffer.from(sound)
    .toString('latin1')
    .replace('/Type /Catalog', '/Type /Catalog /AA << /S /L#61unch >>')
  expect(await inspectFile(Buffer.from(launch, 'latin1'), 'a.pdf')).toMatchObject({
    reason: { code: 'ACTIVE_CONTENT' },
  })
  expect(await inspectFile(await scripted('app.launchURL("http://example.invalid")'), 'a.pdf')).toMatchObject({
    reason: { code: 'ACTIVE_CONTENT' },
  })
})

test('a content stream that swells beyond every page is a bomb', async () => {
  const document = await PDFDocument.create()
  const page = document.addPage()
  const swollen = document.context.stream(deflateSync(Buffer.alloc(200_000_000, 32)), {
    Filter: PDFName.of('FlateDecode'),
  })
  page.node.set(PDFName.of('Contents'), document.context.register(swollen))
  expect(await inspectFile(await document.save(), 'a.pdf')).toMatchObject({
    kind: 'quarantined',
    reason: { code: 'DECOMPRESSION_BOMB' },
  })
})

test('the scanner has the first word, and its failure lets nothing through', async () => {
  const infected = await inspectFile(
    sound,
    'a.pdf',
    {},
    { scanMalware: async () => ({ kind: 'infected', name: 'Eicar' }) },
  )
  expect(infected).toMatchObject({ kind: 'quarantined', reason: { code: 'MALWARE' } })
  const failed = await inspectFile(
    sound,
    'a.pdf',
    {},
    { scanMalware: async () => ({ kind: 'failed', message: 'clamd' }) },
  )
  expect(failed).toMatchObject({ kind: 'quarantined', reason: { code: 'SCAN_FAILED' } })
})

test('any bytes end in an outcome', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('%PDF-1.7', 'PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'II*\0', '\xff\xd8\xff', ''),
      fc.uint8Array({ maxLength: 3000 }),
      async (magic, rest) => {
        const outcome = await inspectFile(Buffer.concat([Buffer.from(magic, 'latin1'), rest]), 'a.bin')
        expect(['accepted', 'refused', 'quarantined']).toContain(outcome.kind)
      },
    ),
    { numRuns: 150 },
  )
})

test('a stored name is one short path component with its extension', () => {
  expect(safeFileName('Quyết định 40.pdf')).toBe('Quyết định 40.pdf')
  expect(safeFileName('../../etc/passwd')).toBe('passwd')
  expect(safeFileName('C:\\van ban\\a?.pdf')).toBe('a_.pdf')
  expect(safeFileName('con.pdf')).toBe('_con.pdf')
  expect(safeFileName('a\u202efdp.exe')).toBe('afdp.exe')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeFileName(name)
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(180)
      expect(safe).toMatch(/^[^/\\\p{Cc}]+$/u)
      expect(['', '.', '..']).not.toContain(safe)
    }),
  )
})
