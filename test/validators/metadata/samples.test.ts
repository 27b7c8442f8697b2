import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compareField } from '../../../bench/extract/compare.ts'
import { extractMetadata } from '../../../validators/metadata/extract.ts'
import { typeNamed } from '../../../validators/metadata/heading/document-types.ts'
import { comparableReference, parseReference } from '../../../validators/metadata/heading/reference.ts'
import type { MetadataReport } from '../../../validators/metadata/metadata.ts'
import { decodeText } from '../../../validators/text/plain/decode-text.ts'
import { readTxt } from '../../../validators/text/plain/read-txt.ts'
import { samplesFolder } from '../../samples.ts'

const folder = samplesFolder('metadata')

/** Right and wrong answers among those a portal gave the truth for. */
function share(
  field: string,
  answers: readonly { truth: string; found: string | null }[],
): { right: number; wrong: number } {
  const outcomes = answers.map(({ truth, found }) => compareField(field, truth, found))
  const count = (...wanted: string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length / outcomes.length
  return { right: count('right', 'half'), wrong: count('wrong') }
}

describe.skipIf(folder === null)('real texts with the metadata a portal gave', () => {
  const lines = (name: string) =>
    folder === null
      ? []
      : readFileSync(join(folder, name), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
  const read = lines('records.jsonl')
    .filter((record) => record.text !== null && record.text_kind !== 'pdf-scan')
    .map((record) => {
      const articlesOnly = record.id.startsWith('pd-')
      const text = readFileSync(join(folder ?? '', record.text))
      const issuedOn = articlesOnly ? (record.truth.issuedOn ?? null) : null
      return { record, articlesOnly, report: extractMetadata(readTxt(decodeText(text)), { issuedOn }) }
    })
  const answers = (field: string, value: (report: MetadataReport) => string | null) =>
    read
      .filter(({ record, articlesOnly }) => record.truth[field] && !articlesOnly)
      .map(({ record, report }) => ({ truth: record.truth[field] as string, found: value(report) }))

  test.each([
    ['reference', 0.995, 0.002],
    ['documentType', 0.995, 0.002],
    ['issuedOn', 0.995, 0.002],
    ['issuer', 0.99, 0.01],
    ['summary', 0.97, 0.03],
  ] as const)('%s: at least %f right, at most %f wrong', (field, right, wrong) => {
    const result = share(
      field,
      answers(field, (report) => report.metadata[field]),
    )
    expect(result.right).toBeGreaterThanOrEqual(right)
    expect(result.wrong).toBeLessThanOrEqual(wrong)
  })

  test('the signer', () => {
    const result = share(
      'signer',
      answers('signer', (report) => report.metadata.signers[0]?.name ?? null),
    )
    expect(result.right).toBeGreaterThanOrEqual(0.98)
  })

  test('the effective date where the text settles it', () => {
    const settled = read.filter(({ record }) => /agrees/u.test(record.check.closing ?? ''))
    const result = share(
      'effectiveOn',
      settled.map(({ record, report }) => ({ truth: record.truth.effectiveOn, found: report.metadata.effectiveOn })),
    )
    expect(result.right).toBeGreaterThanOrEqual(0.98)
    expect(result.wrong).toBeLessThanOrEqual(0.005)
  })

  test('a date that hangs on the gazette or was left blank is never guessed; the rule is stated', () => {
    const hanging = read.filter(({ record }) => /^(?:relative-15|blank-date)$/u.test(record.check.closing ?? ''))
    const guessed = hanging.filter(({ record, report }) => {
      const { effectiveOn } = report.metadata
      return effectiveOn !== null && effectiveOn !== record.truth.effectiveOn
    })
    const silent = hanging.filter(({ report }) => report.metadata.effectiveOn === null && report.warnings.length === 0)
    expect([...guessed, ...silent].map(({ record }) => record.id)).toEqual([])
  })

  test('no text is taken for secret', () => {
    expect(read.filter(({ report }) => report.secrecy !== null).map(({ record }) => record.id)).toEqual([])
  })

  test('every number and type of a province’s gazette has a known shape', () => {
    const catalog = lines('catalog-sonla.jsonl').filter((entry) => entry.reference)
    const misread = catalog.filter((entry) => {
      const parsed = parseReference(entry.reference)?.reference
      return !parsed || comparableReference(parsed) !== comparableReference(entry.reference)
    })
    const unknown = catalog.filter((entry) => !typeNamed(/^\S+\s\S+/u.exec(entry.documentType)?.[0] ?? ''))
    expect([...misread, ...unknown].map((entry) => entry.reference)).toEqual([])
  })
})
