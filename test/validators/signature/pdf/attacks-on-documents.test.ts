/** Attacks of the published kinds, made from real signed documents: every one must be noticed, and named. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { pagesOf } from '../../../../validators/pdf/structure/pages.ts'
import { lastStartXref, type View } from '../../../../validators/pdf/structure/view.ts'
import {
  dictOf,
  Name,
  type PdfDict,
  PdfStream,
  PdfString,
  type PdfValue,
  Ref,
} from '../../../../validators/pdf/syntax/objects.ts'
import { openPdf } from '../../../../validators/signature/pdf/open-pdf.ts'
import type { SignatureReport } from '../../../../validators/signature/report.ts'
import { samplesFolder } from '../../../samples.ts'
import { stream } from './make-pdf.ts'
import { verify } from './verify.ts'

const folder = samplesFolder('documents')
const INTACT = ['5b7203c5.pdf', '4c410a2e.pdf', '54c05020.pdf', '3668d9f0.pdf', '05f9bc6a.pdf', '785806ba.pdf']

/** Writes a value back as PDF source. */
function write(value: PdfValue): string {
  if (value === null || typeof value !== 'object') return String(value)
  if (value instanceof Name)
    return `/${value.value.replace(/[^\w.+-]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
  if (value instanceof Ref) return `${value.num} ${value.gen} R`
  if (value instanceof PdfString) return `<${Buffer.from(value.bytes).toString('hex')}>`
  if (Array.isArray(value)) return `[${value.map(write).join(' ')}]`
  if (value instanceof PdfStream)
    return `${write(value.dict)}\nstream\n${Buffer.from(value.raw).toString('latin1')}\nendstream`
  return `<< ${[...value].map(([key, item]) => `/${key} ${write(item)}`).join(' ')} >>`
}

interface Victim {
  bytes: Buffer
  view: View
  rootNum: number
  pageNum: number
  size: number
  source(num: number): string
}

function open(file: string): Victim {
  const bytes = readFileSync(join(folder ?? '', file))
  const opened = openPdf(bytes, null)
  if (opened === null) throw new Error(`${file} cannot be opened`)
  const { view } = opened
  const root = view.trailer.get('Root')
  return {
    bytes,
    view,
    rootNum: root instanceof Ref ? root.num : 0,
    pageNum: pagesOf(view)[0]?.num ?? 0,
    size: Number(view.trailer.get('Size')),
    source: (num) => write(view.object(num)?.value ?? null),
  }
}

/** Appends objects with a cross-reference table (a lone table over a file with streams is read all the same). */
function append(
  { bytes, rootNum, size, view }: Victim,
  objects: Record<number, string>,
  more: { xref?: boolean; trailer?: string } = {},
): Buffer {
  const parts = [bytes, Buffer.from('\n')]
  let offset = bytes.length + 1
  const rows: string[] = []
  for (const [num, source] of Object.entries(objects)) {
    const text = Buffer.from(`${num} 0 obj\n${source}\nendobj\n`, 'latin1')
    rows.push(`${num} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    parts.push(text)
    offset += text.length
  }
  if (more.xref === false) return Buffer.concat(parts)
  const previous = lastStartXref(bytes, view.end)?.offset ?? 0
  const trailer = `<< /Size ${size + 10} /Root ${rootNum} 0 R /Prev ${previous} ${more.trailer ?? ''} >>`
  parts.push(Buffer.from(`xref\n${rows.join('')}trailer\n${trailer}\nstartxref\n${offset}\n%%EOF\n`, 'latin1'))
  return Buffer.concat(parts)
}

const insert = (source: string, entry: string): string => source.replace(/^<</, `<< ${entry}`)

function entriesOf({ view }: Pick<Victim, 'view'>, num: number): PdfDict {
  return dictOf(view.object(num)?.value) ?? new Map()
}

function contentNumber({ view, pageNum }: Victim): number {
  const contents = entriesOf({ view }, pageNum).get('Contents') ?? null
  const list = contents instanceof Ref && Array.isArray(view.resolve(contents)) ? view.resolve(contents) : contents
  const one = Array.isArray(list) ? list[0] : list
  return one instanceof Ref ? one.num : 0
}

/** The first font the page's resources name, or an image: something its content is drawn with. */
function resourceNumber(victim: Victim): number {
  const { view, pageNum } = victim
  const resources = view.get(view.object(pageNum)?.value, 'Resources')
  for (const kind of ['Font', 'XObject']) {
    const named = view.get(resources, kind)
    if (!(named instanceof Map)) continue
    for (const item of named.values()) if (item instanceof Ref) return item.num
  }
  return 0
}

const withAnnotation = (victim: Victim, annotation: string): Record<number, string> => {
  const { view, pageNum, size } = victim
  const page = new Map(entriesOf(victim, pageNum))
  const annotations = view.resolve(page.get('Annots'))
  page.set('Annots', [...(Array.isArray(annotations) ? annotations : []), new Ref(size, 0)])
  return { [pageNum]: write(page), [size]: annotation }
}

