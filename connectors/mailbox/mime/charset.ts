/** Bytes of mail as Unicode, whatever the label says. Never throws. */
import { encodingExists, decode as iconvDecode } from 'iconv-lite'

/**
 * Turns text in a Vietnamese encoding from before Unicode (TCVN3, VNI, VPS, VISCII, VIQR), read as Windows-1252, into
 * Unicode; `null` for text that is none. Passed in: the judgement belongs to the validators.
 */
export type DecodeLegacy = (text: string) => string | null

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
const vietnameseLabels = /^(x-)?(viet-)?(tcvn3?|tcvn-?5712.*|vni|vps|viscii|viqr|vn-?abc|csviscii|csviqr)$/

/** @returns NFC text; unknown labels fall back to UTF-8, then Vietnamese legacy encodings, then Windows-1252. */
export function decodeText(bytes: Uint8Array, label: string | null, legacy: DecodeLegacy): string {
  const name = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
    .replace(/\*.*$/, '')
  const text = vietnameseLabels.test(name) || weakLabels.test(name) ? unlabelled(bytes) : labelled(bytes, name)
  return (legacy(text) ?? text).normalize('NFC').toWellFormed()
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
