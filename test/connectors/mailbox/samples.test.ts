/** The difficult mails of other parsers' suites: each ends as an intake with safe names or declined with a reason. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { mailIntake } from '../../../connectors/mailbox/mailbox-intake.ts'
import { readMessage } from '../../../connectors/mailbox/mime/read-message.ts'
import { declineCodes } from '../../../connectors/mailbox/reasons.ts'
import { samplesFolder } from '../../samples.ts'
import { memoryStore } from '../axis/memory-store.ts'
import { testSettings } from './test-connector.ts'

const folder = samplesFolder('mail')
const files = folder === null ? [] : globSync(join(folder, '*.eml')).sort()
const settings = testSettings()
const now = Temporal.Instant.from('2026-11-24T02:00:00Z')

/** As a server gives it: CRLF at every line's end. */
function sample(file: string): Buffer {
  return Buffer.from(readFileSync(file, 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
}

async function take(source: Buffer) {
  const store = memoryStore()
  const raw = await store.put(source)
  const message = readMessage(source, settings.limits, () => null)
  const tools = { store, settings, decodeLegacy: () => null, memory: { taken: async () => new Map() } }
  return { message, store, mail: await mailIntake(message, source, raw, now, tools) }
}

const named = (name: string) => files.filter((file) => basename(file) === `${name}.eml`)

describe.skipIf(folder === null)('a difficult mail', () => {
  it.each(files.map((file) => [basename(file), file]))(
    '%s ends, with safe names or a reason, the same twice',
    async (_, file) => {
      const source = sample(file)
      const { mail, store } = await take(source)
      const { content, parts, raw } = mail.intake
      expect(raw.sha256).toBe(createHash('sha256').update(source).digest('hex'))
      if (content.kind === 'declined') expect(declineCodes).toContain(content.reason.code)
      else if (content.kind === 'documents') expect(parts.length).toBeGreaterThan(0)
      else expect(content.text).not.toBe('')
      for (const part of parts) {
        expect(part.fileName).toMatch(/^[^/\\\p{Cc}\p{Cf}]{1,200}$/u)
        expect((await store.get(part.sha256)).length).toBe(part.bytes)
      }
      expect((await take(source)).mail).toEqual(mail)
    },
  )

  // Where mailparser reads a file out of a well-formed mail, the same bytes must come out here.
  it('loses no attachment that another reader finds', async () => {
    let compared = 0
    const missing: string[] = []
    for (const file of files) {
      const source = sample(file)
      const { message } = await take(source)
      if (
        message.remarks.size > 0 ||
        ['nested', 'encrypted', 'winmail'].some((kind) => message.kinds.has(kind as never))
      )
        continue
      const ours = new Set(message.files.map(({ content }) => createHash('md5').update(content).digest('hex')))
      const { attachments } = await simpleParser(source, { skipImageLinks: true })
      for (const { checksum, size, contentType, filename } of attachments) {
        if (size === 0 || /^(text|message|multipart)\//.test(contentType)) continue
        // Signed mail is opened here, and uuencode is undone.
        if (/pkcs7-mime$/.test(contentType) || source.includes('x-uuencode')) continue
        compared++
        if (!ours.has(checksum)) missing.push(`${basename(file)}: ${filename} (${contentType}, ${size})`)
      }
    }
    expect(compared).toBeGreaterThan(20)
    expect(missing).toEqual([])
  })

  it.each([
    ['mimekit-message-partial.0', 'FRAGMENT'],
    ['postalmime-bounce', 'DELIVERY_REPORT'],
    ['mailparser-delivery-status', 'DELIVERY_REPORT'],
    ['thunderbird-alice.env', 'ENCRYPTED'],
  ])('%s is declined: %s', async (name, code) => {
    for (const file of named(name)) expect((await take(sample(file))).mail.declinedCode).toBe(code)
  })

  it('in winmail.dat has its words and files', async () => {
    for (const file of [...named('mimekit-ukr'), ...named('mimekit-rich-text')]) {
      const { message } = await take(sample(file))
      expect(message.kinds).toContain('winmail')
      expect(message.remarks).not.toContain('WINMAIL_BROKEN')
      expect(message.text.length).toBeGreaterThan(10)
    }
    // One picture attached, and once more in an attached item that was sent along.
    for (const file of named('mimekit-rich-text')) {
      const { message } = await take(sample(file))
      expect(message.files.map(({ content }) => content.length)).toEqual([375081, 375081])
    }
  })
})
