/** `congbao poll axis|mailbox|scanner|zalo|facebook`: one look through a door, now. */
import { openDoors } from '../doors.ts'
import { openDoorRecorder } from '../pipeline/doors/door-states.ts'
import { readArguments } from './arguments.ts'
import { CallError, exitCode, type Run, UsageError, withApp } from './command.ts'

const channels = ['axis', 'mailbox', 'scanner', 'zalo', 'facebook'] as const

export const run: Run = async (args, io) => {
  const { values, positionals } = readArguments(args, { options: {}, words: 1 })
  const [name] = positionals
  const channel = channels.find((known) => known === name)
  if (!channel) throw new CallError('Hãy nêu kênh cần xem.')
  return withApp(io, async ({ system }) => {
    const doors = openDoors(system)
    const door = doors.polling.get(channel)
    if (!door) throw new UsageError(`Kênh “${name}” chưa được cấu hình (xem docs/operators-guide.md).`)
    io.progress(`Đang xem kênh ${name}…`)
    const result = await door.poll()
    const told = await doors.deliver()
    await openDoorRecorder(system)(doors.connectors)
    io.progress(null)
    if (values.json) io.out(JSON.stringify({ ...result, told }))
    else {
      io.out(
        `Nhận mới ${result.taken}, từ chối ${result.declined}, đã có ${result.repeated}, còn chờ ${result.backlog}. Đã trả lời ${told}.`,
      )
      for (const problem of result.problems) io.err(problem)
    }
    return result.problems.length > 0 ? exitCode.negative : exitCode.success
  })
}
