/** `congbao extract` as the contract of design.md has it: fields, order, nulls, errors, exit codes. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CallError, type CommandIo, UsageError } from '../../cli/command.ts'
import { run } from '../../cli/extract.ts'
import { ordinaryDecision } from '../../samples/drafts.ts'
import { layOut } from '../../samples/lay-out.ts'
import { wordFile } from '../../samples/word-file.ts'
import { samplesFolder } from '../samples.ts'
import { compose } from '../validators/metadata/compose.ts'

const folder = mkdtempSync(join(tmpdir(), 'congbao-extract-'))
const draft = ordinaryDecision(801, '2026-11-18', 'Về việc phân công trực bến')
const articles = 'Điều 2. Hiệu lực thi hành\nThông tư này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.\n'
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='

beforeAll(async () => {
  mkdirSync(join(folder, 'QD 999'))
  writeFileSync(join(folder, 'QD 999', 'a.txt'), compose({ number: 'Số:      /QĐ-UBND' }))
  writeFileSync(join(folder, 'b.pdf'), await layOut(draft))
  writeFileSync(join(folder, 'c.docx'), wordFile(draft))
  writeFileSync(join(folder, 'd.txt'), articles)
  writeFileSync(join(folder, 'e.txt'), 'Bảng giá rau quả ngày 05 tháng 01 năm 2026')
  writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7 và hết')
  writeFileSync(join(folder, 'dot.png'), Buffer.from(onePixel, 'base64'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function extract(...args: string[]) {
  const out: string[] = []
  const io: CommandIo = {
    out: (line) => void out.push(line),
    err: () => {},
    progress: () => {},
    env: { CONGBAO_DATA: join(folder, 'data'), CONGBAO_WORKERS: '1', CONGBAO_OCR: 'off' },
    folder,
  }
  const code = await run(args, io)
  return { code, out, answers: args.includes('--json') ? out.map((line) => JSON.parse(line)) : [] }
}

const contract = ['file', 'sha256', 'pages', 'textSource', 'metadata', 'evidence', 'warnings', 'error']
const fields =
  'documentType reference number symbol issuer place issuedOn effectiveOn summary signers recipients legalBases relations normative'.split(
    ' ',
  )

test('one object a line in the order of the files, with the fields of the contract; PDF and DOCX say the same', async () => {
  const { code, answers } = await extract('--json', 'c.docx', join(folder, 'b.pdf'), 'd.txt')
  expect(code).toBe(0)
  expect(answers.map((answer) => answer.file)).toEqual(['c.docx', join(folder, 'b.pdf'), 'd.txt'])
  for (const answer of answers) {
    expect(Object.keys(answer).slice(0, contract.length)).toEqual(contract)
    expect(Object.keys(answer.metadata)).toEqual(fields)
    expect(answer).toMatchObject({ textSource: 'text', error: null })
    expect(answer.sha256).toBe(
      createHash('sha256')
        .update(readFileSync(join(folder, answer.file.replace(`${folder}/`, ''))))
        .digest('hex'),
    )
  }
  const [word, pdf] = answers
  const same = {
    reference: draft.reference,
    issuedOn: '2026-11-18',
    summary: draft.summary,
    documentType: 'Quyết định',
  }
  expect(word.metadata).toMatchObject(same)
  expect(pdf.metadata).toMatchObject(same)
  expect(pdf.evidence.reference).toEqual({
    source: 'text',
    confidence: 1,
    page: 1,
    box: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)],
  })
})

test('--issued-on counts the effect of a text that lacks its heading, and fills nothing else', async () => {
  const { answers } = await extract('--json', '--issued-on', '2024-01-10', 'd.txt')
  const found = Object.entries(answers[0].metadata).filter(([, value]) => value !== null && String(value) !== '')
  expect(found).toEqual([['effectiveOn', '2024-02-24']])
  expect((await extract('--json', 'd.txt')).answers[0].metadata.effectiveOn).toBeNull()
})

test('a bad file stops nothing: it has an error and no fields, and the exit code is 1', async () => {
  const { code, answers } = await extract('--json', 'broken.pdf', 'nowhere.pdf', 'QD 999', 'b.pdf')
  expect(code).toBe(1)
  expect(answers.map((answer) => answer.error?.code ?? null)).toEqual([
    expect.any(String),
    'FILE_NOT_FOUND',
    'FILE_NOT_FOUND',
    null,
  ])
  for (const answer of answers.slice(0, 3)) {
    expect(Object.keys(answer)).toEqual(contract)
    expect(answer).toMatchObject({ pages: 0, textSource: null, metadata: null, evidence: {}, warnings: [] })
    expect(answer.error.message).not.toBe('')
  }
})

test('what is no official document says so and has no fields; an image without OCR has no text', async () => {
  const { code, answers } = await extract('--json', 'e.txt', 'dot.png')
  expect(code).toBe(0)
  for (const { official, metadata, warnings } of answers) {
    expect(official).toBe(false)
    expect(
      Object.values(metadata)
        .flat()
        .filter((value) => value !== null),
    ).toEqual([])
    expect(warnings.map((remark: { code: string }) => remark.code)).toContain('NOT_OFFICIAL')
  }
  expect(answers[1].textSource).toBeNull()
})

test('a number is settled by the file’s own name, never by the folder it lies in', async () => {
  expect((await extract('--json', 'QD 999/a.txt')).answers[0].metadata.reference).toBeNull()
})

test('called wrongly, it says how: exit code 2', async () => {
  await expect(extract('--json')).rejects.toThrow(CallError)
  await expect(extract('--issued-on', '31/12/2024', 'b.pdf')).rejects.toThrow(UsageError)
})

test('people get Vietnamese lines', async () => {
  const { out } = await extract('b.pdf', 'nowhere.pdf')
  expect(out[0]).toContain(`số, ký hiệu: ${draft.reference}`)
  expect(out[1]).toBe('✗ nowhere.pdf: Không mở được tệp “nowhere.pdf”.')
})

const documents = samplesFolder('documents')

test.skipIf(documents === null)('a DOC and a DOCX as offices pass them on', async () => {
  const { code, answers } = await extract(
    '--json',
    ...['4a2ce1ee.doc', '62c1e9b9.docx'].map((name) => join(documents ?? '', name)),
  )
  expect(code).toBe(0)
  expect(answers.map((answer) => answer.metadata.symbol)).toEqual(['TB-UBND', 'QĐ-UBND'])
  expect(answers.map((answer) => answer.metadata.reference)).toEqual([null, null])
})
