/** winmail.dat (TNEF, MS-OXTNEF): the attachments and the text that Outlook packed into it. Bounded; never throws. */
import type { MailLimits } from '../limits.ts'
import { type DecodeLegacy, decodeText } from './charset.ts'
import { htmlText } from './html-text.ts'
import { rtfText, unpackRtf } from './rtf.ts'

export interface TnefFile {
  name: string | null
  declaredType: string
  content: Buffer
  /** An Outlook item attached as an item: a TNEF stream again. */
  embedded: boolean
}

export interface TnefContent {
  text: string
  files: readonly TnefFile[]
  /** False when the stream broke off; what was read until then is kept. */
  complete: boolean
}

const attribute = {
  codepage: 0x9007,
  messageProperties: 0x9003,
  body: 0x800c,
  renderData: 0x9002,
  attachmentTitle: 0x8010,
  attachmentData: 0x800f,
  attachmentProperties: 0x9005,
} as const

const property = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mimeTag: 0x370e,
  displayName: 0x3001,
} as const

export function isTnef(file: Buffer): boolean {
  return file.length >= 6 && file.readUInt32LE(0) === 0x223e9f78
}

export function readTnef(file: Buffer, limits: MailLimits, legacy: DecodeLegacy): TnefContent {
  const files: { name: string | null; declaredType: string; content: Buffer | null; embedded: boolean }[] = []
  let charset = 'windows-1252'
  let text = ''
  let at = 6
  let complete = true
  while (at < file.length) {
    if (at + 9 > file.length) break
    const id = file.readUInt16LE(at + 1)
    const length = file.readUInt32LE(at + 5)
    const data = file.subarray(at + 9, at + 9 + length)
    if (data.length < length) {
      complete = false
      break
    }
    at += 9 + length + 2
    const current = files.at(-1)
    if (id === attribute.codepage && length >= 4) charset = charsetOf(data.readUInt32LE(0))
    else if (id === attribute.body) text ||= decodeText(data, charset, legacy)
    else if (id === attribute.messageProperties) text = textOf(propertiesOf(data), charset, limits, legacy) || text
    else if (id === attribute.renderData && files.length < limits.maxParts) {
      files.push({ name: null, declaredType: 'application/octet-stream', content: null, embedded: false })
    } else if (!current) continue
    else if (id === attribute.attachmentTitle) current.name ??= clean(decodeText(data, charset, legacy))
    else if (id === attribute.attachmentData) current.content = data
    else if (id === attribute.attachmentProperties) describe(current, propertiesOf(data), charset, legacy)
  }
  return {
    text: text.replaceAll('\0', '').trim(),
    files: files.flatMap(({ content, ...rest }) => (content ? [{ ...rest, content }] : [])),
    complete,
  }
}

interface Property {
  unicode: boolean
  object: boolean
  data: Buffer
}

function describe(
  file: { name: string | null; declaredType: string; content: Buffer | null; embedded: boolean },
  properties: ReadonlyMap<number, Property>,
  charset: string,
  legacy: DecodeLegacy,
): void {
  const string = (id: number) => {
    const found = properties.get(id)
    return found ? clean(decodeText(found.data, found.unicode ? 'utf-16le' : charset, legacy)) : null
  }
  file.name = string(property.longName) || string(property.displayName) || file.name || string(property.shortName)
  file.declaredType = string(property.mimeTag)?.toLowerCase() || file.declaredType
  const data = properties.get(property.data)
  if (!data) return
  // An object starts with the 16 bytes of its interface's name.
  const content = data.object ? data.data.subarray(16) : data.data
  file.embedded = data.object && isTnef(content)
  // Beside an object the other attribute holds only a picture of its icon.
  file.content = data.object ? content : (file.content ?? content)
}

function textOf(
  properties: ReadonlyMap<number, Property>,
  charset: string,
  limits: MailLimits,
  legacy: DecodeLegacy,
): string {
  const plain = properties.get(property.body)
  if (plain && plain.data.length > 2) {
    return decodeText(plain.data.subarray(0, limits.maxMarkupBytes), plain.unicode ? 'utf-16le' : charset, legacy)
  }
  const html = properties.get(property.html)
  if (html) return htmlText(decodeText(html.data.subarray(0, limits.maxMarkupBytes), charset, legacy))
  const packed = properties.get(property.rtf)
  const rtf = packed ? unpackRtf(packed.data, limits.maxRtfBytes) : null
  if (!rtf) return ''
  const words = rtfText(rtf.subarray(0, limits.maxMarkupBytes).toString('latin1'), (b) =>
    decodeText(b, charset, legacy),
  )
  return words.includes('<') ? htmlText(words) : words
}

/** Bytes of one value of a fixed MAPI type; 0 for types of variable length. */
function fixedSize(type: number): number {
  if (type === 0x0002 || type === 0x000b) return 4
  if ([0x0003, 0x0004, 0x000a].includes(type)) return 4
  if ([0x0005, 0x0006, 0x0007, 0x0014, 0x0040].includes(type)) return 8
  return type === 0x0048 ? 16 : 0
}

/** MAPI properties, as far as they can be read; the first value of each. */
function propertiesOf(data: Buffer): Map<number, Property> {
  const found = new Map<number, Property>()
  if (data.length < 4) return found
  const count = Math.min(data.readUInt32LE(0), 10_000)
  let at = 4
  const fits = (bytes: number) => at + bytes <= data.length
  for (let index = 0; index < count && fits(4); index++) {
    const type = data.readUInt16LE(at)
    const id = data.readUInt16LE(at + 2)
    at += 4
    if (id >= 0x8000) {
      if (!fits(20)) break
      const byName = data.readUInt32LE(at + 16) === 1
      at += 20
      if (!fits(4)) break
      const length = data.readUInt32LE(at)
      at += byName ? 4 + padded(length) : 4
    }
    const base = type & 0x0fff
    const many = (type & 0x1000) !== 0
    const size = fixedSize(base)
    const variable = size === 0
    if ((many || variable) && !fits(4)) break
    const values = many || variable ? data.readUInt32LE(at) : 1
    if (many || variable) at += 4
    for (let value = 0; value < Math.min(values, 10_000); value++) {
      if (variable && !fits(4)) return found
      const length = variable ? data.readUInt32LE(at) : size
      if (variable) at += 4
      if (!fits(length)) return found
      if (!found.has(id)) {
        found.set(id, { unicode: base === 0x001f, object: base === 0x000d, data: data.subarray(at, at + length) })
      }
      at += variable ? padded(length) : length
    }
  }
  return found
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function clean(name: string): string {
  return name.replaceAll('\0', '').trim()
}

function charsetOf(codepage: number): string {
  if (codepage === 65001) return 'utf-8'
  if (codepage === 932) return 'shift_jis'
  if (codepage === 20866) return 'koi8-r'
  if (codepage === 21866) return 'koi8-u'
  if (codepage >= 28591 && codepage <= 28605) return `iso-8859-${codepage - 28590}`
  return `windows-${codepage}`
}
