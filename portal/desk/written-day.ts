/** A day as people here write it, `4/9/2026`, in ISO 8601; any other text as it is, for the reader to refuse. */
export function isoOfWritten(text: string): string {
  const [, day = '', month = '', year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
}
