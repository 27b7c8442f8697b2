/** A person's demand, passed on by a chat platform, that their personal data be deleted: done at once, and on record. */
import type { Channel } from '../connectors/intake.ts'
import { appendToJournal, type JournalEntry } from '../storage/audit.ts'
import { type Forgotten, forgetPerson as forgetInDatabase } from '../storage/database/chat/forget-person.ts'
import type { System } from './system.ts'

/** The journal is never altered, so it names the intakes and nobody. Done twice, the second finds nobody. */
export async function forgetPerson(
  system: Pick<System, 'db' | 'now'>,
  channel: Channel,
  personIds: readonly string[],
): Promise<Forgotten> {
  return system.db.transaction().execute(async (trx) => {
    const now = system.now()
    const forgotten = await forgetInDatabase(trx, channel, personIds, now)
    const { threadIds, intakeIds } = forgotten
    const details = { channel, ground: 'user_withdraw' }
    const entries: JournalEntry[] = [
      ...threadIds.map(
        (id): JournalEntry => ({
          actor: channel,
          action: 'personal data deleted',
          subject: { kind: 'thread', id },
          details: { ...details, intakes: intakeIds.length, bodies: forgotten.bodies },
        }),
      ),
      ...intakeIds.map(
        (id): JournalEntry => ({
          actor: channel,
          action: 'personal data deleted',
          subject: { kind: 'intake', id },
          details,
        }),
      ),
    ]
    await appendToJournal(trx, now, entries)
    return forgotten
  })
}
