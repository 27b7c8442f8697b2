/** Clerks' corrections as test cases: what was misread, in a folder that `bench/extract.ts --cases` scores. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { findDocument } from '../../storage/database/documents/find-document.ts'
import { type DocumentCorrection, listCorrections } from '../../storage/database/documents/list-corrections.ts'
import { type TestCase, toTestCase } from '../../validators/metadata/corrections.ts'
import { layoutTextOf } from '../../validators/text/layout-text.ts'
import type { ReadDocument } from '../../validators/text/read-document.ts'
import type { System } from '../system.ts'

/**
 * Writes `records.jsonl` and `text/ID.txt` into a folder: one case a document corrected since then, in the shape of
 * `samples/metadata`. Documents withdrawn or locked away are left out: their text must not leave the system.
 */
export async function exportCorrections(
  system: System,
  folder: string,
  since: Temporal.Instant | null,
): Promise<TestCase[]> {
  const byDocument = Map.groupBy(await listCorrections(system.db, since), (correction) => correction.documentId)
  await mkdir(join(folder, 'text'), { recursive: true })
  const cases: TestCase[] = []
  for (const [documentId, corrections] of byDocument) {
    const made = await caseOf(system, documentId, corrections)
    if (!made) continue
    await writeFile(join(folder, made.testCase.text), made.text)
    cases.push(made.testCase)
  }
  await writeFile(join(folder, 'records.jsonl'), cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
  return cases
}

async function caseOf(
  system: System,
  documentId: string,
  corrections: readonly DocumentCorrection[],
): Promise<{ testCase: TestCase; text: string } | null> {
  const document = await findDocument(system.db, documentId)
  if (!document?.reading || document.state === 'withdrawn' || document.state === 'quarantined') return null
  const stored = gunzipSync(await system.objects.get(document.reading.textObject)).toString('utf8')
  const testCase = toTestCase(corrections, document.reading.textSource === 'text' ? 'text' : 'ocr')
  return testCase && { testCase, text: layoutTextOf(JSON.parse(stored) as ReadDocument) }
}
