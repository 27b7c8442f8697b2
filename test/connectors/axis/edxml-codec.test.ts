/** Laws of the codec: what is written reads the same, what is broken is refused for the right reason, nothing crashes. */
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edxmlNamespace, type ReadOutcome } from '../../../connectors/axis/edxml/message.ts'
import { readEdxml } from '../../../connectors/axis/edxml/read-edxml.ts'
import { writeEdxml } from '../../../connectors/axis/edxml/write-edxml.ts'
import { edxmlLimits } from '../../../connectors/axis/limits.ts'
import { anyMessage } from './arbitrary-message.ts'
import { buildMessage, inPieces, pdf, transportName, zip } from './build-message.ts'
import { memoryStore } from './memory-store.ts'

const read = (message: string | Uint8Array, limits = edxmlLimits, piece = 1000) =>
  readEdxml(inPieces(message, piece), memoryStore(), limits)

const reasonOf = (outcome: ReadOutcome) => (outcome.state === 'refused' ? outcome.refusal.code : 'read')

function messageOf(outcome: ReadOutcome) {
  if (outcome.state !== 'read') throw new Error(outcome.refusal.message)
  return outcome.message
}

describe('what is written reads the same', () => {
  test('every field of any message, its files, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage, fc.integer({ min: 1, max: 700 }), async ({ head, files }, piece) => {
        const attachments = files.map((file) => ({ ...file, content: inPieces(file.bytes, 7) }))
        const chunks: Uint8Array[] = []
        for await (const chunk of writeEdxml(head, attachments)) chunks.push(chunk)
        const store = memoryStore()
        const message = messageOf(await readEdxml(inPieces(Buffer.concat(chunks), piece), store))
        const { attachments: back, nonStandardAttachments, remarks: _, ...rest } = message
        expect(rest).toEqual(head)
        expect(nonStandardAttachments).toEqual([])
        const returned = back.map(({ name, contentId, contentType, description, stored }) => {
          return {
            name,
            contentId,
            contentType,
            description,
            bytes: Uint8Array.from(store.objects.get(stored.sha256) ?? []),
          }
        })
        expect(returned).toEqual(files)
      }),
      { numRuns: 150 },
    )
  })

  test('the prefix stands on every element inside the envelope', async () => {
    const written: Uint8Array[] = []
    const message = messageOf(await read(buildMessage({ kind: 2, files: [{ name: 'a.pdf', content: pdf() }] })))
    for await (const chunk of writeEdxml(message)) written.push(chunk)
    const envelope = /<edXML:edXMLEnvelope.*<\/edXML:edXMLEnvelope>/s.exec(Buffer.concat(written).toString())?.[0] ?? ''
    expect(envelope.match(/<(?!\/?edXML:)/g)).toBeNull()
    expect(envelope).toContain('<edXML:Subject>')
  })
})

