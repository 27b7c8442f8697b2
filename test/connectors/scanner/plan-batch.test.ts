/** Which pages of a batch make which document. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlankPages, planBatch, type SeenPage } from '../../../connectors/scanner/plan-batch.ts'
import { separatorOf, sheetCode } from '../../../connectors/scanner/separator.ts'

/** `P` a page, `b` a blank one, `S` a separator sheet, `X` one that names a sender. */
const seen = (pages: string): SeenPage[] =>
  [...pages].map((page) => ({
    blank: page === 'b',
    separator: page === 'S' ? { sender: null } : page === 'X' ? { sender: 'xã' } : null,
  }))
const documents = (pages: string, blankPages: BlankPages) =>
  planBatch(seen(pages), blankPages).documents.map((document) => document.pages.join(' '))

describe('a batch', () => {
  it.each<[string, string, BlankPages, string[]]>([
    ['without sheets is one document', 'PPP', 'remove', ['1 2 3']],
    ['is cut at its sheets, wherever they lie', 'SPPSPS', 'remove', ['2 3', '5']],
    ['loses its blank backs', 'PbPbSbPb', 'remove', ['1 3', '7']],
    ['keeps blank pages where they are to be kept, but for the backs of sheets', 'PbSbPb', 'keep', ['1 2', '5 6']],
    ['is cut at blank pages only where the setting says so', 'PPbP', 'separate', ['1 2', '4']],
    ['is cut once at several blank pages', 'PbbbP', 'separate', ['1', '5']],
    ['of sheets and blanks alone holds nothing', 'SbSb', 'remove', []],
  ])('%s', (_, pages, blankPages, expected) => expect(documents(pages, blankPages)).toEqual(expected))

  it('gives a document the sender of the sheet before it, and no other', () => {
    expect(planBatch(seen('PXPSPXbP'), 'remove').documents.map((document) => document.sender)).toEqual([
      null,
      'xã',
      null,
      'xã',
    ])
  })

  it('loses no page: each is in one document, or a sheet, or a blank', () => {
    const pages = fc.string({ unit: fc.constantFrom('P', 'b', 'S', 'X'), maxLength: 60 })
    fc.assert(
      fc.property(pages, fc.constantFrom<BlankPages>('remove', 'separate', 'keep'), (text, blankPages) => {
        const plan = planBatch(seen(text), blankPages)
        const all = [...plan.documents.flatMap((document) => document.pages), ...plan.separators, ...plan.blanks]
        expect(all.sort((one, other) => one - other)).toEqual([...text].map((_, index) => index + 1))
        const kept = plan.documents.flatMap((document) => document.pages)
        expect(kept).toEqual(kept.toSorted((one, other) => one - other))
        for (const number of kept) expect(text[number - 1]).toMatch(blankPages === 'keep' ? /[Pb]/ : /P/)
        expect(plan.documents.every((document) => document.pages.length > 0)).toBe(true)
      }),
    )
  })
})

describe('the code of a sheet', () => {
  it.each<[string, string[], string | null | undefined]>([
    ['ours without a sender', [sheetCode('')], null],
    ['ours with a sender', [sheetCode(' UBND  xã\nBằng Mạc ')], 'UBND xã Bằng Mạc'],
    ['the bar code alone', ['CONGBAO-TACH'], null],
    ['a sheet of a later version', ['congbao:tach:2:{"k":1}'], null],
    ["the office's own", ['SEPARATOR-07'], null],
    ['another code', ['https://example.vn/tra-cuu?id=1'], undefined],
    ['something that merely mentions ours', ['xem congbao:tach:1:'], undefined],
  ])('%s', (_, codes, sender) => {
    expect(separatorOf(codes, ['SEPARATOR-*'])).toEqual(sender === undefined ? null : { sender })
  })
})
