/** The sample sets of signed files as their `expected.jsonl` tells them, and what of it a judgement misses. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FormatJudgement } from '../../validators/signature/file-verdict.ts'

export const ASPECTS = ['integrity', 'coverage', 'laterChanges'] as const
export type Aspect = (typeof ASPECTS)[number]

/** What another program said of one signature; `null`: an empty field, which is no signature. */
export interface Witness {
  verdict: string | null
}

type Stated = readonly (string | null)[] | string | null

export interface Expectation {
  file: string
  cls: string
  attack: string | null
  /** How the file itself is wrapped. */
  encoding?: string
  password?: string
  /** PDF: `pdfsig -nocert`, field by field. */
  pdfsig?: readonly Witness[]
  /** PDF and mail: openssl; XML: xmlsec1; CAdES: openssl. */
  openssl?: readonly string[]
  witness?: readonly string[]
  expect: Record<Aspect, Stated> & { overall: 'not-passed' | 'failed' | null }
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

/** One stated expectation and whether it was met. */
export interface Check {
  aspect: Aspect | 'overall'
  met: boolean
  /** Wanted and found, for the reader. */
  detail: string
}

/** Every expectation the set states of a file, against a judgement. PDF fields are told apart; other files have one word. */
export function checksOf(expected: Expectation, judged: FormatJudgement): Check[] {
  const checks = expected.pdfsig === undefined ? wholeChecks(expected, judged) : fieldChecks(expected, judged)
  const { overall } = expected.expect
  if (overall !== null) {
    const met = overall === 'failed' ? judged.verdict === 'failed' : judged.verdict !== 'passed'
    checks.push({ aspect: 'overall', met, detail: `${overall} wanted, ${judged.verdict} found` })
  }
  return checks
}

/** What of the expectation a judgement misses, in words; empty when it is met. */
export function misses(expected: Expectation, judged: FormatJudgement): string[] {
  return checksOf(expected, judged)
    .filter(({ met }) => !met)
    .map(({ aspect, detail }) => `${aspect}: ${detail}`)
}

/** Positions of the expectation that are signatures: pdfsig prints empty fields too, without a verdict. */
export function signedPositions({ pdfsig = [], expect: wanted }: Expectation): number[] {
  const count = Math.max(pdfsig.length, wanted.integrity?.length ?? 0)
  return [...Array(count).keys()].filter((index) => pdfsig[index] === undefined || pdfsig[index].verdict !== null)
}

function fieldChecks(expected: Expectation, { signatures }: FormatJudgement): Check[] {
  return signedPositions(expected).flatMap((position, index) =>
    ASPECTS.flatMap((aspect): Check[] => {
      const wanted = expected.expect[aspect]?.[position] ?? null
      if (wanted === null) return []
      const signature = signatures[index]
      const found = signature?.[aspect] ?? 'no signature'
      return [{ aspect, met: found === wanted, detail: `${signature?.field}: ${wanted} wanted, ${found} found` }]
    }),
  )
}

/** Sound means every signature of the file is; broken, that one is. Coverage is only ever said to be less than whole. */
function wholeChecks({ expect: wanted }: Expectation, { signatures }: FormatJudgement): Check[] {
  const checks: Check[] = []
  const [integrity] = wanted.integrity ?? []
  if (integrity) {
    const all = signatures.length > 0 && signatures.every((signature) => signature.integrity === integrity)
    const some = signatures.some((signature) => signature.integrity === integrity)
    const found = signatures.map((signature) => signature.integrity).join(', ') || 'no signature'
    const met = integrity === 'intact' ? all : some
    checks.push({ aspect: 'integrity', met, detail: `${integrity} wanted, ${found} found` })
  }
  if (wanted.coverage !== null && String(wanted.coverage) !== 'whole') {
    const met = signatures.every(({ coverage }) => coverage !== 'whole')
    checks.push({ aspect: 'coverage', met, detail: 'part of the file wanted, whole found' })
  }
  return checks
}
