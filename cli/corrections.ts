/** `congbao corrections export FOLDER`: what clerks corrected, as cases to read better by. */
import { exportCorrections } from '../pipeline/review/export-corrections.ts'
import { momentIn, readArguments } from './arguments.ts'
import { absolute, CallError, exitCode, type Run, withApp } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: { since: { type: 'string' } }, words: 2 })
  const [verb, folder] = positionals
  if (verb !== 'export' || !folder) throw new CallError('Hãy nêu việc và thư mục.')
  const since = values.since ? momentIn(values.since, '--since').toInstant() : null
  return withApp(io, async ({ system }) => {
    const cases = await exportCorrections(system, absolute(io, folder), since)
    for (const { id, sha256, given, truth, was } of cases)
      if (values.json) io.out(JSON.stringify({ id, sha256, fields: given, was, truth }))
      else io.out(`${id}  ${given.join(', ')}`)
    if (!values.json) io.out(`Đã ghi ${cases.length} ca vào ${folder}. Đo lại: node bench/extract.ts --cases ${folder}`)
    return exitCode.success
  })
}
