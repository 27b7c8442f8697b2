/** Real edXML messages, read in place: what their signatures prove, which so far is nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyXml } from '../../../../validators/signature/xml/verify-xml.ts'
import { samplesFolder } from '../../../samples.ts'
import { contextOf } from '../pki.ts'

interface EdxmlExpectation {
  file: string
  xmlSignature?: 'namespaced' | 'wrong-namespace' | null
}

const folder = samplesFolder('edxml')

describe.runIf(folder !== null)('edXML samples', () => {
  const lines = folder === null ? [] : readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')
  const expectations = lines.map((line) => JSON.parse(line) as EdxmlExpectation)
  const context = contextOf([])

  test.each(expectations.map((one) => [one.file, one] as const))('%s', async (file, { xmlSignature }) => {
    const bytes = readFileSync(join(folder ?? '', file))
    const judged = await verifyXml(bytes, { context, content: null, password: null })
    expect(judged.verdict).not.toBe('passed')
    if (judged.error?.code === 'XML_NOT_WELL_FORMED') return
    expect(judged.error?.code ?? null).toBe(xmlSignature === 'wrong-namespace' ? 'XML_SIGNATURE_WRONG_NAMESPACE' : null)
  })
})
