/** base64 as XML-DSig writes it: white space anywhere, nothing else. */

/** The octets, or `null` where the text is not base64. */
export function decodeBase64(text: string): Uint8Array | null {
  const packed = text.replace(/[ \t\r\n]+/g, '')
  if (packed.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null
  return Buffer.from(packed, 'base64')
}
