/** The XPath 1.0 that transforms may use. */
import { describe, expect, test } from 'vitest'
import { indexIds } from '../../../../validators/signature/xml/ids.ts'
import { parseXml } from '../../../../validators/signature/xml/parse-xml.ts'
import { Work } from '../../../../validators/signature/xml/work.ts'
import { evaluate } from '../../../../validators/signature/xml/xpath/evaluate.ts'
import { parseXPath } from '../../../../validators/signature/xml/xpath/parse-xpath.ts'
import { UnreadableXPath } from '../../../../validators/signature/xml/xpath/tokens.ts'
import { isNodeSet, toText } from '../../../../validators/signature/xml/xpath/values.ts'

const XML = `<r xmlns:p="urn:p" xml:lang="vi-VN"><a Id="one" n="1">một</a><p:a n="2">hai</p:a><b><a n="3">ba<!--c--></a></b><?pi x?></r>`

function ask(expression: string): string | number | boolean | string[] {
  const parsed = parseXml(Buffer.from(XML))
  if (parsed.kind === 'refused') throw new Error(parsed.refusal.code)
  const { document } = parsed
  const value = evaluate(parseXPath(expression, document.root.scope), {
    node: document,
    position: 1,
    size: 1,
    here: document.root,
    elementById: (id) => {
      const found = indexIds(document).find(id)
      return found.kind === 'found' ? found.element : null
    },
    work: new Work(1000),
  })
  return isNodeSet(value) ? value.map((node) => toText([node])) : value
}

describe('an expression', () => {
  test.each<[string, ReturnType<typeof ask>]>([
    ['/r/a', ['một']],
    ['//a', ['một', 'ba']],
    ['//p:a', ['hai']],
    ['//*[@n > 1]', ['hai', 'ba']],
    ['//@n', ['1', '2', '3']],
    ['//a[last()]', ['một', 'ba']],
    ['(//a)[last()]', ['ba']],
    ['/r/*[2]', ['hai']],
    ['//a[@n=3]/ancestor::*[1]/@*', []],
    ['//b/preceding-sibling::*[1]', ['hai']],
    ['id("one")/following::a', ['ba']],
    ['//comment() | //processing-instruction("pi")', ['c', 'x']],
    ['count(//namespace::*)', 10],
    ['count(//a | //a | /r)', 3],
    ['not(ancestor-or-self::r)', true],
    ['string(//b)', 'ba'],
    ['local-name(//p:*)', 'a'],
    ['name(//p:a)', 'p:a'],
    ['namespace-uri(//p:a)', 'urn:p'],
    ['here()/b', ['ba']],
    ['1 + 2 * 3 - 4 div 2 mod 3', 5],
    ['-(2) < -1 and 1 != 2 or false()', true],
    ['//@n = 3', true],
    ['//@n != 3', true],
    ['substring("12345", 2, 3)', '234'],
    ['translate("bar", "abc", "AB")', 'BAr'],
    ['normalize-space("  a   b ")', 'a b'],
    ['concat("a", 1, true())', 'a1true'],
    ['starts-with("abc", "ab") and contains("abc", "c")', true],
    ['sum(//@n)', 6],
    ['number("x")', Number.NaN],
    ['div + 1', Number.NaN],
    ['//a[lang("vi")]', ['một', 'ba']],
  ])('%s is %j', (expression, value) => {
    expect(ask(expression)).toEqual(value)
  })

  test.each([
    '',
    '/r/',
    'a b',
    '$x',
    'document("x")',
    '//q:a',
    'foo::a',
    '1 +',
    '(1',
    "'open",
    '#',
    `${'('.repeat(40)}1${')'.repeat(40)}`,
  ])('%s is refused', (expression) => {
    expect(() => ask(expression)).toThrow(UnreadableXPath)
  })
})
