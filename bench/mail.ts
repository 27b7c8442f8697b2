/**
 * Messages a second from a real Dovecot: the connector (stores, reads, decides, hands in, moves) beside a plain loop of
 * imapflow and mailparser that only fetches and parses. `node bench/mail.ts [MESSAGES] [RUNS]`.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { mailLimits } from '../connectors/mailbox/limits.ts'
import { readMessage } from '../connectors/mailbox/mime/read-message.ts'
import { openJournal } from '../test/connectors/mailbox/journal-integrator.ts'
import { testConnector } from '../test/connectors/mailbox/test-connector.ts'
import { startDovecot, type TestDovecot } from '../test/servers/dovecot.ts'
import { machine, shown, spreadOf } from './harness.ts'

const messages = Number(process.argv[2] ?? 1000)
const runs = Number(process.argv[3] ?? 5)

const files = globSync(join(import.meta.dirname, '../../shared/samples/mail/*.eml')).sort()
if (files.length === 0) throw new Error('no sample mails at ../shared/samples/mail')
const samples = files.map((file) => Buffer.from(readFileSync(file, 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))
const mails = Array.from({ length: messages }, (_, index) => {
  const sample = samples[index % samples.length] ?? Buffer.alloc(0)
  // Each its own mail: a field on top makes other bytes, the name stays with the first round of samples only.
  return index < samples.length
    ? sample
    : Buffer.concat([Buffer.from(`Message-ID: <b${index}@bench.example>\r\n`), sample])
})

async function onServer(work: (server: TestDovecot) => Promise<void>): Promise<number> {
  const server = await startDovecot()
  server.deliver(mails)
  try {
    const started = performance.now()
    await work(server)
    return messages / ((performance.now() - started) / 1000)
  } finally {
    await server.close()
  }
}

const ours = () =>
  onServer(async (server) => {
    const folder = mkdtempSync(join(tmpdir(), 'congbao-bench-mail-'))
    const integrator = openJournal(folder)
    const { taken, declined, repeated } = await testConnector({ ...server, integrator }).poll()
    rmSync(folder, { recursive: true })
    if (taken + declined + repeated !== messages) throw new Error(`handed in ${taken + declined + repeated} mails`)
  })

const plain = () =>
  onServer(async ({ port, user, password }) => {
    const auth = { user, pass: password }
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false })
    await client.connect()
    await client.mailboxOpen('INBOX')
    let read = 0
    for await (const { source } of client.fetch('1:*', { uid: true, source: true })) {
      if (source) await simpleParser(source)
      read++
    }
    await client.logout()
    if (read !== messages) throw new Error(`read ${read} mails`)
  })

/** Parsing alone, from memory. */
async function parsing(parse: (mail: Buffer) => unknown): Promise<number> {
  const started = performance.now()
  for (const mail of mails) await parse(mail)
  return messages / ((performance.now() - started) / 1000)
}

const rates = { ours: [] as number[], plain: [] as number[], oursParse: [] as number[], plainParse: [] as number[] }
for (let run = 0; run <= runs; run++) {
  const measured = {
    ours: await ours(),
    plain: await plain(),
    oursParse: await parsing((mail) => readMessage(mail, mailLimits, () => null)),
    plainParse: await parsing((mail) => simpleParser(mail)),
  }
  // The first is for warming up.
  if (run === 0) continue
  for (const name of ['ours', 'plain', 'oursParse', 'plainParse'] as const) rates[name].push(measured[name])
}
const ratio = (a: number[], b: number[]) => spreadOf(a.map((rate, run) => rate / (b[run] ?? Number.NaN)))
console.log(`${machine()}; ${messages} messages, ${runs} runs; median (least–most)`)
console.log(`connector, all its work     ${shown(spreadOf(rates.ours), 0)} messages/s`)
console.log(`imapflow + mailparser loop  ${shown(spreadOf(rates.plain), 0)} messages/s (neither stores nor moves)`)
console.log(`ratio                       ${shown(ratio(rates.ours, rates.plain), 2)}`)
console.log(`parsing alone, ours         ${shown(spreadOf(rates.oursParse), 0)} messages/s`)
console.log(`parsing alone, mailparser   ${shown(spreadOf(rates.plainParse), 0)} messages/s`)
console.log(`ratio                       ${shown(ratio(rates.oursParse, rates.plainParse), 2)}`)
