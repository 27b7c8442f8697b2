/**
 * One server per data folder. The lock is PostgreSQL's own session lock: it ends with the connection, so a server that
 * was killed leaves nothing stale behind.
 */
import type pg from 'pg'

/** `null` when another process holds it. */
export async function holdServerLock(pool: pg.Pool, dataFolder: string): Promise<{ release(): Promise<void> } | null> {
  const client = await pool.connect()
  const held = async () => {
    const key = `congbao server ${dataFolder}`
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [key])
    return rows[0]?.held === true
  }
  if (!(await held())) {
    client.release()
    return null
  }
  // When PostgreSQL itself dies the lock dies with it; the server goes on and is told by its dispatcher.
  return {
    async release() {
      client.release(true)
    },
  }
}
