import { expect, test } from 'vitest'
import { countDeadline } from '../../pipeline/deadlines/deadline.ts'
import { deadlineWords } from '../../portal/deadline-words.ts'

const at = (text: string) => Temporal.Instant.from(`${text}+07:00`)
/** Promulgated on Thursday 2026-11-19: three working days end on Wednesday 2026-11-25, for 24/11 is a holiday. */
const deadline = countDeadline('state-management', Temporal.PlainDate.from('2026-11-19'))

test('an open deadline is told in working days, today by name', () => {
  expect(deadline.due).toBe('2026-11-25')
  expect(deadlineWords(deadline, at('2026-11-20T09:00'), null)).toEqual({
    text: 'Còn 2 ngày làm việc',
    level: 'ontime',
  })
  expect(deadlineWords(deadline, at('2026-11-24T09:00'), null)).toEqual({ text: 'Còn 1 ngày làm việc', level: 'soon' })
  expect(deadlineWords(deadline, at('2026-11-25T23:59'), null)).toEqual({ text: 'Hạn hôm nay', level: 'soon' })
})

test('a passed deadline is told by the working days gone since, a weekend adding none', () => {
  expect(deadlineWords(deadline, at('2026-11-26T00:00'), null).text).toBe('Quá hạn 1 ngày làm việc')
  expect(deadlineWords(deadline, at('2026-11-29T12:00'), null).text).toBe('Quá hạn 2 ngày làm việc')
  expect(deadlineWords(deadline, at('2029-01-05T12:00'), null).text).toBe('Quá hạn hơn 2 năm')
})

test('a duty that was done is told by the day it was done, whatever day it is now', () => {
  const now = at('2027-01-01T00:00')
  expect(deadlineWords(deadline, now, at('2026-11-25T17:00'))).toEqual({ text: 'Đăng đúng hạn', level: 'ontime' })
  expect(deadlineWords(deadline, now, at('2026-11-27T08:00')).text).toBe('Đăng quá hạn 2 ngày làm việc')
})

test('what must be published at once says so on its day', () => {
  const shortened = countDeadline('shortened', Temporal.PlainDate.from('2026-11-19'))
  expect(deadlineWords(shortened, at('2026-11-19T10:00'), null)).toEqual({ text: 'Phải đăng ngay', level: 'soon' })
  expect(deadlineWords(shortened, at('2026-11-20T10:00'), null).text).toBe('Quá hạn 1 ngày làm việc')
})
