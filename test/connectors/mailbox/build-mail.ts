/** Mails written by our own code, for tests. */

export interface MailPart {
  type: string
  name?: string
  content: string | Uint8Array
  disposition?: 'attachment' | 'inline'
  /** Further header lines. */
  headers?: readonly string[]
}

export interface BuiltMail {
  from?: string
  to?: string
  subject?: string
  messageId?: string | null
  headers?: readonly string[]
  text?: string
  parts?: readonly MailPart[]
  /** The multipart type where there are parts. */
  multipart?: string
}

/** CRLF line ends; text as UTF-8 in 8bit, files in base64. */
export function buildMail(mail: BuiltMail): Buffer {
  const { messageId = '<mot@so.example>' } = mail
  const head = [
    `From: ${mail.from ?? 'Nguyen Van A <a@so.example>'}`,
    `To: ${mail.to ?? 'congthongtindientu@langson.example'}`,
    `Subject: ${encodedSubject(mail.subject ?? 'Gửi văn bản')}`,
    'Date: Mon, 05 Jan 2026 08:00:00 +0700',
    ...(messageId === null ? [] : [`Message-ID: ${messageId}`]),
    ...(mail.headers ?? []),
    'MIME-Version: 1.0',
  ]
  const text = { type: 'text/plain; charset=utf-8', content: mail.text ?? '' }
  if (!mail.parts) return bytes([...head, ...leaf(text)])
  const boundary = 'ranh-gioi-1'
  const inner = [...(mail.text === undefined ? [] : [text]), ...mail.parts]
  const body = inner.flatMap((part) => [`--${boundary}`, ...leaf(part)])
  const multipart = `Content-Type: ${mail.multipart ?? 'multipart/mixed'}; boundary="${boundary}"`
  return bytes([...head, multipart, '', ...body, `--${boundary}--`, ''])
}

function leaf(part: MailPart): string[] {
  const name = part.name === undefined ? '' : `; filename*=utf-8''${encodeURIComponent(part.name)}`
  const disposition = part.disposition ?? (part.name === undefined ? null : 'attachment')
  const isText = typeof part.content === 'string'
  const content = isText ? part.content : Buffer.from(part.content)
  return [
    `Content-Type: ${part.type}`,
    ...(disposition ? [`Content-Disposition: ${disposition}${name}`] : []),
    ...(part.headers ?? []),
    ...(isText ? ['Content-Transfer-Encoding: 8bit'] : ['Content-Transfer-Encoding: base64']),
    '',
    typeof content === 'string' ? content : (content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'),
  ]
}

function encodedSubject(subject: string): string {
  return /^[\x20-\x7e]*$/.test(subject) ? subject : `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
}

function bytes(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\r\n').replace(/\r?\n/g, '\r\n'), 'utf8')
}
