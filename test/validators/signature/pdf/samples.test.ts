/** The signed, broken and attacked PDF files of other validators' suites, and real documents, read in place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freshMemory, type ValidationContext } from '../../../../validators/signature/context.ts'
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'
import { verifyPdf } from '../../../../validators/signature/pdf/verify-pdf.ts'
import { DEFAULT_POLICY } from '../../../../validators/signature/policy/default-policy.ts'
import type { SignatureReport } from '../../../../validators/signature/report.ts'
import { trustStoreOf } from '../../../../validators/signature/trust/trust-store.ts'
import { samplesFolder } from '../../../samples.ts'

const ASPECTS = ['integrity', 'coverage', 'laterChanges'] as const
type Aspect = (typeof ASPECTS)[number]

interface Witness {
  field?: string
  verdict: string | null
}

interface Expectation {
  file: string
  cls: string
  attack: string | null
  password?: string
  pdfsig: Witness[]
  expect: Partial<Record<Aspect, (string | null)[] | null>> & { overall: 'not-passed' | 'failed' | null }
}

const context: ValidationContext = {
  trust: trustStoreOf([]),
  at: Temporal.Instant.from('2026-11-24T00:00:00Z'),
  fetcher: null,
  policy: DEFAULT_POLICY,
  cache: null,
  memory: freshMemory(),
}

function readExpectations<T>(folder: string): T[] {
  const lines = readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as T)
}

const judge = (path: string, password: string | null = null): Promise<FormatJudgement> =>
  verifyPdf(readFileSync(path), { context, content: null, password })

/** Positions of the expectation that are signatures: pdfsig prints empty fields too, without a verdict. */
function signedPositions({ pdfsig, expect: wanted }: Expectation): number[] {
  const count = Math.max(pdfsig.length, wanted.integrity?.length ?? 0)
  return [...Array(count).keys()].filter((index) => pdfsig[index] === undefined || pdfsig[index].verdict !== null)
}

/** Met and stated expectations of each class. */
class Table {
  private readonly rows = new Map<string, Record<Aspect | 'overall' | 'files', [met: number, of: number]>>()

  count(cls: string, aspect: Aspect | 'overall' | 'files', met: boolean): void {
    const none = (): [number, number] => [0, 0]
    const row = this.rows.get(cls) ?? {
      files: none(),
      integrity: none(),
      coverage: none(),
      laterChanges: none(),
      overall: none(),
    }
    row[aspect][0] += met ? 1 : 0
    row[aspect][1] += 1
    this.rows.set(cls, row)
  }

  print(): void {
    const lines = [...this.rows].map(([cls, row]) =>
      [cls.padEnd(16), ...Object.entries(row).map(([key, [met, of]]) => `${key} ${met}/${of}`.padEnd(20))].join(''),
    )
    console.info(`signatures/pdf, expectations met by class\n${lines.sort().join('\n')}`)
  }
}

/** What tells an attack from an honest file, whatever is thought of its root. */
const betraysAttack = (signature: SignatureReport): boolean =>
  signature.integrity === 'broken' || signature.coverage === 'unclear' || signature.laterChanges === 'forbidden'

const suite = samplesFolder('signatures')

describe.runIf(suite !== null)('sample signatures', () => {
  const expectations = suite === null ? [] : readExpectations<Expectation>(suite)
  const table = new Table()
  afterAll(() => table.print())

  test.each(expectations.map((one) => [one.file, one] as const))('%s', async (file, expected) => {
    const judged = await judge(join(suite ?? '', 'pdf', file), expected.password ?? null)
    const missed: string[] = []
    const check = (aspect: Aspect | 'overall' | 'files', met: boolean, detail: string): void => {
      table.count(expected.cls, aspect, met)
      if (!met) missed.push(`${aspect}: ${detail}`)
    }
    for (const [index, position] of signedPositions(expected).entries()) {
      const signature = judged.signatures[index]
      for (const aspect of ASPECTS) {
        const wanted = expected.expect[aspect]?.[position] ?? null
        if (wanted !== null) check(aspect, signature?.[aspect] === wanted, `${signature?.field} ${signature?.[aspect]}`)
      }
    }
    const { overall } = expected.expect
    if (overall !== null && overall !== undefined) {
      const met = overall === 'failed' ? judged.verdict === 'failed' : judged.verdict !== 'passed'
      check('overall', met, judged.verdict)
    }
    const seen = expected.cls !== 'attack' || judged.signatures.some(betraysAttack)
    check('files', seen, 'the attack itself goes unnoticed')
    expect(missed).toEqual([])
  })

  test('the integrity code of encrypted files (ISO/TS 32004) is checked', async () => {
    const coded = expectations.filter(({ file, password }) => /Mac/.test(file) && password !== undefined)
    for (const { file, attack, password = null } of coded) {
      const { signatures } = await judge(join(suite ?? '', 'pdf', file), password)
      const told = signatures.flatMap(({ reasons }) => reasons.map(({ code }) => code))
      expect(told.includes('MAC_INVALID')).toBe(attack !== null)
      expect(told).not.toContain('MAC_UNCHECKED')
    }
    expect(coded.length).toBeGreaterThan(0)
  })

  test('a document prepared for a shadow attack is warned about in most of its known shapes', async () => {
    const prepared = expectations.filter(({ cls }) => cls === 'shadow-prepared')
    const reports = await Promise.all(prepared.map(({ file }) => judge(join(suite ?? '', 'pdf', file))))
    const warned = reports.filter(({ signatures }) =>
      signatures.some(({ reasons }) => reasons.some(({ code }) => code === 'HIDDEN_CONTENT')),
    )
    expect(warned.length).toBeGreaterThanOrEqual(4)
  })
})

interface DocumentExpectation {
  file: string
  pdfsig?: Witness[]
}

const documents = samplesFolder('documents')

describe.runIf(documents !== null)('real documents', () => {
  const signed = (documents === null ? [] : readExpectations<DocumentExpectation>(documents)).filter(
    ({ pdfsig }) => (pdfsig?.length ?? 0) > 0,
  )

  test.each(signed.map((one) => [one.file, one] as const))('%s agrees with pdfsig', async (file, { pdfsig = [] }) => {
    const { signatures } = await judge(join(documents ?? '', file))
    const wanted = pdfsig.map(({ verdict }) => (verdict === 'Signature is Valid.' ? 'intact' : 'broken'))
    expect(signatures.map(({ integrity }) => integrity)).toEqual(wanted)
  })

  test('further signatures by Vietnamese signing software are permitted', async () => {
    const several = signed.filter(
      ({ pdfsig = [] }) => pdfsig.length > 1 && pdfsig.every(({ verdict }) => verdict === 'Signature is Valid.'),
    )
    expect(several.length).toBeGreaterThan(0)
    for (const { file } of several) {
      const { signatures } = await judge(join(documents ?? '', file))
      const verdicts = signatures.map(({ laterChanges }) => laterChanges)
      expect(verdicts.slice(0, -1).every((verdict) => verdict === 'permitted')).toBe(true)
      expect(verdicts.at(-1)).toBe('none')
    }
  })
})
