/**
 * Damaged signed files. Whatever is done to them: an answer within two seconds, never an exception, and never `intact`
 * for a signature one of whose signed bytes differs. See `fuzz-run.ts` for how long.
 *
 * "Signed bytes" of a judged file are what its report says is covered: were they altered, the digest is another one.
 * The check is made from outside: a signature reported intact must still have, in the damaged file, exactly the bytes
 * that some signature of the original was made over.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openPdf } from '../../../../validators/signature/pdf/open-pdf.ts'
import { signedBytes } from '../../../../validators/signature/pdf/signatures/byte-range.ts'
import { samplesFolder } from '../../../samples.ts'
import { damage } from '../damage.ts'
import { FUZZ_RUNS, FuzzRecord } from '../fuzz-run.ts'
import { append, certification, LETTER, makePdf, nextField, type Pdf, sign, stream } from './make-pdf.ts'
import { verify } from './verify.ts'

const record = new FuzzRecord()
afterAll(() => record.print('damaged PDF'))

/** SHA-256 of what each signature of the file signed, in the order of the report. */
function signedDigests(bytes: Uint8Array): (string | null)[] {
  const opened = openPdf(bytes, null)
  return (opened?.signed ?? []).map((field) => {
    const signed = signedBytes(opened?.view as NonNullable<typeof opened>['view'], field.value.dict)
    if (signed.kind === 'unreadable') return null
    const hash = createHash('sha256')
    for (const chunk of signed.chunks) hash.update(chunk)
    return hash.digest('hex')
  })
}

async function check(original: ReadonlySet<string | null>, damaged: Uint8Array): Promise<void> {
  const judged = await record.judge(() => verify(damaged))
  const digests = signedDigests(damaged)
  for (const [index, signature] of judged.signatures.entries()) {
    if (signature.integrity === 'intact') expect(original.has(digests[index] ?? null)).toBe(true)
  }
}

const certified = sign(makePdf(), { entries: certification(2), visible: true })
const several = sign(certified, { field: 'Sig2', others: `7 0 R ${nextField(makePdf())}` })
const compressed = sign(append(makePdf(), { 1: LETTER[1] ?? '', 5: LETTER[5] ?? '' }, { compressed: true }))
const made: [string, Pdf][] = [
  ['a certified letter', certified],
  ['a letter signed twice', several],
  ['a letter with object streams', compressed],
]

describe('damaged bytes', () => {
  it.each(made)('of %s', { timeout: 0 }, async (_, { bytes }) => {
    const original = new Set(signedDigests(bytes))
    await fc.assert(
      fc.asyncProperty(damage(bytes), (damaged) => check(original, damaged)),
      { numRuns: Math.ceil(FUZZ_RUNS / 4) },
    )
  })

  // Real documents, and the signed files of other validators' suites: a few of them in a short run, all in a long one.
  const real = ['documents', 'metadata/files', 'signatures/pdf'].flatMap(filesOf)
  it.runIf(real.length > 0)('of real documents and other suites', { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...real).chain((path) => damage(read(path)).map((bytes) => ({ path, bytes }))),
        ({ path, bytes }) => check(digestsOf(path), bytes),
      ),
      { numRuns: Math.ceil(FUZZ_RUNS / 4) * (FUZZ_RUNS > 1000 ? 4 : 1) },
    )
  })
})

/** Larger files only make the run longer. */
const LARGEST = 2_000_000

function filesOf(set: string): string[] {
  const folder = samplesFolder(set)
  if (folder === null) return []
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => join(folder, name))
  return paths.filter((path) => statSync(path).size < LARGEST && readFileSync(path).includes('/ByteRange'))
}

const contents = new Map<string, Buffer>()
function read(path: string): Buffer {
  const bytes = contents.get(path) ?? readFileSync(path)
  contents.set(path, bytes)
  return bytes
}

const digests = new Map<string, Set<string | null>>()
function digestsOf(path: string): Set<string | null> {
  const known = digests.get(path) ?? new Set(revisionsOf(read(path)).flatMap(signedDigests))
  digests.set(path, known)
  return known
}

/** The file and each earlier state of it: cut back to one, it is intact again. */
function revisionsOf(bytes: Buffer): Buffer[] {
  const found = [bytes]
  for (let at = bytes.indexOf('%%EOF'); at >= 0; at = bytes.indexOf('%%EOF', at + 1)) {
    for (const more of [0, 1, 2]) found.push(bytes.subarray(0, at + 5 + more))
  }
  return found
}

/** A value that may stand anywhere in a PDF, references to the letter's own objects among them. */
const anyValue = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'null',
      'true',
      '-0',
      '1e9',
      '99999999999999999999',
      '.',
      '/Name',
      '/#00',
      '(a(b)\\)',
      '<4',
      '<<',
      ']',
      'R',
    ),
    fc.integer({ min: -9, max: 40 }).map(String),
    fc.integer({ min: 0, max: 14 }).map((num) => `${num} 0 R`),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(' ')}]`),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('Type', 'Kids', 'Parent', 'V', 'FT', 'Fields', 'Annots', 'Length', 'Pages', 'AP', 'DSS'),
          tie('value'),
        ),
        { maxLength: 4 },
      )
      .map((entries) => `<< ${entries.map(([key, value]) => `/${key} ${value}`).join(' ')} >>`),
    tie('value').map((value) => stream('x', `/Filter ${value}`)),
  ),
})).value

describe('foreign structure appended to a signed letter', () => {
  it('is judged, and never makes the signature cover what it did not', { timeout: 0 }, async () => {
    const original = new Set(signedDigests(several.bytes))
    const objects = fc.dictionary(fc.integer({ min: 1, max: 14 }).map(String), anyValue, { minKeys: 1, maxKeys: 4 })
    await fc.assert(
      fc.asyncProperty(objects, fc.boolean(), async (entries, asStreams) => {
        await check(original, append(several, entries, { compressed: asStreams }).bytes)
      }),
      { numRuns: FUZZ_RUNS },
    )
  })
})