const ATTACKS: Record<string, (victim: Victim) => Buffer> = {
  'page content overwritten': (v) => append(v, { [contentNumber(v)]: stream('BT /F1 20 Tf (Gia mao) Tj ET') }),
  'page resource overwritten': (v) =>
    append(v, { [resourceNumber(v)]: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' }),
  'page resized': (v) =>
    append(v, {
      [v.pageNum]: write(new Map([...entriesOf(v, v.pageNum), ['MediaBox', [0, 0, 10, 10]]])),
    }),
  'catalog given other pages': (v) =>
    append(v, {
      [v.rootNum]: write(new Map([...entriesOf(v, v.rootNum), ['Pages', new Ref(v.size, 0)]])),
      [v.size]: `<< /Type /Pages /Kids [${v.size + 1} 0 R] /Count 1 >>`,
      [v.size + 1]: `<< /Type /Page /Parent ${v.size} 0 R /MediaBox [0 0 595 842] >>`,
    }),
  'free text laid over the page': (v) =>
    append(v, withAnnotation(v, '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (1.000.000) >>')),
  'stamp laid over the page': (v) =>
    append(v, withAnnotation(v, '<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] >>')),
  'square laid over the page': (v) =>
    append(v, withAnnotation(v, '<< /Type /Annot /Subtype /Square /IC [1 1 1] /Rect [0 0 595 842] >>')),
  'text field laid over the page': (v) =>
    append(v, withAnnotation(v, '<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /V (gia) /Rect [0 0 595 842] >>')),
  'script run on opening': (v) =>
    append(v, { [v.rootNum]: insert(v.source(v.rootNum), '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>') }),
  'objects without a cross-reference (ISA)': (v) =>
    append(v, { [contentNumber(v)]: stream('BT (Gia) Tj ET') }, { xref: false }),
  'objects and a trailer without a cross-reference (ISA)': (v) =>
    Buffer.concat([
      append(v, { [contentNumber(v)]: stream('BT (Gia) Tj ET') }, { xref: false }),
      Buffer.from(`trailer\n<< /Root ${v.rootNum} 0 R /Size ${v.size} >>\nstartxref\n${v.bytes.length}\n%%EOF\n`),
    ]),
  'a cross-reference that forgets what was signed': (v) =>
    append(v, { [v.rootNum]: '<< /Type /Catalog /Pages 2 0 R >>' }, { trailer: '/Prev 0' }),
  'a hybrid cross-reference that says two things': (v) => hybrid(v),
  'syntax behind the end': (v) => Buffer.concat([v.bytes, Buffer.from('\n4 0 obj << >> endobj')]),
}

/** The table keeps the page as it was, the stream beside it hides another object of the same revision behind `f`. */
function hybrid(victim: Victim): Buffer {
  const { bytes, rootNum, size, view } = victim
  const num = contentNumber(victim)
  const fake = Buffer.from(`\n${num} 0 obj\n${stream('BT (Gia) Tj ET')}\nendobj\n`, 'latin1')
  const at = bytes.length + 1
  const row = Buffer.alloc(7)
  row[0] = 1
  row.writeUInt32BE(at, 1)
  const xrefStream = bytes.length + fake.length
  const section = Buffer.from(
    `${size} 0 obj\n${stream(row.toString('latin1'), `/Type /XRef /W [1 4 2] /Index [${num} 1] /Size ${size + 1}`)}\nendobj\n`,
    'latin1',
  )
  const table = xrefStream + section.length
  const previous = lastStartXref(bytes, view.end)?.offset ?? 0
  const tail = `xref\n${num} 1\n0000000000 00001 f \ntrailer\n<< /Size ${size + 1} /Root ${rootNum} 0 R /Prev ${previous} /XRefStm ${xrefStream} >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.concat([bytes, fake, section, Buffer.from(tail, 'latin1')])
}

const noticed = ({ integrity, coverage, laterChanges }: SignatureReport): boolean =>
  integrity === 'broken' || coverage === 'unclear' || laterChanges === 'forbidden'

describe.runIf(folder !== null)('attacks on real documents', () => {
  describe.each(INTACT)('%s', (file) => {
    it.each(Object.keys(ATTACKS))('%s', async (name) => {
      const attacked = ATTACKS[name]?.(open(file)) ?? Buffer.alloc(0)
      const judged = await verify(attacked)
      expect(judged.verdict).toBe('failed')
      expect(judged.signatures.every(noticed)).toBe(true)
      expect(judged.signatures[0]?.reasons[0]?.code).toBeDefined()
    })

    it('with a server’s words behind the end is left to an editor', async () => {
      const judged = await verify(Buffer.concat([open(file).bytes, Buffer.from('\nRất tiếc, có lỗi xảy ra')]))
      expect(judged.verdict).toBe('indeterminate')
      expect(judged.signatures.every(({ reasons }) => reasons.some(({ code }) => code === 'TRAILING_JUNK'))).toBe(true)
    })
  })

  test.each(INTACT)('%s, saved again without change, stays permitted', async (file) => {
    const victim = open(file)
    const judged = await verify(
      append(victim, { [victim.size]: '<< /ModDate (D:20260601) >>' }, { trailer: `/Info ${victim.size} 0 R` }),
    )
    expect(judged.signatures.every(({ laterChanges }) => laterChanges === 'permitted')).toBe(true)
  })
})
