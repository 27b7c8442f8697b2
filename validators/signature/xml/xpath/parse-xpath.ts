/** XPath 1.0 grammar (§2, §3) to a tree; variables are not read, names are resolved with the scope given. */
import { XML_LIMITS } from '../limits.ts'
import { type Token, tokenize, UnreadableXPath } from './tokens.ts'

export type Axis =
  | 'ancestor'
  | 'ancestor-or-self'
  | 'attribute'
  | 'child'
  | 'descendant'
  | 'descendant-or-self'
  | 'following'
  | 'following-sibling'
  | 'namespace'
  | 'parent'
  | 'preceding'
  | 'preceding-sibling'
  | 'self'

export type NodeTest =
  | { kind: 'name'; uri: string | null; local: string | null }
  | { kind: 'type'; type: 'comment' | 'text' | 'processing-instruction' | 'node'; target: string | null }

export interface Step {
  axis: Axis
  test: NodeTest
  predicates: readonly Expression[]
}

export type BinaryOperator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | 'div' | 'mod' | '|'

export type Expression =
  | { kind: 'literal'; value: string | number }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'call'; name: string; arguments: readonly Expression[] }
  | { kind: 'path'; start: 'root' | 'context' | Expression; steps: readonly Step[] }
  | { kind: 'filter'; operand: Expression; predicates: readonly Expression[] }

const AXES = new Set<string>([
  ...['ancestor', 'ancestor-or-self', 'attribute', 'child', 'descendant', 'descendant-or-self', 'following'],
  ...['following-sibling', 'namespace', 'parent', 'preceding', 'preceding-sibling', 'self'],
])

/** From loosest to tightest (§3.5). */
const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
]

const ANYTHING: Step = {
  axis: 'descendant-or-self',
  test: { kind: 'type', type: 'node', target: null },
  predicates: [],
}

/** Reads an expression; throws `UnreadableXPath` where it cannot. `scope`: namespaces at the XPath element. */
export function parseXPath(source: string, scope: ReadonlyMap<string, string>): Expression {
  if (source.length > XML_LIMITS.xpathLength) throw new UnreadableXPath('too long')
  const tokens = tokenize(source)
  let at = 0
  let depth = 0

  const expression = parseExpression()
  if (at < tokens.length) throw new UnreadableXPath('something left over')
  return expression

  function peekSymbol(text: string): boolean {
    const token = tokens[at]
    return token?.kind === 'symbol' && token.text === text
  }
  function takeSymbol(text: string): boolean {
    if (!peekSymbol(text)) return false
    at += 1
    return true
  }
  function expectSymbol(text: string): void {
    if (!takeSymbol(text)) throw new UnreadableXPath(`${text} expected`)
  }

  function parseExpression(): Expression {
    depth += 1
    if (depth > XML_LIMITS.xpathDepth) throw new UnreadableXPath('nested too deeply')
    const result = parseBinary(0)
    depth -= 1
    return result
  }

  function parseBinary(level: number): Expression {
    const operators = PRECEDENCE[level]
    if (operators === undefined) return parseUnary()
    let left = parseBinary(level + 1)
    for (;;) {
      const token = tokens[at]
      const text = token?.kind === 'operator' || token?.kind === 'symbol' ? token.text : null
      const operator = operators.find((one) => one === text)
      if (operator === undefined) return left
      at += 1
      left = { kind: 'binary', operator, left, right: parseBinary(level + 1) }
    }
  }

  function parseUnary(): Expression {
    let negations = 0
    while (takeSymbol('-')) negations += 1
    let operand = parseUnion()
    for (; negations > 0; negations -= 1) operand = { kind: 'negate', operand }
    return operand
  }

  function parseUnion(): Expression {
    let left = parsePath()
    while (takeSymbol('|')) left = { kind: 'binary', operator: '|', left, right: parsePath() }
    return left
  }

  function parsePath(): Expression {
    const token = tokens[at]
    if (takeSymbol('//')) return { kind: 'path', start: 'root', steps: [ANYTHING, ...parseSteps()] }
    if (takeSymbol('/')) return { kind: 'path', start: 'root', steps: startsStep(tokens[at]) ? parseSteps() : [] }
    if (token === undefined) throw new UnreadableXPath('expression expected')
    if (startsStep(token)) return { kind: 'path', start: 'context', steps: parseSteps() }
    const operand = parsePrimary(token)
    const predicates = parsePredicates()
    const filtered: Expression = predicates.length === 0 ? operand : { kind: 'filter', operand, predicates }
    if (takeSymbol('//')) return { kind: 'path', start: filtered, steps: [ANYTHING, ...parseSteps()] }
    if (takeSymbol('/')) return { kind: 'path', start: filtered, steps: parseSteps() }
    return filtered
  }

  function parsePrimary(token: Token): Expression {
    at += 1
    if (token.kind === 'literal' || token.kind === 'number') return { kind: 'literal', value: token.value }
    if (token.kind === 'symbol' && token.text === '(') {
      const inner = parseExpression()
      expectSymbol(')')
      return inner
    }
    if (token.kind !== 'function') throw new UnreadableXPath('expression expected')
    expectSymbol('(')
    const given: Expression[] = []
    if (!peekSymbol(')')) {
      do given.push(parseExpression())
      while (takeSymbol(','))
    }
    expectSymbol(')')
    return { kind: 'call', name: token.name, arguments: given }
  }

  function parseSteps(): Step[] {
    const steps = [parseStep()]
    for (;;) {
      if (takeSymbol('//')) steps.push(ANYTHING, parseStep())
      else if (takeSymbol('/')) steps.push(parseStep())
      else return steps
    }
  }

  function parseStep(): Step {
    const any: NodeTest = { kind: 'type', type: 'node', target: null }
    if (takeSymbol('.')) return { axis: 'self', test: any, predicates: [] }
    if (takeSymbol('..')) return { axis: 'parent', test: any, predicates: [] }
    let axis: Axis = 'child'
    const token = tokens[at]
    if (takeSymbol('@')) axis = 'attribute'
    else if (token?.kind === 'axis') {
      if (!AXES.has(token.name)) throw new UnreadableXPath(`axis ${token.name}`)
      axis = token.name as Axis
      at += 1
      expectSymbol('::')
    }
    return { axis, test: parseTest(), predicates: parsePredicates() }
  }

  function parseTest(): NodeTest {
    const token = tokens[at]
    at += 1
    if (token?.kind === 'name') {
      const local = token.local === '*' ? null : token.local
      if (token.prefix === null) return { kind: 'name', uri: local === null ? null : '', local }
      const uri = token.prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : scope.get(token.prefix)
      if (uri === undefined) throw new UnreadableXPath(`prefix ${token.prefix}`)
      return { kind: 'name', uri, local }
    }
    if (token?.kind !== 'nodeType') throw new UnreadableXPath('node test expected')
    expectSymbol('(')
    const argument = tokens[at]
    const target = argument?.kind === 'literal' ? argument.value : null
    if (target !== null) at += 1
    expectSymbol(')')
    return { kind: 'type', type: token.name as 'comment' | 'text' | 'processing-instruction' | 'node', target }
  }

  function parsePredicates(): Expression[] {
    const predicates: Expression[] = []
    while (takeSymbol('[')) {
      predicates.push(parseExpression())
      expectSymbol(']')
    }
    return predicates
  }
}

function startsStep(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'name' || token.kind === 'nodeType' || token.kind === 'axis') return true
  return token.kind === 'symbol' && (token.text === '.' || token.text === '..' || token.text === '@')
}
