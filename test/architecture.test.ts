/** The house keeps its walls: who may import whom (docs/architecture.md), and no circles. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** A room, and the rooms its files may import from. `pipeline/document.ts` and `pipeline/deadlines/` hold domain types. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  validators: [],
  /** Safe ways out; `http-fetcher.ts` is shaped after what the signature check asks for. */
  network: ['validators/signature/context.ts', 'validators/signature/limits.ts'],
  connectors: ['network/public-address.ts'],
  storage: [
    'connectors/intake.ts',
    'connectors/axis/status-log.ts',
    'connectors/axis/status-plan.ts',
    'connectors/chat/event.ts',
    'connectors/chat/memory.ts',
    'connectors/chat/reasons.ts',
    'connectors/zalo/token-vault.ts',
    'connectors/mailbox/memory.ts',
    'connectors/mailbox/answers/answer-log.ts',
    'connectors/scanner/memory.ts',
    'pipeline/document.ts',
    'pipeline/deadlines',
    'validators',
  ],
  pipeline: ['validators', 'connectors', 'storage', 'network', 'config.ts'],
  portal: ['pipeline', 'storage', 'connectors', 'validators', 'app.ts', 'config.ts'],
  samples: ['pipeline/gazette', 'validators'],
  'app.ts': ['pipeline', 'storage', 'connectors', 'validators', 'config.ts'],
  doors: ['pipeline', 'storage', 'connectors', 'validators', 'config.ts'],
  'doors.ts': ['doors', 'pipeline', 'storage', 'connectors', 'validators', 'config.ts'],
  config: [],
  'config.ts': ['config'],
  cli: [
    'network',
    'app.ts',
    'doors.ts',
    'config.ts',
    'pipeline',
    'portal',
    'storage',
    'connectors',
    'validators',
    'samples',
  ],
}

const files = Object.keys(mayImport).flatMap((room) =>
  room.endsWith('.ts') ? [room] : globSync(`${room}/**/*.ts`, { cwd: root }),
)

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => relative(root, join(root, dirname(file), specifier)))
}

describe('the import arrows', () => {
  it('finds the files it is to judge', () => {
    expect(files.length).toBeGreaterThan(80)
    expect(importsOf('app.ts')).toContain('config.ts')
  })

  it('point only where the design allows', () => {
    const forbidden = files.flatMap((file) => {
      const room = file.split('/')[0] ?? ''
      const allowed = [room, ...(mayImport[room] ?? [])]
      return importsOf(file)
        .filter((target) => !allowed.some((place) => target === place || target.startsWith(`${place}/`)))
        .map((target) => `${file} → ${target}`)
    })
    expect(forbidden).toEqual([])
  })

  it('never run in a circle', () => {
    const graph = new Map(files.map((file) => [file, valueImportsOf(file)]))
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) {
        circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of files) visit(file, [])
    expect(circles).toEqual([])
  })
})

/** Imports that exist at run time: type imports cannot make a circle there. */
function valueImportsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const specifiers = [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^'"]*?from\s+'(\.{1,2}\/[^']+)'/gm)]
  return specifiers.map((match) => relative(root, join(root, dirname(file), match[1] ?? '')))
}
