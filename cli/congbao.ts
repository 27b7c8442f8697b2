/** The `congbao` command: finds the subcommand, hands it its arguments, turns what it returns into the exit code. */
import { ConfigError } from '../config.ts'
import { SchemaError } from '../storage/database/migrate.ts'
import { StorageUnreachable } from '../storage/unreachable.ts'
import { argumentMistake } from './arguments.ts'
import { CallError, type CommandIo, exitCode, UsageError } from './command.ts'
import { overview, subcommands, usageOf } from './subcommands.ts'

async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...args] = argv
  if (!name || name === 'help' || name === '--help' || name === '-h') {
    io.out(overview())
    return name ? exitCode.success : exitCode.usage
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined
  if (!subcommand) {
    io.err(`Không có lệnh “${name}”.\n\n${overview()}`)
    return exitCode.usage
  }
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (options.includes('--help') || options.includes('-h')) {
    io.out(`${subcommand.summary}\n\n${usageOf(subcommand)}`)
    return exitCode.success
  }
  try {
    return await (await subcommand.load()).run(args, io)
  } catch (error) {
    const mistake = error instanceof CallError ? error.message : argumentMistake(error)
    if (mistake === null) throw error
    io.err(`${mistake}\n${usageOf(subcommand)}`)
    return exitCode.usage
  }
}

const io: CommandIo = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  progress(line) {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line ?? ''}`)
  },
  env: process.env,
  folder: process.env.INIT_CWD ?? process.cwd(),
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.success)
})

try {
  process.exitCode = await main(process.argv.slice(2), io)
} catch (error) {
  const known = [UsageError, ConfigError, SchemaError, StorageUnreachable].some((kind) => error instanceof kind)
  io.err(known ? (error as Error).message : `Lỗi ngoài dự kiến: ${(error as Error).stack ?? error}`)
  process.exitCode = exitCode.usage
}
