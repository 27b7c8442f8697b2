/** Evaluates XPath 1.0 over the tree, paying for every node looked at. */

import { documentOf, isWithin, type XmlNode } from '../tree.ts'
import { alongAxis, passesTest } from './axes.ts'
import type { XPathContext } from './context.ts'
import { callFunction } from './functions.ts'
import type { Expression, Step } from './parse-xpath.ts'
import { compare, inDocumentOrder, nodesOf, toBoolean, toNumber, weigh, type XPathValue } from './values.ts'

/** The value of an expression. Throws `UnreadableXPath` for what is not supported, `WorkExhausted` beyond the purse. */
export function evaluate(expression: Expression, context: XPathContext): XPathValue {
  context.work.step(1)
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'negate':
      return -toNumber(evaluate(expression.operand, context))
    case 'call':
      return callFunction(
        expression.name,
        expression.arguments.map((argument) => evaluate(argument, context)),
        context,
      )
    case 'binary':
      return binary(expression, context)
    case 'filter':
      return expression.predicates.reduce(
        (nodes, predicate) => keep(nodes, predicate, context),
        nodesOf(evaluate(expression.operand, context)),
      )
    case 'path': {
      const { start, steps } = expression
      let nodes: readonly XmlNode[]
      if (start === 'context') nodes = [context.node]
      else if (start === 'root') nodes = [documentOf(context.node)]
      else nodes = nodesOf(evaluate(start, context))
      for (const step of steps) nodes = take(step, nodes, context)
      return nodes
    }
  }
}

function binary(expression: Expression & { kind: 'binary' }, context: XPathContext): XPathValue {
  const { operator } = expression
  const left = evaluate(expression.left, context)
  if (operator === 'or') return toBoolean(left) || toBoolean(evaluate(expression.right, context))
  if (operator === 'and') return toBoolean(left) && toBoolean(evaluate(expression.right, context))
  const right = evaluate(expression.right, context)
  switch (operator) {
    case '|':
      context.work.step(nodesOf(left).length + nodesOf(right).length)
      return inDocumentOrder([...nodesOf(left), ...nodesOf(right)])
    case '+':
      return toNumber(left) + toNumber(right)
    case '-':
      return toNumber(left) - toNumber(right)
    case '*':
      return toNumber(left) * toNumber(right)
    case 'div':
      return toNumber(left) / toNumber(right)
    case 'mod':
      return toNumber(left) % toNumber(right)
    default:
      context.work.step(weigh(left) + weigh(right))
      return compare(operator, left, right, (count) => context.work.step(count))
  }
}

function take(step: Step, from: readonly XmlNode[], context: XPathContext): readonly XmlNode[] {
  const all: XmlNode[] = []
  let covered: XmlNode | null = null
  for (const node of from) {
    // Nested starts would walk the same descendants again and again; without predicates the outermost is enough.
    if (step.predicates.length === 0 && step.axis === 'descendant-or-self') {
      if (covered !== null && (covered.kind === 'element' || covered.kind === 'document') && isWithin(node, covered)) {
        if (node.kind !== 'attribute' && node.kind !== 'namespace') continue
      } else covered = node
    }
    context.work.step(costOfReaching(node, step.axis))
    let found: XmlNode[] = []
    for (const candidate of alongAxis(node, step.axis)) {
      context.work.step(1)
      if (passesTest(candidate, step.axis, step.test)) found.push(candidate)
    }
    for (const predicate of step.predicates) found = keep(found, predicate, context)
    for (const one of found) all.push(one)
  }
  context.work.step(all.length)
  return from.length === 1 && !isReverse(step) ? all : inDocumentOrder(all)
}

/** Sibling axes look for their own place first, and the axes across the document list all of it. */
function costOfReaching(node: XmlNode, axis: Step['axis']): number {
  if (axis.endsWith('-sibling')) return node.parent === null ? 1 : node.parent.children.length
  return axis === 'following' || axis === 'preceding' ? documentOf(node).last : 1
}

function isReverse(step: Step): boolean {
  return step.axis.startsWith('ancestor') || step.axis.startsWith('preceding')
}

function keep(nodes: readonly XmlNode[], predicate: Expression, context: XPathContext): XmlNode[] {
  return nodes.filter((node, index) => {
    const value = evaluate(predicate, { ...context, node, position: index + 1, size: nodes.length })
    return typeof value === 'number' ? value === index + 1 : toBoolean(value)
  })
}
