/**
 * Dates as Vietnamese documents write them: "ngày 05 tháng 01 năm 2020" (Nghị định 30/2020, Phụ lục I, phần II mục 4),
 * 05/01/2020, 5-1-2020, 5.1.2020. ISO 8601 out; a day that no calendar has is no date.
 */

const written = /ng[àa]y\s*([\d\s]{1,5}?)\s*th[áa]ng\s*([\d\s]{1,5}?)\s*n[ăa]m\s*(\d[\d\s]{2,6}\d)/iu
const numeric = /(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d{2})(?!\d)/u

/** The years in which the State has issued documents that can reach the gazette. */
const firstYear = 1945
const lastYear = 2100

/** ISO date of a day, month and year, or `null` where no such day exists. */
export function isoDate(day: number, month: number, year: number): string | null {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return null
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day > days) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The date at the very beginning of a text ("ngày 01 tháng 7 năm 2024", "01/7/2024", "ngày 1-7-2024"), or `null`. */
export function leadingDate(text: string): string | null {
  const words =
    /^\s*(?:ng[àa]y\s*)?(?:m[ùồ]ng\s+)?(\d\s?\d?)[\s.,]*th[áaàảã]ng[\s.,]*(\d\s?\d?)(?:[\s.,]*n[ăaã]m[\s.,]*|\s*\/\s*|\s+)(\d{4}|\d\d\s\d\d)(?!\d)/iu.exec(
      text,
    )
  if (words) return isoDate(digits(words[1]), digits(words[2]), digits(words[3]))
  const short = /^\s*(?:ng[àa]y\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)/iu.exec(text)
  return short ? isoDate(Number(short[1]), Number(short[2]), Number(short[3])) : null
}

/** The first date written anywhere in a text, or `null`. */
export function firstDate(text: string): string | null {
  const words = written.exec(text)
  if (words) return isoDate(digits(words[1]), digits(words[2]), digits(words[3]))
  const short = numeric.exec(text)
  return short ? isoDate(Number(short[1]), Number(short[2]), Number(short[3])) : null
}

/** Digits pulled apart by spaces ("20 25") read as one number; the caller's pattern keeps them few. */
function digits(text: string | undefined): number {
  return Number((text ?? '').replace(/\s+/gu, ''))
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The same day some months later; `null` where that month has no such day (the law then leaves room for dispute). */
export function addMonths(date: string, months: number): string | null {
  try {
    return Temporal.PlainDate.from(date).add({ months }, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

/** `2024-11-10` as clerks write it: `10/11/2024`. */
export function vietnameseDate(date: string): string {
  const [year, month, day] = date.split('-')
  return `${day}/${month}/${year}`
}
