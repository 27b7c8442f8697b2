/** Long answers are cut where a reader would pause, and nothing of them is lost. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitText } from '../../../connectors/chat/answers/split-text.ts'

const bare = (text: string) => text.replace(/\s+/gu, '')
const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 200 })

it('keeps every letter, in pieces within the limit, none of them empty', () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom(' ', '\n', '\n\n', '. '),
      fc.integer({ min: 40, max: 300 }),
      (parts, gap, limit) => {
        const text = parts.join(gap)
        const pieces = splitText(text, limit)
        expect(pieces.every((piece) => piece.length > 0 && piece.length <= limit)).toBe(true)
        expect(bare(pieces.join(''))).toBe(bare(text))
      },
    ),
  )
})

it('cuts between paragraphs before lines, lines before sentences, sentences before words', () => {
  const sentence = 'Quyết định này có hiệu lực từ ngày ký.'
  expect(splitText(`${sentence} ${sentence}\n\n${sentence} ${sentence}`, 90)).toEqual([
    `${sentence} ${sentence}`,
    `${sentence} ${sentence}`,
  ])
  expect(splitText(`${sentence} ${sentence} ${sentence}`, 90)).toEqual([`${sentence} ${sentence}`, sentence])
  expect(splitText('một hai ba bốn', 8)).toEqual(['một hai', 'ba bốn'])
})

it('never cuts a letter from its marks, nor an emoji in two', () => {
  const letter = 'ệ'.normalize('NFD')
  for (const piece of splitText(letter.repeat(100), 40)) expect(piece.length % letter.length).toBe(0)
  for (const piece of splitText('👩‍👩‍👧'.repeat(50), 41)) expect(piece.isWellFormed()).toBe(true)
})

it('says nothing where there is nothing to say', () => {
  expect(splitText(' \n ', 10)).toEqual([])
})
