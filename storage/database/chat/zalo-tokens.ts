/** Zalo's tokens: written before they are used, renewed by one process at a time. */
import { createHash } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { TokenVault, ZaloTokens } from '../../../connectors/zalo/token-vault.ts'
import { toJson } from '../json.ts'
import type { Database } from '../schema.ts'
import type { ZaloTokensTable } from '../tables/chat.ts'

/**
 * @param seed the refresh token an administrator put into the settings; it is used once, and another one there later
 *   replaces whatever is kept.
 */
export function openTokenVault(db: Kysely<Database>, appId: string, seed: string | null): TokenVault {
  const read = async (from: Kysely<Database>): Promise<ZaloTokens | null> => {
    const row = await from.selectFrom('zalo_tokens').selectAll().where('app_id', '=', appId).executeTakeFirst()
    return row ? tokensOf(row) : null
  }
  const plant = async () => {
    if (!seed) return
    const digest = createHash('sha256').update(seed).digest('hex')
    const anew = { seed_sha256: digest, refresh_token: seed, access_token: null, access_expires_at: null, lost: null }
    await db
      .insertInto('zalo_tokens')
      .values({ app_id: appId, ...anew })
      .onConflict((conflict) =>
        conflict.column('app_id').doUpdateSet(anew).where('zalo_tokens.seed_sha256', '<>', digest),
      )
      .execute()
  }
  let planted: Promise<void> | null = null
  const ready = async () => {
    planted ??= plant()
    await planted.catch((error: unknown) => {
      planted = null
      throw error
    })
  }
  return {
    async current() {
      await ready()
      return read(db)
    },
    async replace(renew) {
      await ready()
      return db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtext('congbao zalo token'))`.execute(trx)
        const held = await read(trx)
        if (!held) return null
        const next = await renew(held)
        if (next !== held) await write(trx, appId, next)
        return next
      })
    },
  }
}

async function write(trx: Transaction<Database>, appId: string, tokens: ZaloTokens): Promise<void> {
  await trx
    .updateTable('zalo_tokens')
    .set({
      access_token: tokens.accessToken,
      access_expires_at: tokens.accessExpiresAt?.toString() ?? null,
      refresh_token: tokens.refreshToken,
      lost: tokens.lost ? toJson({ at: tokens.lost.at.toString(), why: tokens.lost.why }) : null,
    })
    .where('app_id', '=', appId)
    .execute()
}

function tokensOf(row: Selectable<ZaloTokensTable>): ZaloTokens {
  return {
    accessToken: row.access_token,
    accessExpiresAt: row.access_expires_at ? Temporal.Instant.from(row.access_expires_at) : null,
    refreshToken: row.refresh_token,
    lost: row.lost ? { at: Temporal.Instant.from(row.lost.at), why: row.lost.why } : null,
  }
}
