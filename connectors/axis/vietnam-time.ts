/** The axis speaks local time, and never says so. */
export const vietnamTime = 'Asia/Ho_Chi_Minh'

/** `yyyy/MM/dd HH:mm:ss`, as edXML writes moments. */
export function edxmlMoment(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(vietnamTime).toPlainDateTime().round('second')
  return `${edxmlDay(local.toPlainDate())} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`
}

/** `yyyy/MM/dd`. */
export function edxmlDay(date: Temporal.PlainDate): string {
  return date.toString().replaceAll('-', '/')
}
