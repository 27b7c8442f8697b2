/** What the XML parser found wrong, as one of our reasons. */
import { type Refusal, refusal } from './refusals.ts'

/** @param said the parser's error. saxes puts `line:column: ` before its sentences. */
export function refusalOf(said: string): Refusal {
  const [, line, column, sentence = said] = /^(?:.*?)(\d+):(\d+): (.*)$/s.exec(said) ?? []
  const where = line ? `dòng ${line}, cột ${column}` : undefined
  const kinds: readonly (readonly [RegExp, Refusal['code']])[] = [
    [/unbound namespace prefix/, 'NAMESPACE_UNBOUND'],
    [/unexpected close tag|unmatched closing tag/, 'TAGS_MISMATCHED'],
    [/unclosed tag|unexpected end|document must contain a root/, 'TRUNCATED'],
    [/entity/, 'ENTITY_FORBIDDEN'],
    [/doctype/, 'DTD_FORBIDDEN'],
  ]
  return refusal(kinds.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'NOT_WELL_FORMED', where)
}
