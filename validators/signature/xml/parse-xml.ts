/**
 * Bytes to tree, at the edge: a namespace-well-formed XML 1.0 document or a refusal. Document types are refused
 * altogether, so there are no entities to expand, no external subsets to fetch and no default attributes to guess.
 */
import iconv from 'iconv-lite'
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { XML_LIMITS } from './limits.ts'
import type { XmlChild, XmlDocument, XmlElement, XmlParent } from './tree.ts'

export type XmlRefusal =
  | { code: 'XML_TOO_LARGE'; detail: string }
  | { code: 'XML_TOO_DEEP'; detail: string }
  | { code: 'XML_TOO_MANY_NODES'; detail: string }
  | { code: 'XML_DOCUMENT_TYPE'; detail: string }
  | { code: 'XML_ENCODING'; detail: string }
  | { code: 'XML_NOT_WELL_FORMED'; detail: string }

export type ParsedXml = { kind: 'parsed'; document: XmlDocument } | { kind: 'refused'; refusal: XmlRefusal }

class Refused extends Error {
  readonly refusal: XmlRefusal
  constructor(refusal: XmlRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Reads one document. Never throws for bad input. */
export function parseXml(bytes: Uint8Array): ParsedXml {
  try {
    if (bytes.length > XML_LIMITS.bytes) throw new Refused({ code: 'XML_TOO_LARGE', detail: String(bytes.length) })
    return { kind: 'parsed', document: build(decode(bytes)) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']/

/** Byte order mark, then the declaration, then UTF-8 (XML 1.0 appendix F). */
function decode(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(bytes.subarray(3))
  if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'utf-16be')
  if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'utf-16le')
  if (a === 0 && b === 0x3c) return utf16(bytes, 'utf-16be')
  if (a === 0x3c && b === 0) return utf16(bytes, 'utf-16le')
  const declared = DECLARED.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1]?.toLowerCase()
  if (declared === undefined || declared === 'utf-8' || declared === 'utf8' || declared === 'us-ascii') {
    return utf8(bytes)
  }
  if (!iconv.encodingExists(declared) || /^(base64|hex|utf-?7|ucs|utf-?(16|32))/.test(declared)) {
    throw new Refused({ code: 'XML_ENCODING', detail: declared })
  }
  const text = iconv.decode(Buffer.from(bytes), declared)
  if (text.includes('\ufffd')) throw new Refused({ code: 'XML_ENCODING', detail: declared })
  return text
}

function utf8(bytes: Uint8Array): string {
  return strictly('utf-8', bytes)
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  return strictly(encoding, bytes)
}

function strictly(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refused({ code: 'XML_ENCODING', detail: encoding })
  }
}

const NO_SCOPE: ReadonlyMap<string, string> = new Map()

function build(text: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const children: XmlChild[] = []
  const top: Omit<XmlDocument, 'root'> & { root: XmlElement | null } = {
    kind: 'document',
    parent: null,
    children,
    root: null,
    order: 0,
    last: 0,
  }
  const document = top as XmlDocument
  let here: XmlParent = document
  let order = 0
  let nodes = 0
  let bindings = 0
  let depth = 0

  const next = (): number => {
    nodes += 1
    if (nodes > XML_LIMITS.nodes) throw new Refused({ code: 'XML_TOO_MANY_NODES', detail: String(XML_LIMITS.nodes) })
    order += 1
    return order
  }

  parser.on('error', (error) => {
    throw new Refused({ code: 'XML_NOT_WELL_FORMED', detail: error.message })
  })
  parser.on('doctype', () => {
    throw new Refused({ code: 'XML_DOCUMENT_TYPE', detail: '' })
  })
  parser.on('xmldecl', (declaration) => {
    if (declaration.version !== '1.0') {
      throw new Refused({ code: 'XML_NOT_WELL_FORMED', detail: `version ${declaration.version}` })
    }
  })

  const scopeOf = (tag: SaxesTagNS, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
    let scope: Map<string, string> | null = null
    for (const [prefix, uri] of Object.entries(tag.ns)) {
      if (prefix === 'xml' || (outer.get(prefix) ?? '') === uri) continue
      scope ??= new Map(outer)
      if (uri === '') scope.delete(prefix)
      else scope.set(prefix, uri)
    }
    if (scope === null) return outer
    bindings += scope.size
    if (bindings > XML_LIMITS.namespaceBindings) {
      throw new Refused({ code: 'XML_TOO_MANY_NODES', detail: String(XML_LIMITS.namespaceBindings) })
    }
    return scope
  }

  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > XML_LIMITS.depth) throw new Refused({ code: 'XML_TOO_DEEP', detail: String(XML_LIMITS.depth) })
    const element: XmlElement = {
      kind: 'element',
      parent: here,
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      attributes: [],
      scope: scopeOf(tag, here.kind === 'element' ? here.scope : NO_SCOPE),
      children: [],
      order: next(),
      last: order,
    }
    for (const { prefix, local, uri, value, name } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns' || name === 'xmlns') continue
      nodes += 1
      const place = element.order + 0.5 + (element.attributes.length + 1) * 1e-7
      element.attributes.push({ kind: 'attribute', parent: element, prefix, local, uri, value, order: place })
    }
    here.children.push(element)
    if (here.kind === 'document') here.root = element
    here = element
  })
  parser.on('closetag', () => {
    depth -= 1
    if (here.kind !== 'element') return
    here.last = order
    here = here.parent
  })

  const addText = (value: string): void => {
    if (here.kind !== 'element' || value === '') return
    const before = here.children[here.children.length - 1]
    if (before?.kind === 'text') before.value += value
    else here.children.push({ kind: 'text', parent: here, value, order: next() })
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('comment', (value) => {
    here.children.push({ kind: 'comment', parent: here, value, order: next() })
  })
  parser.on('processinginstruction', ({ target, body }) => {
    here.children.push({ kind: 'instruction', parent: here, target, value: body, order: next() })
  })

  parser.write(text).close()
  if (top.root === null) throw new Refused({ code: 'XML_NOT_WELL_FORMED', detail: 'no root element' })
  top.last = order
  return document
}
