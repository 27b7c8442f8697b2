/**
 * Damaged copies of sound files of every kind: each ends in an outcome, in bounded time.
 * `FUZZ_RUNS=3000 npx vitest run test/validators/text/fuzz.test.ts` is the long run; without it a short one.
 */
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { ordinaryDecision } from '../../../samples/drafts.ts'
import { wordFile } from '../../../samples/word-file.ts'
import { inspectFile } from '../../../validators/safety/inspect.ts'
import { recogniseWith } from '../../../validators/text/ocr/index.ts'
import { readDoc } from '../../../validators/text/office/read-doc.ts'
import { readRtf } from '../../../validators/text/office/read-rtf.ts'
import { readDocument } from '../../../validators/text/read.ts'
import type { ReadDocument, Unreadable } from '../../../validators/text/read-document.ts'
import { libreOfficeForTests, saveAs } from '../../fixtures/libre-office.ts'
import { damage } from '../signature/damage.ts'
import { bmpOf, heicEncoder, heicOf } from './image/pictures.ts'
import { tiffOf } from './ocr/scan-fixture.ts'
import { drawnPdf, write } from './pdf-fixture.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 25)
/** Milliseconds of processor time that one damaged file may take; a busy machine does not count against it. */
const slowest = 10_000

const recognise = recogniseWith({
  name: 'tesseract',
  parallel: 1,
  recognise: async () => [{ text: 'Điều', confidence: 0.9, box: [20, 20, 60, 40], line: '1' }],
  close: async () => {},
})
const read = (file: Uint8Array) => readDocument(file, 'a.txt', { recognise })

const docx = wordFile(ordinaryDecision(7, '2026-03-02', 'Về việc phân công trực bến bãi thuyền mẫu'))
const image = sharp({ create: { width: 90, height: 120, channels: 3, background: '#456' } }).composite([
  { input: { create: { width: 30, height: 40, channels: 3, background: '#fff' } }, left: 10, top: 10 },
])
const png = await image.png().toBuffer()

/** Damages what is inside a zip, so that its checksums do not give it away. */
function insideZip(file: Uint8Array, part: string): fc.Arbitrary<Uint8Array> {
  const parts = unzipSync(file)
  return damage(parts[part] as Uint8Array).map((damaged) => zipSync({ ...parts, [part]: damaged }))
}

interface Kind {
  copies: fc.Arbitrary<Uint8Array>
  read: (file: Uint8Array) => Promise<ReadDocument | Unreadable>
  /** Each starts a program. */
  dear?: boolean
}

const text = Buffer.from('Căn cứ Luật Tổ chức chính quyền địa phương;\n'.repeat(20))
const kinds: Record<string, Kind> = {
  'a DOCX': { copies: damage(docx), read },
  'the XML of a DOCX': { copies: insideZip(docx, 'word/document.xml'), read },
  'a text': { copies: damage(text), read },
  'a PDF': {
    copies: damage(await drawnPdf((page, font) => write(page, font, 'Điều 1. Phạm vi điều chỉnh', 60, 80), 2)),
    read,
  },
  'a PNG': { copies: damage(png), read },
  'a JPEG': { copies: damage(await image.jpeg().toBuffer()), read },
  'a WebP': { copies: damage(await image.webp().toBuffer()), read },
  'a GIF': { copies: damage(await image.gif().toBuffer()), read },
  'a TIFF': { copies: damage(await tiffOf([png, png])), read },
  'a fax': {
    copies: damage(
      await sharp(png)
        .removeAlpha()
        .greyscale()
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1 })
        .toBuffer(),
    ),
    read,
  },
  'a BMP': { copies: damage(bmpOf({ width: 40, height: 30, at: (x, y) => x * y * 1000 }, 8)), read },
  'an AVIF': { copies: damage(await image.avif({ effort: 0 }).toBuffer()), read },
}
if (heicEncoder()) kinds['a HEIC'] = { copies: damage(await heicOf(png)), read, dear: true }
if (libreOfficeForTests()) {
  const [[doc], [rtf]] = [await saveAs('doc', [docx]), await saveAs('rtf', [docx])]
  kinds['a DOC'] = { copies: damage(doc as Uint8Array), read: (file) => readDoc(file, async () => null) }
  kinds['an RTF'] = { copies: damage(rtf as Uint8Array), read: (file) => readRtf(file, async () => null) }
  kinds['a DOC given to LibreOffice'] = { copies: damage(doc as Uint8Array), read: (file) => readDoc(file), dear: true }
}

test.each(Object.entries(kinds))(
  '%s, damaged, ends in an outcome',
  async (name, kind) => {
    const counts = { read: 0, unreadable: 0, slowest: 0 }
    await fc.assert(
      fc.asyncProperty(kind.copies, async (file) => {
        expect(['accepted', 'refused', 'quarantined']).toContain((await inspectFile(file, 'a.bin')).kind)
        const started = process.threadCpuUsage()
        const outcome = await kind.read(file)
        const { user, system } = process.threadCpuUsage(started)
        counts.slowest = Math.max(counts.slowest, (user + system) / 1000)
        if ('error' in outcome) {
          counts.unreadable++
          expect(outcome.error.message).toMatch(/\p{L}/u)
        } else counts.read++
        expect((user + system) / 1000).toBeLessThan(slowest)
      }),
      { numRuns: kind.dear ? Math.ceil(runs / 8) : runs },
    )
    if (process.env.FUZZ_RUNS !== undefined) {
      console.info(`${name}: ${JSON.stringify(counts)}, memory ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
    }
  },
  3_600_000,
)
