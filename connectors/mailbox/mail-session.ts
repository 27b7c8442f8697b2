/** One connection to the mailbox, as far as a round needs it: every fault of the other side comes out as `MailFault`. */
import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { MailFault, mailFault } from './mail-fault.ts'

export interface OpenFolder {
  path: string
  uidValidity: string
  /** What the next mail to arrive will be numbered. */
  uidNext: number
}

export interface ListedMail {
  uid: number
  /** Bytes, as the server counts them. */
  size: number
}

/** Where moved mails lie now, by their old UID; empty where the server does not say (no UIDPLUS). */
export interface Moved {
  uidValidity: string | null
  uids: ReadonlyMap<number, number>
}

export interface MailSession {
  readonly usable: boolean
  open(folder: string): Promise<OpenFolder>
  /** Makes the folder when it is missing. */
  ensureFolder(folder: string): Promise<void>
  /** UIDs above that one, in the folder that is open. */
  list(aboveUid: number): Promise<ListedMail[]>
  /** Mails that vanished meanwhile are left out. */
  sources(uids: readonly number[]): Promise<Map<number, Buffer>>
  stream(uid: number): Promise<AsyncIterable<Uint8Array> | null>
  /** The header of one mail, whatever its size; `null` when it vanished. */
  header(uid: number): Promise<Buffer | null>
  /** @throws MailFault `unsafe move` where the server could only delete, with others, what it copied. */
  move(uids: readonly number[], folder: string): Promise<Moved>
  /** What the folder holds, without opening it; `null` when there is no such folder. */
  status(folder: string): Promise<{ uidValidity: string; uidNext: number } | null>
  /** Resolves when the folder that is open has news, the connection ends, the time is over or the signal is given. */
  waitForNews(milliseconds: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Opens a connection. @param create a fresh, unconnected client each time. */
export async function openSession(create: () => ImapFlow): Promise<MailSession> {
  const client = create()
  const closed = new AbortController()
  // Without a listener an error of the socket would end the process; whoever waits for an answer gets it too.
  client.on('error', () => undefined)
  client.on('close', () => closed.abort())
  await asked('kết nối', () => client.connect()).catch((error) => {
    client.close()
    throw error
  })
  return session(client, closed.signal)
}

async function asked<Answer>(doing: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    throw mailFault(error, doing)
  }
}

function session(client: ImapFlow, closed: AbortSignal): MailSession {
  const fetchAll = (range: string, query: Parameters<ImapFlow['fetchAll']>[1]) =>
    asked('đọc thư', async (): Promise<FetchMessageObject[]> => {
      const found = await client.fetchAll(range, query, { uid: true })
      if (!client.usable) throw new Error('connection closed')
      return found
    })
  return {
    get usable() {
      return client.usable
    },
    open: (folder) =>
      asked(`mở thư mục ${folder}`, async () => {
        const { path, uidValidity, uidNext } = await client.mailboxOpen(folder)
        return { path, uidValidity: String(uidValidity), uidNext }
      }),
    ensureFolder: (folder) => asked(`tạo thư mục ${folder}`, async () => void (await client.mailboxCreate(folder))),
    async list(aboveUid) {
      // `n:*` always names the last mail, be it below n.
      const found = await fetchAll(`${aboveUid + 1}:*`, { uid: true, size: true })
      return found
        .filter(({ uid }) => uid > aboveUid)
        .map(({ uid, size }) => ({ uid, size: size ?? 0 }))
        .sort((a, b) => a.uid - b.uid)
    },
    async sources(uids) {
      const found = await fetchAll(uids.join(','), { uid: true, source: true })
      return new Map(found.flatMap(({ uid, source }) => (source ? [[uid, source] as const] : [])))
    },
    stream: (uid) =>
      asked('tải thư', async () => {
        const found = await client.download(String(uid), undefined, { uid: true })
        return 'content' in found && found.content ? whole(found.content) : null
      }),
    async header(uid) {
      const [found] = await fetchAll(String(uid), { uid: true, headers: true })
      return found?.headers ?? null
    },
    async move(uids, folder) {
      if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) {
        throw new MailFault(
          'unsafe move',
          'Máy chủ thư không có lệnh MOVE hay UIDPLUS nên thư không được chuyển thư mục.',
        )
      }
      const moved = await asked('chuyển thư', () => client.messageMove(uids.join(','), folder, { uid: true }))
      if (!moved) throw new MailFault('folder', `Máy chủ thư không chuyển được thư vào thư mục ${folder}.`)
      return {
        uidValidity: moved.uidValidity === undefined ? null : String(moved.uidValidity),
        uids: moved.uidMap ?? new Map(),
      }
    },
    status: (folder) =>
      asked(`xem thư mục ${folder}`, async () => {
        const status = await client.status(folder, { uidNext: true, uidValidity: true })
        if (!status || status.uidValidity === undefined || status.uidNext === undefined) return null
        return { uidValidity: String(status.uidValidity), uidNext: status.uidNext }
      }),
    waitForNews: (milliseconds, signal) => waitForNews(client, milliseconds, signal, closed),
    async close() {
      // Logging out waits for an answer; a dead connection has none.
      if (client.usable) await client.logout().catch(() => undefined)
      client.close()
    },
  }
}

async function* whole(content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* content
  } catch (error) {
    throw mailFault(error, 'tải thư')
  }
}

function waitForNews(client: ImapFlow, milliseconds: number, signal: AbortSignal, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || closed.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      closed.removeEventListener('abort', end)
      client.off('exists', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
    closed.addEventListener('abort', end)
    client.on('exists', end)
    // IDLE (RFC 2177) where the server has it, else its own NOOPs; broken by the next command.
    client.idle().catch(end)
  })
}
