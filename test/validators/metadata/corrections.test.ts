import { expect, test } from 'vitest'
import { toTestCase } from '../../../validators/metadata/corrections.ts'

const sha256 = 'ab'.repeat(32)
const evidence = { source: 'ocr', confidence: 0.4, page: 1, box: null } as const

test('corrections become one case: the last one of a field stands, the first reading and its place are kept', () => {
  const common = { field: 'reference', sha256 } as const
  const later = {
    ...common,
    read: '222/QĐ-UBND',
    corrected: '2249/QĐ-UBND',
    evidence: null,
    at: '2026-11-24T05:00:00Z',
  }
  const earlier = { ...common, read: null, corrected: '222/QĐ-UBND', evidence, at: '2026-11-24T04:00:00Z' }
  expect(toTestCase([later, earlier], 'ocr')).toMatchObject({
    text: `text/${sha256.slice(0, 16)}.txt`,
    text_kind: 'pdf-scan',
    truth: { reference: '2249/QĐ-UBND' },
    given: ['reference'],
    was: { reference: null },
    evidence: { reference: evidence },
    corrected: [earlier.at, later.at],
  })
  expect(toTestCase([], 'text')).toBeNull()
})

test('a corrected signer is also given by name alone, as the records of portals have it', () => {
  const corrected = [{ name: 'Trần Văn Mẫu', title: null }]
  const correction = {
    field: 'signers',
    read: [],
    corrected,
    evidence: null,
    sha256,
    at: '2026-11-24T04:00:00Z',
  } as const
  expect(toTestCase([correction], 'text')?.truth).toEqual({ signers: corrected, signer: 'Trần Văn Mẫu' })
})
