/** `congbao edxml FILE… [--json]`: what messages of the axis say and carry. No database, nothing kept. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { hashOnlyStore } from '../connectors/axis/edxml/hash-store.ts'
import { code, type MessageKind, type ReadOutcome } from '../connectors/axis/edxml/message.ts'
import { readEdxml } from '../connectors/axis/edxml/read-edxml.ts'
import { summarize } from '../connectors/axis/edxml/summary.ts'
import { readArguments } from './arguments.ts'
import { absolute, CallError, type CommandIo, exitCode } from './command.ts'

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readArguments(args, { options: {} })
  if (positionals.length === 0) throw new CallError('Hãy nêu thông điệp cần đọc.')
  let failed = 0
  for (const [index, file] of positionals.entries()) {
    io.progress(positionals.length > 1 ? `Đọc thông điệp ${index + 1}/${positionals.length}` : null)
    failed += (await readOne(file, io, values.json)) ? 0 : 1
  }
  io.progress(null)
  if (!values.json) io.out(`Đã đọc ${positionals.length} thông điệp, ${failed} bị từ chối.`)
  return failed > 0 ? exitCode.negative : exitCode.success
}

/** One file's line; a file that cannot be opened is told of like a message that must be refused. */
async function readOne(file: string, io: CommandIo, json: boolean): Promise<boolean> {
  try {
    const whole = hashing(createReadStream(absolute(io, file), { highWaterMark: 1024 * 1024 }))
    const outcome = await readEdxml(whole.content, hashOnlyStore)
    io.out(json ? JSON.stringify(summarize(outcome, file, await whole.finish())) : describe(file, outcome))
    return outcome.state === 'read'
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'không có tệp này' : (error as Error).message
    const unreadable = { code: 'FILE_UNREADABLE', message: `Không đọc được tệp “${file}”: ${reason}.` }
    io.out(
      json
        ? JSON.stringify({ file, sha256: null, kind: null, attachments: [], error: unreadable })
        : unreadable.message,
    )
    return false
  }
}

const kindNames: Readonly<Record<MessageKind, string>> = {
  document: 'văn bản mới',
  revocation: 'thu hồi',
  update: 'cập nhật',
  replacement: 'thay thế',
  status: 'trạng thái',
}

/** Hashes the whole file on the way, also what a refusal left unread. */
function hashing(source: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  const chunks = source[Symbol.asyncIterator]()
  let bytes = 0
  const next = async () => {
    const result = await chunks.next()
    if (!result.done) {
      hash.update(result.value)
      bytes += result.value.byteLength
    }
    return result
  }
  // No `return`: a reader that stops early must not close the file under `finish`.
  const content: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next }) }
  return {
    content,
    async finish() {
      for (let done = false; !done; ) done = (await next()).done ?? false
      return { sha256: hash.digest('hex'), bytes }
    },
  }
}

function describe(file: string, outcome: ReadOutcome): string {
  if (outcome.state === 'refused') return `✗ ${file}: ${outcome.refusal.message}`
  const { kind, header, attachments, remarks } = outcome.message
  const about = kind === 'status' ? `${header.statusCode} ${header.statusDescription ?? ''}` : (header.subject ?? '')
  const reference = code(header) ?? header.responseFor[0]?.code ?? 'không số'
  const files = attachments.map((one) => `    ${one.name ?? 'không tên'} (${one.stored.bytes} byte)`)
  return [
    `• ${file}: ${kindNames[kind]} ${reference} của ${header.from.name ?? header.from.organId}: ${about}`,
    ...files,
    ...remarks.map((one) => `    Lưu ý: ${one.message}`),
  ].join('\n')
}
