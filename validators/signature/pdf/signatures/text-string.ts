/** Text strings (ISO 32000-2 §7.9.2.2) and dates (§7.9.4). */

/** UTF-16 (either order), UTF-8 with mark, else PDFDocEncoding, read here as Latin-1. */
export function decodeTextString(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2))
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes.subarray(3))
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

const DATE = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([Z+-])(?:(\d{2})'?(?:(\d{2})'?)?)?)?/

/** The instant a PDF date states; without a zone it is taken as Vietnamese time. `null` for what is no date. */
export function parsePdfDate(text: string): Temporal.Instant | null {
  const match = DATE.exec(text.trim())
  if (match === null) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, zoneHour, zoneMinute] =
    match
  const zone = sign === undefined ? '+07:00' : sign === 'Z' ? 'Z' : `${sign}${zoneHour ?? '00'}:${zoneMinute ?? '00'}`
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  } catch {
    return null
  }
}
