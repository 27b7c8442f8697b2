/** XPath 1.0 §3.7: the characters of an expression as tokens. */

export type Token =
  | { kind: 'symbol'; text: string }
  /** and, or, mod, div, `*` where an operator must stand. */
  | { kind: 'operator'; text: string }
  | { kind: 'literal'; value: string }
  | { kind: 'number'; value: number }
  /** A name test: `a`, `p:a`, `p:*`, `*`. */
  | { kind: 'name'; prefix: string | null; local: string }
  | { kind: 'function'; name: string }
  | { kind: 'nodeType'; name: string }
  | { kind: 'axis'; name: string }

/** An expression this validator does not read; `message` says what stood in the way. */
export class UnreadableXPath extends Error {}

const SPACE = /[ \t\r\n]+/y
const NUMBER = /\d+(?:\.\d*)?|\.\d+/y
const LITERAL = /"([^"]*)"|'([^']*)'/y
const SYMBOL = /\/\/|::|\.\.|!=|<=|>=|[()[\].@,/|+\-=<>]/y
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_.-]*/uy
const NODE_TYPES = new Set(['comment', 'text', 'processing-instruction', 'node'])
const OPERATOR_NAMES = new Set(['and', 'or', 'mod', 'div'])

export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  const follows = (text: string): boolean => {
    const rest = source.slice(at).trimStart()
    return rest.startsWith(text)
  }

  while (at < source.length) {
    if (match(SPACE) !== null) continue
    const number = match(NUMBER)
    if (number !== null) {
      tokens.push({ kind: 'number', value: Number(number[0]) })
      continue
    }
    const literal = match(LITERAL)
    if (literal !== null) {
      tokens.push({ kind: 'literal', value: literal[1] ?? literal[2] ?? '' })
      continue
    }
    const symbol = match(SYMBOL)
    if (symbol !== null) {
      tokens.push({ kind: 'symbol', text: symbol[0] })
      continue
    }
    if (source[at] === '*') {
      at += 1
      if (operatorMayFollow(tokens)) tokens.push({ kind: 'operator', text: '*' })
      else tokens.push({ kind: 'name', prefix: null, local: '*' })
      continue
    }
    const name = match(NAME)?.[0]
    if (name === undefined) throw new UnreadableXPath(`character ${source[at] ?? ''}`)
    tokens.push(nameToken(name))
  }
  return tokens

  function nameToken(name: string): Token {
    if (operatorMayFollow(tokens) && OPERATOR_NAMES.has(name)) return { kind: 'operator', text: name }
    if (source[at] === ':' && source[at + 1] !== ':') {
      at += 1
      if (source[at] === '*') {
        at += 1
        return { kind: 'name', prefix: name, local: '*' }
      }
      const local = match(NAME)?.[0]
      if (local === undefined) throw new UnreadableXPath(`name after ${name}:`)
      return { kind: 'name', prefix: name, local }
    }
    if (follows('::')) return { kind: 'axis', name }
    if (follows('(')) return NODE_TYPES.has(name) ? { kind: 'nodeType', name } : { kind: 'function', name }
    return { kind: 'name', prefix: null, local: name }
  }
}

/** §3.7: after an operand, `*` multiplies and `and` joins; elsewhere they are names. */
function operatorMayFollow(tokens: readonly Token[]): boolean {
  const before = tokens[tokens.length - 1]
  if (before === undefined || before.kind === 'operator' || before.kind === 'axis') return false
  if (before.kind !== 'symbol') return true
  return before.text === ')' || before.text === ']' || before.text === '.' || before.text === '..'
}
