import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compareField } from '../../../../bench/extract/compare.ts'
import { extractMetadata } from '../../../../validators/metadata/extract.ts'
import { isPlaceAndDate, readPlaceAndDate } from '../../../../validators/metadata/heading/place-and-date.ts'
import { parseReference } from '../../../../validators/metadata/heading/reference.ts'
import { chooseEngine, recogniseWith } from '../../../../validators/text/ocr/index.ts'
import type { Page } from '../../../../validators/text/read-document.ts'
import { samplesFolder } from '../../../samples.ts'

const folder = samplesFolder('documents')

interface Sample {
  file: string
  note: string | null
  expected: { reference: string | null; issuedOn: string | null }
}

/** Scans whose number and day somebody wrote in, as their notes say; only their first pages are read. */
function writtenByHand(): Sample[] {
  if (folder === null) return []
  return readFileSync(join(folder, 'expected.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): Sample => JSON.parse(line))
    .filter(({ note, expected }) => /by hand/u.test(note ?? '') && expected?.reference)
}

describe.skipIf(folder === null)('real decisions whose number and day were written in ink', async () => {
  const engine = folder === null ? null : await chooseEngine()
  afterAll(async () => engine?.close())

  const read = async ({ file }: Sample): Promise<Page> => {
    const bytes = new Uint8Array(readFileSync(join(folder ?? '', file)))
    const page = engine && (await recogniseWith(engine)(bytes, [1])).get(1)
    if (!page) throw new Error(`${file} was not read`)
    return page
  }

  test.each(writtenByHand())(
    '$file ($expected.reference): no wrong digit is accepted, and its symbol, year and typed month are read',
    { timeout: 120_000 },
    async (sample) => {
      const page = await read(sample)
      const { metadata } = extractMetadata({ pages: [page], textSource: 'ocr', warnings: [] })
      const { reference, issuedOn } = sample.expected
      expect(compareField('reference', reference ?? '', metadata.reference)).not.toBe('wrong')
      expect([null, issuedOn]).toContain(metadata.issuedOn)
      expect(metadata.symbol).toBe(parseReference(reference ?? '')?.symbol)
      const [year, month] = (issuedOn ?? '').split('-').map(Number)
      const dated = page.lines.flatMap((line) => line.segments).find((segment) => isPlaceAndDate(segment.text))
      const date = metadata.issuedOn ? null : readPlaceAndDate(dated?.text ?? '').partial
      const typedMonth = page.slots.some((slot) => slot.kind === 'month') ? null : month
      if (date) expect(date).toMatchObject({ year, month: typedMonth })
    },
  )
})
