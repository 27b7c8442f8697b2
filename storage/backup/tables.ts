/** Tables as files: gzipped lines, each a row as PostgreSQL writes it in JSON; numbers and dates never pass through us. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'

const rowsAtATime = 200

/** Every table but the record of migrations and the desk's open sessions, those that others refer to first. */
export async function tablesInOrder(client: pg.ClientBase): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('migrations', 'sessions') order by 1`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select distinct conrelid::regclass::text as from, confrelid::regclass::text as to
     from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  )
  const left = new Set(tables.map(({ name }) => name))
  const order: string[] = []
  while (left.size > 0) {
    const free = [...left].filter((name) => !references.some(({ from, to }) => from === name && left.has(to)))
    if (free.length === 0) throw new Error(`Tables refer to one another in a circle: ${[...left].join(', ')}`)
    for (const name of free) {
      order.push(name)
      left.delete(name)
    }
  }
  return order
}

/** Call in a transaction that sees one moment. Returns the rows written and the hash of the file. */
export async function writeTable(
  client: pg.ClientBase,
  table: string,
  file: string,
): Promise<{ rows: number; sha256: string }> {
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    await client.query(`declare backup no scroll cursor for select to_jsonb(t)::text as row from ${table} t`)
    for (;;) {
      const batch = await client.query<{ row: string }>(`fetch ${rowsAtATime} from backup`)
      if (batch.rows.length === 0) break
      rows += batch.rows.length
      yield `${batch.rows.map(({ row }) => row).join('\n')}\n`
    }
    await client.query('close backup')
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { mode: 0o600, flush: true }))
  return { rows, sha256: await hashOfFile(file) }
}

/** Puts the rows of a file into an empty table. Returns how many there were. */
export async function readTable(client: pg.ClientBase, table: string, file: string): Promise<number> {
  const columns = await storedColumns(client, table)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const insert = `insert into ${table} (${names}) overriding system value
    select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`
  let rows = 0
  let batch: string[] = []
  const flush = async () => {
    if (batch.length === 0) return
    await client.query(insert, [`[${batch.join(',')}]`])
    rows += batch.length
    batch = []
  }
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) {
    batch.push(line)
    if (batch.length >= rowsAtATime) await flush()
  }
  await flush()
  for (const { name } of columns.filter((column) => column.identity)) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', '${name}'), greatest((select max("${name}") from ${table}), 1))`,
    )
  }
  return rows
}

/** What PostgreSQL does not work out by itself. */
async function storedColumns(client: pg.ClientBase, table: string): Promise<{ name: string; identity: boolean }[]> {
  const { rows } = await client.query<{ name: string; identity: boolean }>(
    `select column_name as name, is_identity = 'YES' as identity from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  )
  return rows
}

export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
