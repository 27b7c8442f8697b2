/** Settings: told to operators, all of them; misspelt ones noticed; empty ones none. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig, settingNames, unknownSettings } from '../config.ts'

const guide = readFileSync(join(import.meta.dirname, '..', 'docs', 'operators-guide.md'), 'utf8')

/** Names a row of the guide's table stands for: `_TLS` means the whole name before it with another end. */
function namesIn(row: string): string[] {
  let whole = ''
  return [...row.matchAll(/`([A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].flatMap(([, name = '']) => {
    if (!name.startsWith('_')) whole = name
    const parts = whole.split('_')
    return name === whole ? [name] : parts.map((_, index) => parts.slice(0, index + 1).join('_') + name)
  })
}
const rows = guide.split('\n').filter((line) => line.startsWith('| `'))
const told = new Set(rows.flatMap((row) => namesIn(row.split('|')[1] ?? '')))

describe('the settings', () => {
  it('all stand in the operator’s guide', () => {
    expect(settingNames.filter((name) => !told.has(name))).toEqual([])
  })

  it('are the only ones the guide speaks of', () => {
    const whole = [...guide.matchAll(/`?\b(CONGBAO_[A-Z0-9_]*[A-Z0-9])\b/g)].map((match) => match[1] ?? '')
    expect([...new Set(whole)].filter((name) => !settingNames.includes(name))).toEqual([])
  })

  it('left empty are not made', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, '']))
    expect(readConfig(empty, '/nowhere', 4)).toEqual(readConfig({}, '/nowhere', 4))
  })

  it('that make no sense are named', () => {
    expect(() => readConfig({ CONGBAO_PORT: 'tám' }, '/nowhere', 4)).toThrow(ConfigError)
    expect(() => readConfig({ CONGBAO_PORT: 'tám' }, '/nowhere', 4)).toThrow('CONGBAO_PORT')
    expect(() => readConfig({ REDIS_URL: 'redis://x' }, '/nowhere', 4)).toThrow('DATABASE_URL')
  })

  it('misspelt are noticed', () => {
    expect(unknownSettings({ CONGBAO_REVOCATION_HOST: 'ca.gov.vn', CONGBAO_PORT: '1', PATH: '/bin' })).toEqual([
      'CONGBAO_REVOCATION_HOST',
    ])
  })
})
