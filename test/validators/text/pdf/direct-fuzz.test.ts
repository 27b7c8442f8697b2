import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnPdf, write } from '../pdf-fixture.ts'
import { readDirectly, textsOf } from './two-readers.ts'

const file = Buffer.from(
  await drawnPdf((page, font) => {
    for (let row = 0; row < 5; row++) write(page, font, `Điều ${row}. Quyết định số 1/QĐ-UBND`, 90, 100 + row * 20)
  }, 2),
)
const runs = Number(process.env.FUZZ_RUNS ?? 300)

test('whatever is done to a file, a page is read or left to PDFium', () => {
  const hits = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(hits, fc.option(fc.nat(file.length)), (changes, cut) => {
      const broken = Buffer.from(cut === null ? file : file.subarray(0, cut))
      for (const [at, octet] of changes) if (at < broken.length) broken[at] = octet
      const pages = readDirectly(broken)
      for (const page of pages ?? []) if (page) expect(page.page.width).toBeGreaterThan(0)
    }),
    { numRuns: runs },
  )
})

test('whatever a page says, it is read or left to PDFium', () => {
  const words = fc.constantFrom(
    ...'q Q cm BT ET Tf Td TD Tm T* Tj TJ Tc Tw Tz TL Ts Tr gs g rg k cs scn re f B* n W m l c h Do BDC BMC EMC sh'.split(
      ' ',
    ),
    ...'/F0 /GS /X1 /P (a) <0041> [(b) -9 <0003>] <</MCID 1>> 0 1 -1 12 0.5 100000'.split(' '),
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), (operators) => {
      const pages = readDirectly(pageWith(operators.join(' ')))
      expect(pages).toHaveLength(1)
    }),
    { numRuns: runs },
  )
})

test('a page that shows much content again and again is given up', () => {
  const blank = ' '.repeat(1_000_000)
  const once = readDirectly(pageWith('BT /F0 12 Tf 90 700 Td (Quyet dinh) Tj ET /X1 Do', blank))
  expect(once?.[0] && textsOf(once[0])).toEqual([['Quyet dinh']])
  expect(readDirectly(pageWith('/X1 Do '.repeat(100_000), blank))).toEqual([null])
})

/** A file of one page with the given content, a font F0, a form X1, and a state dictionary GS. */
function pageWith(content: string, form = '/X1 Do'): Buffer {
  const objects = [
    '<</Type /Catalog /Pages 2 0 R>>',
    '<</Type /Pages /Kids [3 0 R] /Count 1>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 5 0 R>>',
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Font <</F0 6 0 R>> /XObject <</X1 8 0 R>> /ExtGState <</GS <</ca .5>>>>>>',
    `<</Type /Font /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 0 /Widths [${'500 '.repeat(256)}] /FontDescriptor 7 0 R>>`,
    '<</Type /FontDescriptor /Ascent 800 /Descent -200>>',
    `<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R /Length ${form.length}>>\nstream\n${form}\nendstream`,
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const xref = `xref\n0 9\n0000000000 65535 f \n${rows}trailer\n<</Size 9 /Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + xref, 'latin1')
}
