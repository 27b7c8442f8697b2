/** A whole number as it stands in an address, small enough for any database; `null` for everything else. */
export function wholeNumber(text: string | undefined): number | null {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : null
}
