import { expect, test } from 'vitest'
import { correctionsOf, toTestCase } from '../../../validators/metadata/corrections.ts'
import { compose, describeText } from './compose.ts'

const sha256 = 'ab'.repeat(32)

test('an edit becomes a correction only where the value changed', () => {
  const report = describeText(compose({}))
  const edited = { ...report.metadata, summary: 'Ban hành Quy chế quản lý, vận hành' }
  const corrections = correctionsOf(report, edited, { sha256, at: '2026-11-24T03:00:00Z' })
  expect(corrections.map(({ field, read, corrected }) => ({ field, read, corrected }))).toEqual([
    { field: 'summary', read: 'Ban hành Quy chế quản lý', corrected: 'Ban hành Quy chế quản lý, vận hành' },
  ])
  expect(corrections[0]?.evidence?.page).toBe(1)
})

test('corrections export as a test case; the last one of a field stands, the first reading is kept', () => {
  const common = { field: 'reference', evidence: null, sha256 } as const
  const later = { ...common, read: '222/QĐ-UBND', corrected: '2249/QĐ-UBND', at: '2026-11-24T05:00:00Z' }
  const earlier = { ...common, read: null, corrected: '222/QĐ-UBND', at: '2026-11-24T04:00:00Z' }
  expect(toTestCase('văn bản', [later, earlier])).toMatchObject({
    truth: { reference: '2249/QĐ-UBND' },
    was: { reference: null },
    corrected: [earlier.at, later.at],
  })
  expect(toTestCase('văn bản', [])).toBeNull()
})
