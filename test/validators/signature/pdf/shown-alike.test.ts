/**
 * Differential fuzzing: a signed letter is changed by random increments; whenever we say that nothing forbidden followed
 * the signature, another reader (PDFium) must still show the very same page. See `fuzz-run.ts` for how long.
 */
import { createHash } from 'node:crypto'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FUZZ_RUNS } from '../fuzz-run.ts'
import { append, certification, LETTER, makePdf, nextField, type Objects, sign, stream } from './make-pdf.ts'
import { verify } from './verify.ts'

const DRAWING = 'BT /F1 24 Tf 72 700 Td (Quyet dinh) Tj ET q 100 0 0 100 100 300 cm /X1 Do Q'
const RICH: Objects = {
  ...LETTER,
  3: (LETTER[3] ?? '').replace('/F1 5 0 R >>', '/F1 5 0 R >> /XObject << /X1 11 0 R >> /ExtGState 12 0 R'),
  4: stream(DRAWING),
  // Not shown: filling it in is permitted and would change what is seen.
  7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (ghichu) /Rect [72 600 272 620] /P 3 0 R /F 2 >>',
  11: stream('0 0 1 rg 0 0 50 50 re f', '/Type /XObject /Subtype /Form /BBox [0 0 100 100]'),
  12: '<< >>',
}
const base = makePdf(RICH)
const field = nextField(base)
const SIGNED: Record<number, string> = {
  ...(RICH as Record<number, string>),
  3: (RICH[3] ?? '').replace('[7 0 R]', `[7 0 R ${field}]`),
  6: `<< /SigFlags 3 /Fields [7 0 R ${field}] /DR << /Font << /Helv 5 0 R >> >> >>`,
}
const signed = sign(base, { entries: certification(2), objects: { 3: SIGNED[3] ?? '' } })

const EVIL = [
  stream('1 0 0 rg 0 0 600 900 re f'),
  stream('1 0 0 rg 0 0 600 900 re f', '/Type /XObject /Subtype /Form /BBox [0 0 600 900]'),
  '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>',
  '<< /GS1 << /ca 0 >> >>',
  '[4 0 R 30 0 R]',
  '<< /X1 30 0 R >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 30 0 R >>',
  '<< /Type /Pages /Kids [30 0 R] /Count 1 >>',
  '<< /Type /Catalog /Pages 31 0 R >>',
  '<< /Certs [30 0 R] >>',
  '<< /Type /Metadata >>',
]
const KEYS =
  'Contents Resources Rotate MediaBox CropBox Annots Kids Pages DSS Metadata Version AP XObject Filter UserUnit Group Extensions DR OCProperties StructTreeRoot PieceInfo Parent V Type Length Count F'

const target = fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 30, 31, 32)
const reference = fc.tuple(target, fc.constantFrom(0, 0, 0, 1)).map(([num, gen]) => `${num} ${gen} R`)
const value = fc.oneof(
  reference,
  fc.constantFrom('90', '[0 0 200 200]', '[30 0 R]', '<< /N 30 0 R >>', 'null', '2', '/X'),
)
const edit: fc.Arbitrary<(source: string) => string> = fc.oneof(
  fc.tuple(fc.nat(8), reference).map(
    ([nth, put]) =>
      (source: string) =>
        replaceNth(source, /\d+ 0 R/g, nth, put),
  ),
  fc.tuple(fc.constantFrom(...KEYS.split(' ')), value).map(
    ([key, put]) =>
      (source: string) =>
        source.replace('<<', `<< /${key} ${put}`),
  ),
  fc.tuple(fc.nat(8), fc.integer({ min: -20, max: 50 })).map(
    ([nth, put]) =>
      (source: string) =>
        replaceNth(source, /\d+/g, nth, String(put)),
  ),
  fc.tuple(fc.nat(4), fc.constantFrom('[]', '[30 0 R]', '[0 0 100 100]')).map(
    ([nth, put]) =>
      (source: string) =>
        replaceNth(source, /\[[^\]]*\]/g, nth, put),
  ),
  fc.constant((source: string) => source),
)

function replaceNth(source: string, pattern: RegExp, nth: number, put: string): string {
  const found = [...source.matchAll(pattern)]
  const match = found[nth % Math.max(1, found.length)]
  return match === undefined ? source : source.slice(0, match.index) + put + source.slice(match.index + match[0].length)
}

const overwritten = fc.record({
  num: fc.constantFrom(1, 2, 3, 3, 3, 4, 5, 6, 7, 11, 12),
  edit,
  evil: fc.option(fc.constantFrom(...EVIL), { freq: 6 }),
})
const increment = fc.record({
  changes: fc.array(overwritten, { minLength: 1, maxLength: 3 }),
  fresh: fc.array(fc.constantFrom(...EVIL), { maxLength: 3 }),
  compressed: fc.boolean(),
  trailer: fc.constantFrom('', '', '', '/Info 30 0 R', '/Prev 0', '/Root 30 0 R', '/XRefStm 17', '/Size 5'),
})

const library = await PDFiumLibrary.init()

/** What PDFium shows of all pages; `null` when it cannot open the file. */
async function shown(bytes: Uint8Array): Promise<string | null> {
  try {
    const document = await library.loadDocument(bytes)
    const hash = createHash('sha256')
    for (const page of document.pages()) {
      const picture = await page.render({ scale: 0.5, render: 'bitmap' })
      hash.update(`${picture.width}x${picture.height}`).update(picture.data)
    }
    document.destroy()
    return hash.digest('hex')
  } catch {
    return null
  }
}

describe('a signed letter under random increments', () => {
  it('shows the same page wherever we see nothing forbidden', { timeout: 0 }, async () => {
    const original = await shown(signed.bytes)
    expect(original).not.toBeNull()
    let permitted = 0
    await fc.assert(
      fc.asyncProperty(increment, async ({ changes, fresh, compressed, trailer }) => {
        const objects: Objects = {}
        for (const change of changes) objects[change.num] = change.evil ?? change.edit(SIGNED[change.num] ?? 'null')
        for (const [index, source] of fresh.entries()) objects[30 + index] = source
        const asStreams = compressed && !Object.values(objects).some((source) => source?.includes('stream'))
        const { bytes } = append(signed, objects, { trailer, compressed: asStreams })
        const report = (await verify(bytes)).signatures.find((one) => one.field === 'Sig1')
        const sound =
          report?.integrity === 'intact' && report.coverage !== 'unclear' && report.laterChanges !== 'forbidden'
        if (!sound) return
        permitted += 1
        expect(await shown(bytes)).toBe(original)
      }),
      { numRuns: FUZZ_RUNS },
    )
    // The claim is empty when everything is refused.
    expect(permitted).toBeGreaterThan(0)
  })
})
