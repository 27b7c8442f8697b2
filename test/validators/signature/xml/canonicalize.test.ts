/** Canonical forms, checked against hand-written ones and the rules they come from. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CanonicalMethod, canonicalize } from '../../../../validators/signature/xml/canonicalize.ts'
import { indexIds } from '../../../../validators/signature/xml/ids.ts'
import { subtree } from '../../../../validators/signature/xml/node-set.ts'
import { parseXml } from '../../../../validators/signature/xml/parse-xml.ts'
import type { XmlDocument } from '../../../../validators/signature/xml/tree.ts'
import { Work } from '../../../../validators/signature/xml/work.ts'

function parse(xml: string): XmlDocument {
  const parsed = parseXml(Buffer.from(xml))
  if (parsed.kind === 'refused') throw new Error(`${parsed.refusal.code}: ${parsed.refusal.detail}`)
  return parsed.document
}

interface Wish extends Partial<Omit<CanonicalMethod, 'inclusivePrefixes'>> {
  prefixes?: string[]
  /** Only the element of this Id. */
  id?: string
}

function canonical(xml: string, { kind = '1.0', comments = false, prefixes = [], id }: Wish = {}): string {
  const document = parse(xml)
  const found = id === undefined ? null : indexIds(document).find(id)
  const apex = found?.kind === 'found' ? found.element : document
  const method = { kind, comments, inclusivePrefixes: new Set(prefixes) }
  return Buffer.from(canonicalize(subtree(apex, true), method, new Work(1e6))).toString()
}

describe('Canonical XML 1.0 §2.3', () => {
  test('writes empty elements with an end tag, attributes and namespaces in order, values in double quotes', () => {
    expect(canonical(`<e9 xmlns:b='urn:b' xmlns='urn:d' xmlns:a='urn:a'   z='1' b:y="2" a:x='3' a="4"/>`)).toBe(
      '<e9 xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b" a="4" z="1" a:x="3" b:y="2"></e9>',
    )
  })

  test('replaces CDATA and character references, keeps what they stand for', () => {
    expect(canonical('<a b="x&#10;&#x9;&quot;&lt;>"><![CDATA[1 < 2 & 3 > 2]]>&#13;\r\n&#x263a;</a>')).toBe(
      '<a b="x&#xA;&#x9;&quot;&lt;>">1 &lt; 2 &amp; 3 &gt; 2&#xD;\n☺</a>',
    )
  })

  test('sets instructions and comments outside the root on lines of their own', () => {
    const xml = '<?xml version="1.0"?>\n<?style  href="x"?>\n<!--a--><r/>\n<!--z-->\n<?end?>'
    expect(canonical(xml, { comments: true })).toBe('<?style href="x"?>\n<!--a-->\n<r></r>\n<!--z-->\n<?end?>')
    expect(canonical(xml)).toBe('<?style href="x"?>\n<r></r>\n<?end?>')
  })

  test('drops declarations that repeat the one in force, and undeclares the default namespace', () => {
    expect(canonical('<a xmlns="urn:d" xmlns:p="urn:p"><b xmlns="urn:d" xmlns:p="urn:p"><c xmlns=""/></b></a>')).toBe(
      '<a xmlns="urn:d" xmlns:p="urn:p"><b><c xmlns=""></c></b></a>',
    )
  })

  test('carries namespaces and xml: attributes of ancestors into a part; 1.1 leaves xml:id and joins xml:base', () => {
    const xml =
      '<a xmlns="urn:d" xmlns:p="urn:p" xml:lang="vi" xml:id="i" xml:base="http://h/x/"><m xml:base="y/"><b Id="b" xml:base="z"/></m></a>'
    expect(canonical(xml, { id: 'b' })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p" Id="b" xml:base="z" xml:id="i" xml:lang="vi"></b>',
    )
    expect(canonical(xml, { id: 'b', kind: '1.1' })).toBe(
      '<b xmlns="urn:d" xmlns:p="urn:p" Id="b" xml:base="http://h/x/y/z" xml:lang="vi"></b>',
    )
  })
})

describe('Exclusive XML Canonicalization §2–3', () => {
  const xml =
    '<n0:local xmlns:n0="urn:a" xmlns:n3="urn:n"><n1:elem2 xmlns:n1="urn:b" xml:lang="en" Id="e"><n3:stuff xmlns:n3="urn:c"/></n1:elem2></n0:local>'

  test('declares a prefix where it is used and leaves the surroundings alone', () => {
    expect(canonical(xml, { kind: 'exclusive', id: 'e' })).toBe(
      '<n1:elem2 xmlns:n1="urn:b" Id="e" xml:lang="en"><n3:stuff xmlns:n3="urn:c"></n3:stuff></n1:elem2>',
    )
  })

  test('treats listed prefixes as inclusive canonicalisation does', () => {
    expect(canonical(xml, { kind: 'exclusive', id: 'e', prefixes: ['n0'] })).toBe(
      '<n1:elem2 xmlns:n0="urn:a" xmlns:n1="urn:b" Id="e" xml:lang="en"><n3:stuff xmlns:n3="urn:c"></n3:stuff></n1:elem2>',
    )
  })
})

test('the canonical form of a canonical form is itself', () => {
  const name = fc.constantFrom('a', 'b', 'p:a', 'q:c')
  const text = fc.string({
    unit: fc.constantFrom('x', 'é', '&amp;', '&#13;', '&#9;', '\n', ' ', '𝒳', '&lt;'),
    maxLength: 5,
  })
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc
      .tuple(name, text, fc.array(fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxLength: 3 }))
      .map(([tag, value, inner]) => `<${tag} xmlns:p="urn:p" z="${value}" p:y="1">${inner.join('')}</${tag}>`),
  }))
  fc.assert(
    fc.property(tree, fc.constantFrom<Wish['kind']>('1.0', '1.1', 'exclusive'), (inner, kind) => {
      const once = canonical(`<r xmlns:q="urn:q" xmlns="urn:d">${inner}</r>`, { kind })
      expect(canonical(once, { kind })).toBe(once)
    }),
  )
})
