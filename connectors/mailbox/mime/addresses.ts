/** Addresses of a header field (RFC 5322 §3.4), read leniently by nodemailer's own reader. */
import addressparser from 'nodemailer/lib/addressparser'
import { type DecodeLegacy, noLegacy } from './charset.ts'
import { decodeWords } from './headers.ts'

export interface MailAddress {
  name: string | null
  /** Lower case; something `@` something, nothing more is promised. */
  address: string
}

const longestField = 20_000

export function addressesOf(value: string, legacy: DecodeLegacy = noLegacy): MailAddress[] {
  const parsed = addressparser(value.slice(0, longestField), { flatten: true })
  return parsed.flatMap(({ name, address }) => {
    const bare = address?.trim().toLowerCase() ?? ''
    if (!/^[^\s<>@,;"]{1,64}@[^\s<>@,;"]{1,255}$/.test(bare)) return []
    const shown = decodeWords(name ?? '', legacy)
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
    return [{ name: shown === '' ? null : shown.slice(0, 200), address: bare }]
  })
}
