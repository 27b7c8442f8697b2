import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareField } from '../../../bench/extract/compare.ts'
import { extractMetadata } from '../../../validators/metadata/extract.ts'
import { readDocument } from '../../../validators/text/read.ts'
import { samplesFolder } from '../../samples.ts'
import { codesOf, describeText } from './compose.ts'
import { drafts, looks } from './laid-out/arbitrary.ts'
import { draftOf } from './laid-out/catalogue.ts'
import { drawPdf } from './laid-out/draw.ts'
import { type Draft, isoDay, type Look, layOut } from './laid-out/lay-out.ts'

/** One seed, so that a run is the same everywhere; FUZZ_SEED and FUZZ_RUNS look further. */
const runs = { seed: Number(process.env.FUZZ_SEED ?? 30_2020), numRuns: Number(process.env.FUZZ_RUNS ?? 400) }

/** Fields not read as they were laid out. Columns glued by one space can leave one unread, never wrong. */
function misread(draft: Draft, look: Look, report = describeText(layOut(draft, look))): unknown[] {
  const { metadata } = report
  const byLaw = codesOf(report).includes('EFFECT_BY_LAW')
  const wanted = {
    reference: draft.reference,
    documentType: draft.type ?? 'Công văn',
    issuer: draft.office.issuer,
    issuedOn: isoDay(draft.date),
    effectiveOn: draft.effect.clause === null && byLaw ? metadata.effectiveOn : draft.effect.on,
    summary: `${draft.leadIn}${draft.subject}`,
    signer: draft.signer.name,
  }
  const found: Record<string, string | null> = { ...metadata, signer: metadata.signers[0]?.name ?? null } as never
  return Object.entries(wanted)
    .filter(([field, value]) => {
      const read = found[field] ?? null
      if (value === null) return read !== null
      return !(read === null && look.gutter === 1) && compareField(field, value, read) !== 'right'
    })
    .map(([field, value]) => ({ field, value, found: found[field] }))
}

test('what a document was laid out with is what is read, however it was laid out', () => {
  fc.assert(
    fc.property(drafts, looks, (draft, look) => {
      expect(misread(draft, look)).toEqual([])
    }),
    runs,
  )
})

test('the same from typed pages, by the place of their words', async () => {
  await fc.assert(
    fc.asyncProperty(drafts, looks, async (draft, look) => {
      const read = await readDocument(await drawPdf(draft, look), 'a.pdf')
      if ('error' in read) throw new Error(read.error.code)
      expect(misread(draft, look, extractMetadata(read))).toEqual([])
    }),
    { ...runs, numRuns: Math.ceil(runs.numRuns / 16) },
  )
})

const folder = samplesFolder('metadata')

test.skipIf(folder === null)('every act of a province’s gazette is read back, however it was laid out', () => {
  const catalogue = readFileSync(join(folder ?? '', 'catalog-sonla.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const acts = catalogue.map((line) => draftOf(JSON.parse(line)))
  fc.assert(
    fc.property(fc.constantFrom(...acts), looks, (draft, look) => {
      expect(misread(draft, look)).toEqual([])
    }),
    runs,
  )
})

test('a day or number left blank for ink gives neither, whatever dates and numbers stand around it', () => {
  fc.assert(
    fc.property(drafts, looks, fc.constantFrom('', '      ', '.....'), (draft, look, blank) => {
      const inked = {
        ...draft,
        reference: draft.reference.replace(/^\d+/u, blank),
        date: { ...draft.date, day: null },
      }
      const { metadata } = describeText(
        layOut(inked, { ...look, after: look.after === 'second' ? 'annex' : look.after }),
      )
      expect(metadata).toMatchObject({ reference: null, number: null, issuedOn: null })
      expect(metadata.symbol?.replaceAll(' ', '') ?? draft.symbol).toBe(draft.symbol)
    }),
    runs,
  )
})