describe('one meaning in many shapes', () => {
  const file = { name: 'quyet-dinh.pdf', content: pdf(1) }
  const plain = buildMessage({ files: [file] })

  test.each([
    ['a byte order mark', `\uFEFF${plain}`],
    ['another prefix', plain.replaceAll('e:', 'qcvn:').replaceAll('xmlns:e=', 'xmlns:qcvn=')],
    ['the default namespace alone', plain.replaceAll(/(<\/?)e:/g, '$1').replaceAll(/ xmlns:e="[^"]*"/g, '')],
    ['a comment inside the content', plain.replace('</e:ContentTransferEncoded>', '<!-- > -->$&')],
    ['line ends written as references', plain.replace('</e:ContentTransferEncoded>', '&#13;\n&#xD;$&')],
    ['no XML declaration', plain.replace(/<\?xml[^>]*\?>\n/, '')],
  ])('%s', async (_, shape) => {
    for (const piece of [1, 13, 4096])
      expect(meaning(await read(shape, edxmlLimits, piece))).toEqual(meaning(await read(plain)))
  })

  test('UTF-16, with its mark', async () => {
    const utf16 = Buffer.from(`\uFEFF${plain.replace('UTF-8', 'utf-16')}`, 'utf16le')
    expect(meaning(await read(utf16))).toEqual(meaning(await read(plain)))
  })

  test('base64 in lines, or in a CDATA section', async () => {
    const base64 = Buffer.from(file.content).toString('base64')
    const lines = base64.replace(/.{76}/g, '$&\r\n')
    for (const content of [lines, `<![CDATA[${base64}]]>`, `  ${base64}\n`, `<![CDATA[${lines}]]>`]) {
      for (const piece of [1, 5, 1000]) {
        expect(meaning(await read(buildMessage({ files: [{ ...file, content }] }), edxmlLimits, piece))).toEqual(
          meaning(await read(plain)),
        )
      }
    }
  })

  const meaning = (outcome: ReadOutcome) => {
    const { attachments, header } = messageOf(outcome)
    return { header, attachments }
  }
})

describe('files are known by their bytes', () => {
  const wrapped = zip([{ name: transportName, content: pdf(3) }])
  const attachmentOf = async (name: string, content: Uint8Array) =>
    messageOf(await read(buildMessage({ files: [{ name, content }] }))).attachments[0]

  test('a transport zip is unpacked, and the name of the attachment kept', async () => {
    const attachment = await attachmentOf('Quyết định 40.pdf', wrapped)
    expect(attachment).toMatchObject({
      name: 'Quyết định 40.pdf',
      wrapped: 'zip',
      zipEntry: transportName,
      detected: 'pdf',
    })
    expect(attachment?.stored.bytes).toBe(pdf(3).byteLength)
  })

  test('an archive that the sender names as one stays as it is', async () => {
    expect(await attachmentOf('ho-so.zip', wrapped)).toMatchObject({
      wrapped: 'none',
      detected: 'zip',
      typeMatchesName: true,
    })
  })

  test('one level only', async () => {
    const twice = zip([{ name: 'a.zip', content: wrapped }])
    expect(await attachmentOf('a.pdf', twice)).toMatchObject({ detected: 'zip', stored: { bytes: wrapped.length } })
  })

  test('a zip of several files is the sender’s own', async () => {
    const several = zip([
      { name: 'a.pdf', content: pdf(1) },
      { name: 'b.pdf', content: pdf(2) },
    ])
    expect(await attachmentOf('hai-tep.pdf', several)).toMatchObject({ wrapped: 'none', typeMatchesName: false })
  })

  test('a large one goes over the disk and leaves nothing there', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('congbao-'))
    const noise = Buffer.from(Array.from({ length: 900_000 }, (_, index) => (index * 7919 + (index >> 7)) % 251))
    const large = zip([{ name: 'a.bin', content: noise }])
    expect((await attachmentOf('lon.bin', large))?.stored.bytes).toBe(noise.length)
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('congbao-'))).toEqual(before)
  })

  test('a PDF by name that is none is told of, and taken in', async () => {
    const message = messageOf(
      await read(buildMessage({ files: [{ name: 'a.pdf', content: Buffer.from([0xff, 1, 2]) }] })),
    )
    expect(message.remarks.map(({ code }) => code)).toEqual(['TYPE_DIFFERS_FROM_NAME'])
  })

  test('a few U+FFFD in a text file ruin nothing', async () => {
    expect(await attachmentOf('ghi-chu.txt', Buffer.from('a\uFFFDb\uFFFD\uFFFD\uFFFD\uFFFD'))).toMatchObject({
      refusal: null,
    })
  })
})

