/** A mail server that keeps what it is given: SMTP (RFC 5321) as far as a client needs it, with refusals on demand. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'

export interface SentMail {
  /** Envelope addresses; an empty sender is the null sender. */
  from: string
  to: string[]
  raw: string
  mail: ParsedMail
}

export interface SmtpSink {
  /** For `CONGBAO_SMTP_URL`. */
  url: string
  sent: readonly SentMail[]
  /** Answers the next recipients like this, `550 5.1.1 no such user` for instance; `null` takes them again. */
  refuse(answer: string | null): void
  close(): Promise<void>
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const sent: SentMail[] = []
  const sockets = new Set<Socket>()
  let refusal: string | null = null
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    talk(socket, () => refusal, sent)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    refuse(answer) {
      refusal = answer
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function talk(socket: Socket, refusal: () => string | null, sent: SentMail[]): void {
  let waiting = ''
  let from: string | null = null
  let to: string[] = []
  let inData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const path = (line: string) => /<([^>]*)>/.exec(line)?.[1] ?? ''

  const command = (line: string) => {
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    if (verb === 'EHLO') socket.write('250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n')
    else if (verb === 'MAIL') {
      from = path(line)
      to = []
      say('250 ok')
    } else if (verb === 'RCPT') {
      const refused = refusal()
      if (refused === null) to.push(path(line))
      say(refused ?? '250 ok')
    } else if (verb === 'DATA') {
      inData = to.length > 0
      say(inData ? '354 go on' : '503 no recipient')
    } else if (verb === 'QUIT') {
      say('221 bye')
      socket.end()
    } else say('250 ok')
  }
  const take = async (raw: string, envelope: { from: string; to: string[] }) => {
    sent.push({ ...envelope, raw, mail: await simpleParser(Buffer.from(raw, 'latin1')) })
    say('250 kept')
  }

  say('220 sink.example')
  socket.on('data', (bytes) => {
    waiting += bytes.toString('latin1')
    for (;;) {
      const end = waiting.indexOf(inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const text = waiting.slice(0, end)
      waiting = waiting.slice(end + (inData ? 5 : 2))
      if (!inData) command(text)
      else {
        inData = false
        void take(`${text}\r\n`.replace(/^\./gm, ''), { from: from ?? '', to })
      }
    }
  })
}
