/**
 * Brings Vietnamese text to the one form in which everything is stored: Unicode NFC as TCVN 6909:2001 asks, without
 * letters that only look Vietnamese.
 */
export function toUnicodeForm(text: string): string {
  return text
    .replace(/[\u00d0\u0189]/gu, 'Đ')
    .replace(/[\u00f0\u0256]/gu, 'đ')
    .normalize('NFC')
}
