/** The database behind the mailbox connector: what was taken, how far folders were read, what senders were told. */
import { type Kysely, sql } from 'kysely'
import type { AnswerLog } from '../../../connectors/mailbox/answers/answer-log.ts'
import type { MailboxMemory } from '../../../connectors/mailbox/memory.ts'
import { countSentTo, openOutgoing } from '../outgoing/outgoing.ts'
import type { Database } from '../schema.ts'

/** Mails begun longer ago than this are done with, one way or another. */
const rememberTries = '1 month'

export function openMailboxMemory(db: Kysely<Database>, now: () => Temporal.Instant): MailboxMemory {
  return {
    async taken(externalIds) {
      if (externalIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('intakes')
        .select(['id', 'external_id', 'raw_sha256', 'raw_bytes', 'channel_data', 'declined'])
        .select(['register_number', 'register_year'])
        .where('channel', '=', 'mailbox')
        .where('external_id', 'in', externalIds)
        .execute()
      return new Map(
        rows.map((row) => [
          row.external_id,
          {
            intakeId: row.id,
            raw: { sha256: row.raw_sha256 ?? '', bytes: row.raw_bytes },
            contentDigest: String(row.channel_data.contentDigest ?? ''),
            registerNumber: row.register_number,
            registerYear: row.register_year,
            declinedCode: row.declined?.code ?? null,
          },
        ]),
      )
    },
    async readUpTo(folder) {
      const row = await db.selectFrom('mailbox_marks').selectAll().where('folder', '=', folder).executeTakeFirst()
      return row ? { uidValidity: row.uid_validity, uid: row.uid } : null
    },
    async setReadUpTo(folder, { uidValidity, uid }) {
      const mark = { uid_validity: uidValidity, uid }
      await db
        .insertInto('mailbox_marks')
        .values({ folder, ...mark })
        .onConflict((conflict) => conflict.column('folder').doUpdateSet(mark))
        .execute()
    },
    async begin(keys) {
      if (keys.length === 0) return new Map()
      const at = now().toString()
      await db
        .deleteFrom('mailbox_tries')
        .where('last_at', '<', sql<string>`${at}::timestamptz - ${rememberTries}::interval`)
        .execute()
      const rows = await db
        .insertInto('mailbox_tries')
        .values(keys.map((key) => ({ key, tries: 1, last_at: at })))
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({ tries: sql`mailbox_tries.tries + 1`, last_at: at }),
        )
        .returning(['key', 'tries'])
        .execute()
      return new Map(rows.map((row) => [row.key, row.tries]))
    },
    async takeBack(keys) {
      if (keys.length === 0) return
      await db
        .updateTable('mailbox_tries')
        .set({ tries: sql`greatest(tries - 1, 0)` })
        .where('key', 'in', keys)
        .execute()
    },
  }
}

export function openAnswerLog(db: Kysely<Database>): AnswerLog {
  const outgoing = openOutgoing(db, 'mailbox')
  return {
    plan: (answer) =>
      outgoing.plan({
        externalId: answer.externalId,
        key: answer.key,
        planned: answer,
        address: answer.target.answerTo.toLowerCase(),
        messageId: answer.messageId,
      }),
    claimWaiting: async (now) => (await outgoing.claimWaiting(now)).filter((planned) => 'externalId' in planned),
    markSent: (externalId, key, at) => outgoing.sent(externalId, key, at, null),
    markRefused: outgoing.refused,
    release: outgoing.release,
    sentSince: (address, since) => countSentTo(db, address.toLowerCase(), since),
  }
}