describe('what must be refused, and why', () => {
  const base64 = Buffer.from(pdf()).toString('base64')
  const withFile = (content: string | Uint8Array, name = 'a.pdf') => buildMessage({ files: [{ name, content }] })
  const ruined = Buffer.from(Buffer.from(pdf()).toString('utf8'))
  const good = zip([{ name: transportName, content: pdf() }])

  test.each<[string, string | Uint8Array]>([
    ['EMPTY_MESSAGE', ''],
    ['NOT_XML', 'Unauthorized'],
    ['JUNK_BEFORE_DECLARATION', `1212${buildMessage()}`],
    ['JUNK_BEFORE_DECLARATION', `\n${buildMessage()}`],
    ['NAMESPACE_UNBOUND', buildMessage({ extra: '<e:Reference xlink:href="cid:1"/>' })],
    ['TAGS_MISMATCHED', buildMessage().replace('</e:From>', '</e:To>')],
    ['TRUNCATED', buildMessage().slice(0, -20)],
    ['TRUNCATED', withFile(base64).slice(0, -150)],
    ['NOT_WELL_FORMED', `${buildMessage()}<again/>`],
    ['NOT_WELL_FORMED', buildMessage({ extra: '<e:a b="<"/>' })],
    ['ENCODING_BROKEN', Buffer.from(buildMessage({ extra: '<e:Content>\xe3</e:Content>' }), 'latin1')],
    ['ENCODING_UNSUPPORTED', buildMessage().replace('UTF-8', 'windows-1258')],
    ['DTD_FORBIDDEN', buildMessage({ prologue: '<!DOCTYPE edXML [<!ENTITY a "b">]>' })],
    ['ENTITY_FORBIDDEN', buildMessage({ extra: '<e:Content>&xxe;</e:Content>' })],
    ['TOO_DEEP', buildMessage({ extra: '<e:a>'.repeat(60) + '</e:a>'.repeat(60) })],
    ['NOT_TO_STANDARD', '<EdXMLEnvelope xmlns="http://www.go.vn/eDoc"/>'],
    ['NOT_TO_STANDARD', buildMessage().replaceAll(edxmlNamespace, 'http://www.go.vn/eDoc')],
    ['NOT_TO_STANDARD', buildMessage().replaceAll(/<e:From>.*<\/e:From>/g, '')],
    ['NOT_TO_STANDARD', buildMessage({ extra: '<e:StatusCode>01</e:StatusCode>' })],
    ['NOT_TO_STANDARD', withFile('<e:x/>')],
    ['BUSINESS_TYPE_UNKNOWN', buildMessage({ kind: 3 }).replace('>3<', '>9<')],
    ['ATTACHMENT_NOT_BASE64', withFile('không phải base64')],
    ['ATTACHMENT_NOT_BASE64', withFile(base64.slice(0, -1).replace(/=*$/, ''))],
    ['ATTACHMENT_NOT_BASE64', withFile('QUI=QUI=')],
    ['ATTACHMENT_NOT_BASE64', withFile(`${base64}&amp;`)],
    ['ATTACHMENT_RUINED', withFile(ruined)],
    ['ATTACHMENT_RUINED', withFile(zip([{ name: transportName, content: ruined }]))],
    ['ATTACHMENT_ZIP_BROKEN', withFile(good.subarray(0, good.length - 30))],
    ['ATTACHMENT_ZIP_BROKEN', withFile(zip([{ name: transportName, content: pdf(), crc: 7 }]))],
    ['ATTACHMENT_ZIP_BOMB', withFile(zip([{ name: transportName, content: Buffer.alloc(99_999), claimedSize: 9 }]))],
    ['ATTACHMENT_ZIP_BOMB', withFile(zip([{ name: transportName, content: Buffer.alloc(20_000_000) }]))],
    ['ATTACHMENT_TOO_BIG', withFile(zip([{ name: transportName, content: pdf(), claimedSize: 2 ** 31 }]))],
  ])('%s', async (code, message) => {
    expect(reasonOf(await read(message))).toBe(code)
    expect(reasonOf(await read(message, edxmlLimits, 100_000))).toBe(code)
  })

  test.each([
    ['TOO_BIG', { maxMessageBytes: 500 }],
    ['TOO_BIG', { maxMarkupBytes: 500 }],
    ['TOO_BIG', { maxElements: 5 }],
    ['ATTACHMENT_TOO_BIG', { maxAttachmentBytes: 100 }],
    ['TOO_MANY_ATTACHMENTS', { maxAttachments: 0 }],
  ])('%s under the limits %j', async (code, limits) => {
    expect(reasonOf(await read(withFile(base64), { ...edxmlLimits, ...limits }))).toBe(code)
  })

  test('many zips together may not unpack to more than one could', async () => {
    const content = zip([{ name: transportName, content: pdf(1, 50_000) }])
    const files = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => ({ name, content }))
    const outcome = await read(buildMessage({ files }), { ...edxmlLimits, maxUnpackedBytes: 120_000 })
    const refusals = outcome.state === 'refused' ? outcome.partial.attachments?.map((file) => file.refusal?.code) : []
    expect(refusals).toEqual([undefined, undefined, 'ATTACHMENT_TOO_BIG'])
  })

  test('the sender is known even when the message breaks off behind its header', async () => {
    const outcome = await read(withFile(base64).slice(0, -150))
    expect(outcome).toMatchObject({
      state: 'refused',
      wellFormed: false,
      partial: { header: { from: { organId: '000.00.00.G22' }, documentId: '9fbfbad2-f1f8-4256-a2eb-50fb1061cddb' } },
    })
  })
})

test('bytes of any kind give an outcome', async () => {
  const sound = Buffer.from(
    buildMessage({ kind: 3, files: [{ name: 'a.pdf', content: zip([{ name: transportName, content: pdf() }]) }] }),
  )
  const wounds = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.uint8Array({ maxLength: 6 }), fc.nat(40)), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(wounds, fc.integer({ min: 1, max: 3000 }), async (cuts, piece) => {
      let bytes = sound
      for (const [at, put, drop] of cuts) bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)])
      expect(['read', 'refused']).toContain((await read(bytes, edxmlLimits, piece)).state)
    }),
    { numRuns: 600 },
  )
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect((await read(bytes)).state).toBe('refused')
    }),
    { numRuns: 300 },
  )
})

test('a store that fails is an error, not a refusal', async () => {
  const full = {
    put: async () => {
      throw new Error('no space left')
    },
  }
  const message = buildMessage({ files: [{ name: 'a.pdf', content: pdf() }] })
  await expect(readEdxml(inPieces(message), full)).rejects.toThrow('no space left')
})
