/** Separator sheets: what their codes say. We print our own (`/ban-lam-viec/phieu-tach`); an office may add others. */

/** What a QR code of ours begins with; behind it stands the sender's name, if one was given. */
export const sheetMark = 'congbao:tach:1:'
/** The bar code on the same sheet, for when the QR code is dirty. */
export const sheetBars = 'CONGBAO-TACH'
/** Sheets of a later version separate too; what else they say is not for us. */
const anySheet = 'congbao:tach:'

/** Longest sender's name on a sheet: what a QR code still holds in large modules. */
export const longestSheetSender = 100

/** What the QR code of a sheet holds. */
export function sheetCode(sender: string): string {
  return sheetMark + sender.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longestSheetSender)
}

export interface Separator {
  /** Who sent the document that follows, where the sheet says so. */
  sender: string | null
}

/** @param others codes of the office's own sheets; one that ends with `*` fits whatever begins like it */
export function separatorOf(codes: readonly string[], others: readonly string[] = []): Separator | null {
  const ours = codes.find((code) => code.startsWith(sheetMark))
  if (ours !== undefined) {
    const sender = ours
      .slice(sheetMark.length)
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, longestSheetSender)
    return { sender: sender === '' ? null : sender }
  }
  const fits = (code: string) =>
    code === sheetBars ||
    code.startsWith(anySheet) ||
    others.some((other) => (other.endsWith('*') ? code.startsWith(other.slice(0, -1)) : code === other))
  return codes.some(fits) ? { sender: null } : null
}
