import { describe, expect, it } from 'vitest'
import type { SignatureReport } from '../../../validators/signature/report.ts'
import { toldFirst } from '../../../validators/signature/told-first.ts'

type Told = [indication: SignatureReport['indication'], ...codes: string[]]

function codesOf(...signatures: Told[]): string[] {
  const reports = signatures.map(([indication, ...codes]) => ({
    indication,
    laterChanges: 'none',
    reasons: codes.map((code) => ({ code, message: code.toLowerCase() })),
  }))
  return toldFirst({ error: null, signatures: reports as unknown as SignatureReport[] }).map(({ code }) => code)
}

describe('what is told first of a file', () => {
  it('is the fault of the second signature, not a remark on the first', () => {
    expect(codesOf(['TOTAL_PASSED', 'TIME_NOT_PROVEN'], ['TOTAL_FAILED', 'CONTENT_CHANGED', 'LEVEL'])).toEqual([
      'CONTENT_CHANGED',
    ])
  })

  it('is what failed before what is open, each sentence once', () => {
    expect(
      codesOf(
        ['INDETERMINATE', 'CHAIN_NOT_FOUND'],
        ['TOTAL_FAILED', 'CONTENT_CHANGED'],
        ['INDETERMINATE', 'CHAIN_NOT_FOUND'],
      ),
    ).toEqual(['CONTENT_CHANGED', 'CHAIN_NOT_FOUND'])
  })

  it('is a warning, even where everything passed; and nothing where there is only good news', () => {
    expect(codesOf(['TOTAL_PASSED', 'LEVEL'], ['TOTAL_PASSED', 'HIDDEN_CONTENT', 'LEVEL'])).toEqual(['HIDDEN_CONTENT'])
    expect(codesOf(['TOTAL_PASSED', 'TIME_NOT_PROVEN', 'LEVEL'])).toEqual([])
  })

  it('is the fault of the file where it could not be judged', () => {
    const error = { code: 'PDF_LOCKED', message: 'khóa' }
    expect(toldFirst({ error, signatures: [] })).toEqual([error])
  })
})
