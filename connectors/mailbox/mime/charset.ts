/** Bytes of mail as Unicode, whatever the label says. Never throws. */
import { isUtf8 } from 'node:buffer'
import { encodingExists, decode as iconvDecode } from 'iconv-lite'

export type VietnameseEncoding = 'tcvn3' | 'vni' | 'vps' | 'viscii' | 'viqr'

/**
 * Turns text in a Vietnamese encoding from before Unicode, read as Windows-1252, into Unicode; `null` for text that is
 * none. Passed in: the judgement belongs to the validators. @param declared what the label says, where it says so.
 */
export type DecodeLegacy = (text: string, declared: VietnameseEncoding | null) => string | null

export const noLegacy: DecodeLegacy = () => null

/** Labels that senders put on anything, so that what is behind them must be looked at. */
const weakLabels =
  /^(us-ascii|ascii|ansi|iso-8859-1|latin1|windows-1252|cp1252|x-unknown|unknown|unknown-8bit|8bit|x-user-defined|default|none)?$/

/** Labels WHATWG does not know, and what they mean. */
const aliases: Readonly<Record<string, string>> = {
  cp1258: 'windows-1258',
  'x-cp1258': 'windows-1258',
  utf8: 'utf-8',
  'unicode-1-1-utf-7': 'utf-7',
  ks_c_5601: 'euc-kr',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
}

/** Vietnamese encodings by name: read as one-byte text here, turned into Unicode by `DecodeLegacy`. */
const vietnameseLabels: readonly (readonly [RegExp, VietnameseEncoding])[] = [
  [/^(x-)?(viet-)?(tcvn3?|tcvn-?5712.*|vn-?abc)$/, 'tcvn3'],
  [/^(x-)?(viet-)?vni$/, 'vni'],
  [/^(x-)?(viet-)?vps$/, 'vps'],
  [/^(cs|x-)?viscii(1\.1-1)?$/, 'viscii'],
  [/^(cs|x-)?viqr$/, 'viqr'],
]

/** @returns NFC text; unknown labels fall back to UTF-8, then Vietnamese legacy encodings, then Windows-1252. */
export function decodeText(bytes: Uint8Array, label: string | null, legacy: DecodeLegacy): string {
  const name = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '')
  const vietnamese = vietnameseLabels.find(([pattern]) => pattern.test(name))?.[1] ?? null
  // Mislabelled by programs that had turned to Unicode already.
  const declared = vietnamese !== 'viqr' && isUtf8(bytes) ? null : vietnamese
  const text = vietnamese || weakLabels.test(name) ? unlabelled(bytes) : labelled(bytes, name)
  return (legacy(text, declared) ?? text).normalize('NFC').toWellFormed()
}

function labelled(bytes: Uint8Array, name: string): string {
  const encoding = aliases[name] ?? name
  try {
    return new TextDecoder(encoding).decode(bytes)
  } catch {
    // UTF-7 and a few more are known to iconv alone.
    return encodingExists(encoding) ? iconvDecode(Buffer.from(bytes), encoding) : unlabelled(bytes)
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const escapeByte = String.fromCharCode(0x1b)

function unlabelled(bytes: Uint8Array): string {
  try {
    const text = strictUtf8.decode(bytes)
    return text.includes(`${escapeByte}$B`) || text.includes(`${escapeByte}$@`)
      ? new TextDecoder('iso-2022-jp').decode(bytes)
      : text
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
