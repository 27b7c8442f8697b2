/** Real messages come out as an independent reader says (shared/samples/edxml/expected.jsonl). */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { CallError } from '../../../cli/command.ts'
import { run } from '../../../cli/edxml.ts'
import { type EdxmlMessage, edxmlNamespace, type ReadOutcome } from '../../../connectors/axis/edxml/message.ts'
import { readEdxml } from '../../../connectors/axis/edxml/read-edxml.ts'
import { attachmentsToWrite, writeEdxml } from '../../../connectors/axis/edxml/write-edxml.ts'
import { samplesFolder } from '../../samples.ts'
import { memoryStore } from './memory-store.ts'

const folder = samplesFolder('edxml')

interface Expected {
  file: string
  mustRefuse: boolean
  refuseReason?: string
  attachments?: Record<string, unknown>[]
  nonStandardAttachments?: { name: string; bytes: number }[]
  [field: string]: unknown
}

describe.skipIf(folder === null)('real axis messages', async () => {
  const place = folder ?? ''
  const lines = folder ? (await readFile(join(place, 'expected.jsonl'), 'utf8')).trim().split('\n') : []
  const expected = lines.map((line) => JSON.parse(line) as Expected)
  const readable = expected.filter((one) => !one.mustRefuse)

  test.each(expected)('$file reads as the independent reader says', async (one) => {
    const out: string[] = []
    await run(['--json', join(place, one.file)], quietIo(out))
    const { file: _f, source: _s, alsoIn: _a, mustRefuse, refuseReason, nonStandard: _n, ...fields } = one
    const said = JSON.parse(out[0] ?? '')
    expect(said.error !== null, `refused: ${refuseReason ?? 'never'}`).toBe(mustRefuse)
    const attachments = one.attachments?.map(({ reason: _, ...attachment }) => expect.objectContaining(attachment))
    expect(said).toMatchObject({ ...fields, ...(attachments ? { attachments } : {}) })
  })

  test('the refusals name what is wrong', async () => {
    const codes = new Map<string, string>()
    for (const { file } of expected.filter((one) => one.mustRefuse)) {
      const outcome = await readFileOf(join(place, file))
      codes.set(file, outcome.state === 'refused' ? outcome.refusal.code : 'read')
    }
    expect(Object.fromEntries(codes)).toEqual({
      'edoc.edxml': 'NAMESPACE_UNBOUND',
      '8385739e-edoc.edxml': 'NAMESPACE_UNBOUND',
      'edoc_new.edxml': 'JUNK_BEFORE_DECLARATION',
      'e7de316a-edoc.edxml': 'TAGS_MISMATCHED',
      '9e272474-0603-48a2-b525-9cd1af689612.edxml': 'ATTACHMENT_RUINED',
    })
  })

  test.each(readable)('$file written again means the same', async ({ file }) => {
    const store = memoryStore()
    const first = messageOf(await readEdxml(createReadStream(join(place, file)), store))
    const written = await store.put(writeEdxml(first, attachmentsToWrite(first, store.stream)))
    const again = messageOf(await readEdxml(store.stream(written.sha256), memoryStore()))
    expect(strangers(await store.get(written.sha256))).toEqual([])
    expect(meaning(again)).toEqual(meaning(first))
  })

  test('a faulty message among sound ones stops nothing, and the exit code tells of it', async () => {
    const out: string[] = []
    const files = expected.map((one) => join(place, one.file))
    expect(await run(['--json', ...files, '/no/such/file.edxml'], quietIo(out))).toBe(1)
    expect(out.map((line) => JSON.parse(line).file)).toEqual([...files, '/no/such/file.edxml'])
    expect(await run(['--json', join(place, 'status.edxml')], quietIo([]))).toBe(0)
    await expect(run([], quietIo([]))).rejects.toThrow(CallError)
  })
})

async function readFileOf(path: string): Promise<ReadOutcome> {
  return readEdxml(createReadStream(path), memoryStore())
}

function messageOf(outcome: ReadOutcome): EdxmlMessage {
  if (outcome.state !== 'read') throw new Error(outcome.refusal.message)
  return outcome.message
}

/** Another parser's word for it: well-formed, and every element in the namespace of the standard or of XML-DSig. */
function strangers(written: Uint8Array): string[] {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`)
  }
  const document = new DOMParser({ onError }).parseFromString(Buffer.from(written).toString('utf8'), 'text/xml')
  const known = [edxmlNamespace, 'http://www.w3.org/2000/09/xmldsig#']
  const elements = [...document.getElementsByTagName('*')]
  return elements.filter((one) => !known.includes(one.namespaceURI ?? '')).map((one) => one.nodeName)
}

/** Transport zips are not written again, and attachments in invented places move to none. */
function meaning({ attachments, nonStandardAttachments: _, remarks: _r, signature, ...head }: EdxmlMessage) {
  return {
    ...head,
    signature: signature?.form ?? null,
    attachments: attachments.map(({ wrapped: _w, zipEntry: _z, decoded: _d, ...attachment }) => attachment),
  }
}

function quietIo(out: string[]) {
  return {
    out: (line: string) => void out.push(line),
    err: () => {},
    progress: () => {},
    env: {},
    folder: process.cwd(),
  }
}
