/** `congbao corrections export FOLDER`: what clerks corrected, as cases to read better by. */
import { parseArgs } from 'node:util'
import { exportCorrections } from '../pipeline/review/export-corrections.ts'
import { absolute, CallError, exitCode, type Run, withApp } from './command.ts'
import { parseSince } from './documents.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, since: { type: 'string' } },
  })
  const [verb, folder, ...more] = positionals
  if (verb !== 'export' || !folder || more.length > 0) throw new CallError('Hãy nêu việc và thư mục.')
  const since = values.since ? parseSince(values.since) : null
  return withApp(io, async ({ system }) => {
    const cases = await exportCorrections(system, absolute(io, folder), since)
    for (const { id, sha256, given, truth, was } of cases)
      if (values.json) io.out(JSON.stringify({ id, sha256, fields: given, was, truth }))
      else io.out(`${id}  ${given.join(', ')}`)
    if (!values.json) io.out(`Đã ghi ${cases.length} ca vào ${folder}. Đo lại: node bench/extract.ts --cases ${folder}`)
    return exitCode.success
  })
}
