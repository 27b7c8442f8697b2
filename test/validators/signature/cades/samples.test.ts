/** The CAdES files of other validators' suites, read in place: see samples/signatures/README.md for who says what. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyFile } from '../../../../validators/signature/index.ts'
import { samplesFolder } from '../../../samples.ts'

interface Expected {
  file: string
  cls: string
  expect: { integrity: (string | null)[] | null; overall: string | null }
}

const folder = samplesFolder('signatures')
const expected: Expected[] =
  folder === null
    ? []
    : readFileSync(join(folder, 'cades', 'expected.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))

/** Files judged upstream with something that does not lie in the sample set: nobody can call them intact without it. */
const WITHOUT_MATERIAL: Record<string, string> = {
  'dss-ddeb0a-detached_with_counter_sig.p7m': 'CONTENT_MISSING',
  'dss-68234b-no-key-info-cert.pkcs7': 'SIGNER_CERTIFICATE_MISSING',
}

describe.skipIf(folder === null)('CAdES samples', () => {
  it.each(expected.map((one) => [one.file, one] as const))('%s', async (file, { expect: stated }) => {
    const bytes = readFileSync(join(folder ?? '', 'cades', file))
    const report = await verifyFile(bytes, file, { trustFolders: [], password: null, content: null, at: null })
    expect(report.error).toBeNull()
    const missing = WITHOUT_MATERIAL[file]
    if (missing !== undefined) {
      expect(report.signatures[0]?.reasons[0]?.code).toBe(missing)
      expect(report.verdict).toBe('indeterminate')
      return
    }
    // The set states one word a file; every signer of a CMS must live up to it.
    const [integrity] = stated.integrity ?? []
    if (integrity) expect(new Set(report.signatures.map((one) => one.integrity))).toEqual(new Set([integrity]))
    if (stated.overall === 'not-passed') expect(report.verdict).not.toBe('passed')
    expect(report.signatures.length).toBeGreaterThan(0)
  })

  const levels: [string, string][] = [
    ['dss-f9bcbe-Signature-C-B-B-8.p7m', 'B-B'],
    ['dss-d63c70-CAdESDoubleLTA.p7m', 'B-LTA'],
    ['dss-82875c-CAdES-BpLTA_modified_ats_hash_element.p7m', 'B-LT'],
    ['dss-ec66d9-CAdES-BpT_modified_ts_hash.p7m', 'B-B'],
  ]
  it.each(levels)('%s is told to be of level %s', async (file, level) => {
    const bytes = readFileSync(join(folder ?? '', 'cades', file))
    const report = await verifyFile(bytes, file, { trustFolders: [], password: null, content: null, at: null })
    const told = report.signatures[0]?.reasons.find(({ code }) => code === 'LEVEL')
    expect(told?.message).toContain(`${level}.`)
  })
})
