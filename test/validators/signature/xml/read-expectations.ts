/** The sample sets of signed files, as their expected.jsonl tells them, and the table a run over them prints. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'

export interface Expectation {
  file: string
  cls: string
  attack: string | null
  encoding?: string
  expect: {
    integrity: readonly ('intact' | 'broken')[] | null
    coverage: string | readonly string[] | null
    laterChanges: readonly string[] | null
    overall: 'not-passed' | 'failed' | null
  }
}

/** None where this machine has no such set. */
export function readExpectations(folder: string | null): Expectation[] {
  if (folder === null) return []
  const lines = readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Expectation)
}

export function readSample(folder: string, { file, encoding }: Expectation): Buffer {
  const bytes = readFileSync(join(folder, file))
  return encoding === 'base64' ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes
}

/** What of the expectation a judgement misses; empty when it is met. */
export function misses({ expect: wanted }: Expectation, { verdict, signatures }: FormatJudgement): string[] {
  const found: string[] = []
  const [integrity] = wanted.integrity ?? []
  if (integrity !== undefined) {
    const all = signatures.length > 0 && signatures.every((signature) => signature.integrity === integrity)
    const some = signatures.some((signature) => signature.integrity === integrity)
    if (integrity === 'intact' ? !all : !some) found.push(`integrity is not ${integrity}`)
  }
  const wantsPart = wanted.coverage !== null && String(wanted.coverage) !== 'whole'
  if (wantsPart && signatures.some(({ coverage }) => coverage === 'whole')) found.push('coverage is whole')
  if (wanted.overall === 'not-passed' && verdict === 'passed') found.push('verdict is passed')
  if (wanted.overall === 'failed' && verdict !== 'failed') found.push('verdict is not failed')
  return found
}

/** Counts by class, printed for the reader of a test run. */
export class SampleTable {
  private readonly rows = new Map<string, Record<string, number>>()

  add(cls: string, judgement: FormatJudgement, missed: boolean): void {
    const row = this.rows.get(cls) ?? {
      files: 0,
      missed: 0,
      intact: 0,
      passed: 0,
      indeterminate: 0,
      failed: 0,
      unsigned: 0,
    }
    const count = (key: string): void => {
      row[key] = (row[key] ?? 0) + 1
    }
    count('files')
    count(judgement.verdict)
    if (missed) count('missed')
    const { signatures } = judgement
    if (signatures.length > 0 && signatures.every(({ integrity }) => integrity === 'intact')) count('intact')
    this.rows.set(cls, row)
  }

  print(): void {
    console.table(Object.fromEntries([...this.rows].sort()))
  }
}
