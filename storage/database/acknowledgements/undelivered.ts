/** What senders should have been told and were not: given up, each with its reason, until a person tries again. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { type UnsentCode, unsentSentence } from '../../../connectors/chat/reasons.ts'
import type { Channel } from '../../../connectors/intake.ts'
import type { Database } from '../schema.ts'

interface FoundRow {
  id: number
  intakeId: string
  channel: Channel
  register_number: number | null
  register_year: number | null
  /** The event's kind, or the status code of the axis. */
  what: string
  error: string | null
  since: string | null
}

interface Source {
  find(db: Kysely<Database>, limit: number): Promise<FoundRow[]>
  /** The ids taken up again: none when it waits no more. */
  retry(trx: Transaction<Database>, id: number, now: Temporal.Instant): Promise<{ id: number }[]>
}

const ofIntake = ['intakes.id as intakeId', 'intakes.channel', 'register_number', 'register_year'] as const

/** Whoever demanded deletion is never written to again. */
const personErased: UnsentCode = 'PERSON_ERASED'

/** Each channel keeps what it has to say in its own way; what it gave up is found, and taken up again, here. */
const sources = {
  outbox: {
    find: (db, limit) =>
      db
        .selectFrom('acknowledgements')
        .innerJoin('intakes', 'intakes.id', 'acknowledgements.intake_id')
        .where('delivered_at', 'is', null)
        .where('next_attempt_at', 'is', null)
        .where((where) => where.or([where('last_error', 'is', null), where('last_error', '<>', personErased)]))
        .select(ofIntake)
        .select(['acknowledgements.id', 'planned_at as since', 'last_error as error'])
        .select(sql<string>`event->>'kind'`.as('what'))
        .orderBy('acknowledgements.id', 'desc')
        .limit(limit)
        .execute(),
    retry: (trx, id, now) =>
      trx
        .updateTable('acknowledgements')
        .set({ next_attempt_at: now.toString(), failures: 0 })
        .where('id', '=', id)
        .where('delivered_at', 'is', null)
        .where('next_attempt_at', 'is', null)
        .where((where) => where.or([where('last_error', 'is', null), where('last_error', '<>', personErased)]))
        .returning('id')
        .execute(),
  },
  door: {
    find: (db, limit) =>
      db
        .selectFrom('outgoing')
        .innerJoin('intakes', (join) =>
          join
            .onRef('intakes.external_id', '=', 'outgoing.external_id')
            .onRef('intakes.channel', '=', 'outgoing.channel'),
        )
        .where('outgoing.state', '=', 'refused')
        .select(ofIntake)
        .select(['outgoing.id', 'settled_at as since', 'outcome as error'])
        // Of an answer its kind; a status is named by its code.
        .select(sql<string>`coalesce(planned->>'kind', key)`.as('what'))
        .orderBy('outgoing.id', 'desc')
        .limit(limit)
        .execute(),
    retry: (trx, id) =>
      trx
        .updateTable('outgoing')
        .set({ state: 'waiting', held_until: null, settled_at: null })
        .where('id', '=', id)
        .where('state', '=', 'refused')
        .returning('id')
        .execute(),
  },
  chat: {
    find: (db, limit) =>
      db
        .selectFrom('chat_replies')
        .innerJoin('intakes', (join) =>
          join
            .onRef('intakes.external_id', '=', 'chat_replies.external_id')
            .onRef('intakes.channel', '=', 'chat_replies.channel'),
        )
        .where('chat_replies.state', '=', 'unsent')
        .where('unsent_code', '<>', personErased)
        .select(ofIntake)
        .select(['chat_replies.id', 'settled_at as since', 'unsent_code as error'])
        .select(sql<string>`split_part(key, ' ', 1)`.as('what'))
        .orderBy('chat_replies.id', 'desc')
        .limit(limit)
        .execute()
        .then((rows) => rows.map((row) => ({ ...row, error: row.error && unsentSentence(row.error as UnsentCode) }))),
    retry: (trx, id, now) =>
      trx
        .updateTable('chat_replies')
        .set({ state: 'waiting', next_attempt_at: now.toString(), attempts: 0, settled_at: null, unsent_code: null })
        .where('id', '=', id)
        .where('state', '=', 'unsent')
        .where('unsent_code', '<>', personErased)
        .returning('id')
        .execute(),
  },
} as const satisfies Record<string, Source>

export type UndeliveredSource = keyof typeof sources
export const undeliveredSources = Object.keys(sources) as readonly UndeliveredSource[]

export interface Undelivered extends Omit<FoundRow, 'register_number' | 'register_year'> {
  source: UndeliveredSource
  registerNumber: number | null
  registerYear: number | null
  /** ISO instant. */
  since: string
}

/** Newest first. */
export async function listUndelivered(db: Kysely<Database>, limit: number): Promise<Undelivered[]> {
  const found = await Promise.all(
    undeliveredSources.map(async (source) => {
      const rows: FoundRow[] = await sources[source].find(db, limit)
      return rows.map(
        ({ register_number: registerNumber, register_year: registerYear, since, ...row }): Undelivered => ({
          ...row,
          source,
          since: since ?? '',
          registerNumber,
          registerYear,
        }),
      )
    }),
  )
  return found
    .flat()
    .sort((a, b) => (a.since < b.since ? 1 : -1))
    .slice(0, limit)
}

/** As many as a person would ever look through. */
const countedUpTo = 1000

export async function countUndelivered(db: Kysely<Database>): Promise<number> {
  return (await listUndelivered(db, countedUpTo)).length
}

/** @returns false when somebody took it up before, or there is no such thing. */
export async function retryUndelivered(
  trx: Transaction<Database>,
  source: UndeliveredSource,
  id: number,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await (sources[source] as Source).retry(trx, id, now)).length > 0
}
