/** `congbao samples THƯ_MỤC`: writes the sample documents of the invented province. */
import { generateSamples } from '../samples/generate.ts'
import { readArguments } from './arguments.ts'
import { absolute, CallError, exitCode, type Run } from './command.ts'

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: {}, words: 1 })
  const [folder] = positionals
  if (!folder) throw new CallError('Hãy nêu thư mục đích.')
  const manifest = await generateSamples(absolute(io, folder))
  if (values.json) for (const file of manifest.files) io.out(JSON.stringify(file))
  else io.out(`Có ${manifest.files.length} văn bản mẫu trong ${absolute(io, folder)}.`)
  return exitCode.success
}
