import { describe, expect, it } from 'vitest'
import {
  type AppendWish,
  append,
  certification,
  LETTER,
  makePdf,
  nextField,
  type Objects,
  type Pdf,
  type SignWish,
  sign,
  stream,
} from './make-pdf.ts'
import { codes, first, verify } from './verify.ts'

const base = makePdf()
const signed = sign(base)
const sig = nextField(base)
const page = (LETTER[3] ?? '').replace('[7 0 R]', `[7 0 R ${sig}]`)
const form = `<< /SigFlags 3 /Fields [7 0 R ${sig}] /DR << /Font << /Helv 5 0 R >> >> >>`
const later = (objects: Objects, wish?: AppendWish): Pdf => append(signed, objects, wish)

describe('after signing, permitted without certification', () => {
  const dss = { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS 30 0 R >>', 30: '<< /Certs [31 0 R] >>' }
  it.each<[string, Objects, AppendWish?]>([
    [
      'a field filled in',
      { 7: (LETTER[7] ?? '').replace('/N 8 0 R', '/N 30 0 R').replace('>>', '>> /V (da xem)'), 30: LETTER[8] ?? '' },
    ],
    ['validation data', { ...dss, 31: stream('0') }],
    ['validation data in object streams', dss, { compressed: true }],
    ['a font for the form', { 6: form.replace('/Helv 5 0 R', '/Helv 5 0 R /F9 30 0 R'), 30: LETTER[5] ?? '' }],
    ['an information dictionary', { 30: '<< /ModDate (D:20260601) >>' }, { trailer: '/Info 30 0 R' }],
    ['the same object written again', { 4: LETTER[4] ?? '' }],
    [
      'the rotation and crop box said that were understood',
      { 3: page.replace('/Type /Page', '/Type /Page /Rotate 0 /CropBox [0 0 595 842]') },
    ],
    [
      'private data of a program, and the word that the document is tagged',
      {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /PieceInfo << /Word << >> >> /MarkInfo << /Marked true >> >>',
      },
    ],
    [
      'what a viewer does anyway, said in the catalog',
      { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /PageMode /UseNone /ViewerPreferences << >> >>' },
    ],
    ['an object nobody uses', { 99: '<< /Nothing true >>' }],
    [
      'extensions and version',
      { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Version /2.0 /Extensions << /ESIC << >> >> >>' },
    ],
  ])('%s', async (_, objects, wish) => {
    expect(await first(later(objects, wish))).toMatchObject({ integrity: 'intact', laterChanges: 'permitted' })
    expect((await verify(later(objects, wish))).verdict).toBe('passed')
  })
})

describe('after signing a page that inherits from its tree', () => {
  const bare = (LETTER[3] ?? '')
    .replace('/MediaBox [0 0 595 842]', '')
    .replace('/Resources << /Font << /F1 5 0 R >> >>', '')
  const tree = makePdf({
    ...LETTER,
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Rotate 90 /Resources << /Font << /F1 5 0 R >> >> >>',
    3: bare,
  })
  const inheriting = sign(tree, { objects: { 3: bare.replace('[7 0 R]', `[7 0 R ${sig}]`) } })
  it.each([
    [
      'the same said on the page',
      '/MediaBox [0 0 595 842] /Rotate 90 /Resources << /Font << /F1 5 0 R >> >>',
      'permitted',
    ],
    ['another size', '/MediaBox [0 0 595 400]', 'forbidden'],
    ['no rotation', '/Rotate 0', 'forbidden'],
    ['other fonts', '/Resources << /Font << /F1 7 0 R >> >>', 'forbidden'],
  ])('%s', async (_, entries, expected) => {
    const own = bare.replace('[7 0 R]', `[7 0 R ${sig}]`).replace('/Type /Page', `/Type /Page ${entries}`)
    expect(await first(append(inheriting, { 3: own }))).toMatchObject({ integrity: 'intact', laterChanges: expected })
  })
})

describe('after signing, never permitted', () => {
  const annotation = (subtype: string) => ({
    3: page.replace(sig, `${sig} 30 0 R`),
    30: `<< /Type /Annot /Subtype /${subtype} /Rect [0 0 595 842] >>`,
  })
  it.each<[string, Objects, string, AppendWish?]>([
    ['page content overwritten', { 4: stream('BT (Gia mao) Tj ET') }, 'PAGE_CONTENT_CHANGED'],
    [
      'page content redirected',
      { 3: page.replace('4 0 R', '30 0 R'), 30: stream('BT (Gia) Tj ET') },
      'PAGE_CONTENT_CHANGED',
    ],
    ['a font overwritten', { 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>' }, 'FORM_RESOURCE_CHANGED'],
    [
      'content overwritten in an object stream',
      { 5: '<< /Type /Font /Subtype /Type3 >>' },
      'FORM_RESOURCE_CHANGED',
      { compressed: true },
    ],
    ['the page resized', { 3: page.replace('595 842', '595 400') }, 'PAGE_GEOMETRY_CHANGED'],
    ['a page added', { 2: '<< /Type /Pages /Kids [3 0 R 30 0 R] /Count 2 >>', 30: page }, 'PAGE_TREE_CHANGED'],
    [
      'the page exchanged (hide and replace)',
      { 2: '<< /Type /Pages /Kids [30 0 R] /Count 1 >>', 30: page },
      'PAGE_TREE_CHANGED',
    ],
    [
      'the page tree exchanged',
      { 1: '<< /Type /Catalog /Pages 30 0 R /AcroForm 6 0 R >>', 30: LETTER[2] ?? '' },
      'PAGE_TREE_CHANGED',
    ],
    [
      'an opening action',
      { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OpenAction [3 0 R /Fit] >>' },
      'ACTION_CHANGED',
    ],
    [
      'another way of opening',
      { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /PageMode /UseAttachments >>' },
      'CATALOG_CHANGED',
    ],
    [
      'an unknown entry of the catalog',
      { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Xyz 5 0 R >>' },
      'CATALOG_CHANGED',
    ],
    ['the form removed', { 1: '<< /Type /Catalog /Pages 2 0 R >>' }, 'FORM_REMOVED'],
    [
      'the signature emptied',
      { 9: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /F 2 /P 3 0 R /Rect [0 0 0 0] /V 10 0 R >>` },
      'SIGNATURE_CHANGED',
    ],
    ['a field renamed', { 7: (LETTER[7] ?? '').replace('ghichu', 'khacxa') }, 'FIELD_REMOVED'],
    [
      'a text field added',
      {
        ...annotation('Widget'),
        6: form.replace(sig, `${sig} 30 0 R`),
        30: '<< /FT /Tx /T (moi) /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>',
      },
      'FIELD_ADDED',
    ],
    ['a widget of no field', annotation('Widget'), 'DANGLING_WIDGET'],
    ['a free text over the page', annotation('FreeText'), 'COVERING_ANNOTATION'],
    ['a stamp over the page', annotation('Stamp'), 'COVERING_ANNOTATION'],
    ['a link', annotation('Link'), 'ANNOTATION_ADDED'],
    [
      'an unsigned but visible signature field (SSA)',
      {
        ...annotation('Widget'),
        6: form.replace(sig, `${sig} 30 0 R`),
        30: '<< /FT /Sig /T (giả) /Type /Annot /Subtype /Widget /Rect [0 0 595 842] /AP << /N 8 0 R >> >>',
      },
      'VISIBLE_EMPTY_SIGNATURE_FIELD',
    ],
    [
      'an unsigned signature field that the viewer paints white',
      {
        ...annotation('Widget'),
        6: form.replace(sig, `${sig} 30 0 R`),
        30: '<< /FT /Sig /T (trang) /Type /Annot /Subtype /Widget /Rect [0 0 595 842] /MK << /BG [1 1 1] >> >>',
      },
      'VISIBLE_EMPTY_SIGNATURE_FIELD',
    ],
    [
      'an XFA form',
      { 6: form.replace('>> >> >>', '>> >> /XFA 30 0 R >>'), 30: stream('<xdp/>') },
      'XFA_TEMPLATE_CHANGED',
    ],
    ['a moved text field', { 7: (LETTER[7] ?? '').replace('[72 600', '[72 100') }, 'FIELD_CHANGED'],
    ['encryption', { 30: '<< /Filter /Standard /V 9 >>' }, 'ENCRYPTION_CHANGED', { trailer: '/Encrypt 30 0 R' }],
    [
      'a second content entry beside the first',
      { 3: page.replace('/Contents 4 0 R', '/Contents 30 0 R /Contents 4 0 R'), 30: stream('BT (Gia) Tj ET') },
      'PAGE_CHANGED',
    ],
    [
      'another generation of the content',
      { 3: page.replace('/Contents 4 0 R', '/Contents 4 1 R') },
      'PAGE_CONTENT_CHANGED',
    ],
    [
      'the same page content with a length that covers more',
      {
        4: (LETTER[4] ?? '').replace(/\/Length \d+/, '/Length 90').concat(' '.repeat(20), '1 0 0 rg 0 0 595 842 re f'),
      },
      'PAGE_CONTENT_CHANGED',
    ],
    ['page content freed', { 4: null }, 'PAGE_CONTENT_CHANGED'],
  ])('%s', async (_, objects, code, wish) => {
    const report = await first(later(objects, wish))
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden', indication: 'TOTAL_FAILED' })
    expect(codes(report)).toContain(code)
    expect(report.reasons[0]?.message).toMatch(/^Sau khi ký, .+\.$/)
  })

  it('objects appended without a cross-reference (incremental saving attack)', async () => {
    const report = await first(later({ 4: stream('BT (Gia) Tj ET') }, { withoutXref: true }))
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
    expect(codes(report)).toContain('APPENDED_BYTES')
  })

  it('bytes appended behind the end', async () => {
    const longer = Buffer.concat([signed.bytes, Buffer.from('không thuộc tệp')])
    const report = await first(longer)
    // No reader finds PDF in it, so it changes nothing shown; but it is said, and an editor decides.
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'permitted', indication: 'INDETERMINATE' })
    expect(codes(report)).toContain('TRAILING_JUNK')
    const syntax = Buffer.concat([signed.bytes, Buffer.from('4 0 obj (khác) endobj')])
    expect(codes(await first(syntax))).toContain('APPENDED_BYTES')
  })

  it('what a signed reference to nothing has come to mean (shadow attack)', async () => {
    const prepared = makePdf({ ...LETTER, 3: (LETTER[3] ?? '').replace('4 0 R', '[4 0 R 40 0 R]') })
    const objects = { 3: page.replace('4 0 R', '[4 0 R 40 0 R]') }
    const report = await first(append(sign(prepared, { objects }), { 40: stream('0 0 595 842 re f') }))
    expect(codes(report)).toContain('PAGE_CONTENT_CHANGED')
  })

  it('an object stream overwritten under the objects it held', async () => {
    const compressed = append(base, { 5: LETTER[5] ?? '' }, { compressed: true })
    const container = compressed.size - 2
    const body = '5 0 << /Type /Font /Subtype /Type1 /BaseFont /Symbol >>'
    const report = await first(append(sign(compressed), { [container]: stream(body, '/Type /ObjStm /N 1 /First 4') }))
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'forbidden' })
    expect(codes(report)).toContain('FORM_RESOURCE_CHANGED')
  })

  it('an object stream written again so that only some readers still find its objects', async () => {
    const compressed = append(base, { 5: LETTER[5] ?? '' }, { compressed: true })
    const container = compressed.size - 2
    const same = (type: string) => ({ [container]: stream(`5 0 ${LETTER[5]}`, `${type} /N 1 /First 4`) })
    expect(codes(await first(append(sign(compressed), same(''))))).toContain('OBJECT_STREAM_CHANGED')
  })

  it('a form resource renewed, where fields can be drawn from it; not where all fields are signatures', async () => {
    const onlySignatures = makePdf({
      ...LETTER,
      3: (LETTER[3] ?? '').replace('7 0 R', ''),
      6: (LETTER[6] ?? '').replace('7 0 R', ''),
      7: null,
    })
    const renewed = (pdf: Pdf, fields: string): Pdf =>
      append(pdf, {
        6: `<< /SigFlags 3 /Fields [${fields}] /DR << /Font << /Helv 30 0 R >> >> >>`,
        30: '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
      })
    expect(codes(await first(renewed(signed, `7 0 R ${sig}`)))).toContain('FORM_RESOURCE_CHANGED')
    const alone = sign(onlySignatures, { others: '' })
    expect(await first(renewed(alone, nextField(onlySignatures)))).toMatchObject({ laterChanges: 'permitted' })
  })

  it('a signature laid over the page (sneaky signature attack)', async () => {
    const over = sign(signed, { field: 'Sig2', others: `7 0 R ${sig}`, visible: true, rect: '[0 0 595 842]' })
    expect(codes(await first(over))).toContain('SIGNATURE_COVERS_PAGE')
  })

  it('a signature whose field runs a script', async () => {
    const script = '/AA << /E << /S /JavaScript /JS (app.alert\\(1\\)) >> >>'
    const armed = sign(signed, { field: 'Sig2', others: `7 0 R ${sig}`, fieldEntries: script })
    expect(codes(await first(armed))).toContain('ACTION_CHANGED')
  })

  it('a signature that covers a small page, whose size is said further up', async () => {
    const small = makePdf({
      ...LETTER,
      2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 400] >>',
      3: (LETTER[3] ?? '').replace('/MediaBox [0 0 595 842]', ''),
    })
    const own = (LETTER[3] ?? '').replace('/MediaBox [0 0 595 842]', '')
    const objects = (fields: string) => ({ 3: own.replace('[7 0 R]', `[${fields}]`) })
    const once = sign(small, { objects: objects(`7 0 R ${sig}`) })
    const over = sign(once, {
      field: 'Sig2',
      others: `7 0 R ${sig}`,
      visible: true,
      rect: '[0 0 300 400]',
      objects: objects(`7 0 R ${sig} ${nextField(once)}`),
    })
    expect(codes(await first(over))).toContain('SIGNATURE_COVERS_PAGE')
  })

  it('a document time-stamp that shows something is left to an editor; certified against changes, it is refused', async () => {
    const stamp = (pdf: Pdf): Pdf =>
      sign(pdf, { field: 'Stamp', others: `7 0 R ${sig}`, stampedAt: '2026-06-02T00:00:00Z', visible: true })
    const report = await first(stamp(signed))
    expect(report).toMatchObject({ laterChanges: 'permitted', indication: 'INDETERMINATE' })
    expect(codes(report)[0]).toBe('VISIBLE_TIMESTAMP')
    // A field that waited empty is no way round.
    const waiting = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Stamp) /F 132 /P 3 0 R /Rect [300 100 500 160] >>'
    const prepared = makePdf({
      ...LETTER,
      3: (LETTER[3] ?? '').replace('[7 0 R]', '[7 0 R 9 0 R]'),
      6: (LETTER[6] ?? '').replace('[7 0 R]', '[7 0 R 9 0 R]'),
      9: waiting,
    })
    const field = nextField(prepared)
    const once = sign(prepared, { others: '7 0 R 9 0 R' })
    const filled = sign(once, {
      field: 'Other',
      others: `7 0 R 9 0 R ${field}`,
      stampedAt: '2026-06-02T00:00:00Z',
      objects: { 9: waiting.replace('>>', `/V ${once.size + 1} 0 R /AP << /N 8 0 R >> >>`) },
    })
    const earlier = (await verify(filled)).signatures.find((one) => one.field === 'Sig1')
    expect(earlier?.reasons.map(({ code }) => code)).toContain('VISIBLE_TIMESTAMP')
    const certified = sign(base, { entries: certification(1) })
    expect(await first(stamp(certified))).toMatchObject({ laterChanges: 'forbidden', indication: 'TOTAL_FAILED' })
  })

  it('tells a later signature from what came between', async () => {
    const forged = append(signed, { 4: stream('BT (Gia) Tj ET') })
    const twice = sign(forged, { field: 'Sig2', others: `7 0 R ${sig}` })
    expect((await verify(twice)).signatures).toMatchObject([
      { field: 'Sig1', laterChanges: 'forbidden' },
      { field: 'Sig2', laterChanges: 'none' },
    ])
  })
})

describe('after signing an XFA form', () => {
  const packets = (template: string, data: string): Objects => ({
    6: form.replace('>> >> >>', '>> >> /XFA [(template) 30 0 R (datasets) 31 0 R] >>'),
    30: stream(template),
    31: stream(data),
  })
  const xfa = sign(base, { objects: packets('<template/>', '<data/>') })

  it('its data may be filled in, its template stays', async () => {
    expect(await first(append(xfa, packets('<template/>', '<data>1</data>')))).toMatchObject({
      laterChanges: 'permitted',
    })
    expect(codes(await first(append(xfa, packets('<template>x</template>', '<data/>'))))).toContain(
      'XFA_TEMPLATE_CHANGED',
    )
  })
})

describe('after certification', () => {
  const certified = (level: 1 | 2 | 3, wish: SignWish = {}): Pdf =>
    sign(base, { entries: certification(level), ...wish })
  const fill: Objects = { 7: (LETTER[7] ?? '').replace('/F 4', '/F 4 /V (dien)') }
  const note: Objects = {
    3: page.replace(sig, `${sig} 30 0 R`),
    30: '<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents (ghi chu) >>',
  }
  const dss: Objects = {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS << /CRLs [30 0 R] >> >>',
    30: stream('0'),
  }

  it.each<[1 | 2 | 3, string, Objects, 'permitted' | 'forbidden']>([
    [1, 'validation data', dss, 'permitted'],
    [1, 'a field filled in', fill, 'forbidden'],
    [1, 'a note', note, 'forbidden'],
    [2, 'a field filled in', fill, 'permitted'],
    [2, 'a note', note, 'forbidden'],
    [3, 'a note', note, 'permitted'],
    [3, 'a free text (EAA)', { ...note, 30: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] >>' }, 'forbidden'],
    [
      3,
      'an annotation of a kind nobody knows',
      { ...note, 30: '<< /Subtype /Xyz /Rect [0 0 595 842] >>' },
      'forbidden',
    ],
    [3, 'the page content', { 4: stream('BT (Gia) Tj ET') }, 'forbidden'],
  ])('of level %i: %s', async (level, _, objects, expected) => {
    expect(await first(append(certified(level), objects))).toMatchObject({
      integrity: 'intact',
      laterChanges: expected,
    })
  })

  it('a further signature is permitted at level 2 and not at level 1', async () => {
    const again = (pdf: Pdf): Pdf => sign(pdf, { field: 'Sig2', others: `7 0 R ${sig}` })
    expect(await first(again(certified(2)))).toMatchObject({ laterChanges: 'permitted' })
    expect(await first(again(certified(1)))).toMatchObject({ laterChanges: 'forbidden' })
  })

  it('a second certification is doubted', async () => {
    const again = sign(certified(2), { field: 'Sig2', others: `7 0 R ${sig}`, entries: certification(2) })
    const judged = await verify(again)
    expect(judged.verdict).toBe('indeterminate')
    expect(judged.signatures[1]?.reasons[0]?.code).toBe('SECOND_CERTIFICATION')
  })

  it('a locked field stays locked, another may be filled in', async () => {
    const lock = (fields: string): SignWish => ({ fieldEntries: `/Lock << /Type /SigFieldLock ${fields} >>` })
    const locked = append(sign(base, lock('/Action /Include /Fields [(ghichu)]')), fill)
    expect(codes(await first(locked))).toContain('FIELD_FILLED')
    expect((await first(locked)).laterChanges).toBe('forbidden')
    const free = append(sign(base, lock('/Action /Exclude /Fields [(ghichu)]')), fill)
    expect((await first(free)).laterChanges).toBe('permitted')
  })
})

describe('a document prepared for a shadow attack', () => {
  it('passes with a warning', async () => {
    const prepared = makePdf({ ...LETTER, 20: page, 21: '<< /Type /Pages /Kids [20 0 R] /Count 1 >>' })
    const report = await first(sign(prepared))
    expect(report).toMatchObject({ integrity: 'intact', laterChanges: 'none', indication: 'TOTAL_PASSED' })
    expect(codes(report)).toContain('HIDDEN_CONTENT')
  })
})
