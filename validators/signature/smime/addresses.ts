/** Mailboxes in an address field (RFC 5322 §3.4, RFC 2047), read strictly: doubt is told apart from emptiness. */
import { domainToASCII } from 'node:url'
import iconv from 'iconv-lite'

export interface Mailbox {
  /** Display name, encoded words decoded; empty when there is none. */
  name: string
  /** `local@domain` in lower case, domain in its ASCII form; `null` when the text is no address. */
  address: string | null
  /** The address as written. */
  written: string
}

/** Every mailbox of the field, in order; groups are opened. */
export function readMailboxes(value: string): Mailbox[] {
  return splitList(value)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(readMailbox)
}

/** Splits at commas and group marks outside quotes, comments and angle brackets. */
function splitList(value: string): string[] {
  const parts: string[] = []
  let current = ''
  let quoted = false
  let comment = 0
  let angle = false
  for (let i = 0; i < value.length; i += 1) {
    const character = value[i] ?? ''
    if (character === '\\' && (quoted || comment > 0)) {
      current += value.slice(i, i + 2)
      i += 1
      continue
    }
    if (character === '"' && comment === 0) quoted = !quoted
    else if (!quoted && character === '(') comment += 1
    else if (!quoted && character === ')' && comment > 0) comment -= 1
    else if (!quoted && comment === 0 && character === '<') angle = true
    else if (!quoted && comment === 0 && character === '>') angle = false
    const free = !quoted && comment === 0 && !angle
    if (free && character === ':') current = ''
    else if (free && (character === ',' || character === ';')) {
      parts.push(current)
      current = ''
    } else current += character
  }
  parts.push(current)
  return parts
}

function readMailbox(text: string): Mailbox {
  const open = lastOutsideQuotes(text, '<')
  if (open === -1) {
    const bare = withoutCommentText(text)
    const address = normalAddress(bare)
    // Without angle brackets an address may be followed by its name in a comment.
    const comment = /\(([^()]*)\)/.exec(text)?.[1] ?? ''
    return address === null
      ? { name: decodeWords(unquote(text)), address: null, written: text }
      : { name: decodeWords(comment.trim()), address, written: bare.trim() }
  }
  const close = text.indexOf('>', open)
  const written = text.slice(open + 1, close === -1 ? undefined : close).trim()
  const before = text.slice(0, open).trim()
  const after = close === -1 ? '' : withoutCommentText(text.slice(close + 1)).trim()
  const sound = close !== -1 && after === '' && !before.includes('<')
  return { name: decodeWords(unquote(before)), address: sound ? normalAddress(written) : null, written }
}

function lastOutsideQuotes(text: string, wanted: string): number {
  let quoted = false
  let found = -1
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\' && quoted) i += 1
    else if (text[i] === '"') quoted = !quoted
    else if (!quoted && text[i] === wanted) found = i
  }
  return found
}

function withoutCommentText(text: string): string {
  return text.replace(/\([^()]*\)/g, ' ')
}

function unquote(text: string): string {
  return text.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1')).trim()
}

/** Lower case; domains compared in ASCII form. `null` for what is not one plain address. */
export function normalAddress(text: string): string | null {
  const match = /^([^\s@<>(),;:"\\[\]]{1,64})@([^\s@<>(),;:"\\[\]]{1,253})$/u.exec(text.trim().normalize('NFC'))
  if (match === null) return null
  const [, local = '', domain = ''] = match
  const ascii = domainToASCII(domain.toLowerCase())
  return ascii === '' ? null : `${local.toLowerCase()}@${ascii}`
}

const WORD = /=\?([A-Za-z0-9_.:-]{1,40})(?:\*[A-Za-z0-9-]*)?\?([BbQq])\?([^?\s]*)\?=/g

/** RFC 2047; blanks between two encoded words are not text. */
export function decodeWords(text: string): string {
  return text
    .replace(/(\?=)[ \t]+(?==\?)/g, '$1')
    .replace(WORD, (whole, charset: string, encoding: string, content: string) => {
      const bytes =
        encoding.toUpperCase() === 'B'
          ? Buffer.from(content, 'base64')
          : Buffer.from(
              content
                .replace(/_/g, ' ')
                .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
              'latin1',
            )
      return iconv.encodingExists(charset) ? iconv.decode(bytes, charset) : whole
    })
    .normalize('NFC')
}
