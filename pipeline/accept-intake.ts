/** Takes a delivery in: the point where it is ours. Resolves only once it is committed; then the sender may be told. */
import type { Transaction } from 'kysely'
import type { Acknowledgement, Intake, Receipt } from '../connectors/intake.ts'
import { appendToJournal, type JournalEntry } from '../storage/audit.ts'
import { planForIntake } from '../storage/database/acknowledgements/outbox.ts'
import { recordIntake } from '../storage/database/intakes/record-intake.ts'
import type { Database } from '../storage/database/schema.ts'
import { vietnamTime } from './deadlines/deadline.ts'
import type { System } from './system.ts'

/** The bytes of `intake.raw` and of every part must rest in the object store already. */
export async function acceptIntake(system: System, intake: Intake, actor = 'system'): Promise<Receipt> {
  const registerYear = intake.receivedAt.toZonedDateTimeISO(vietnamTime).year
  const recorded = await system.db.transaction().execute(async (trx) => {
    const receipt = await recordIntake(trx, intake, registerYear)
    const files = intake.parts.map((part) => part.fileName)
    const entries: JournalEntry[] = [
      {
        actor,
        action: receipt.repeat ? 'intake repeated' : intake.content.kind === 'declined' ? 'intake declined' : 'intake',
        subject: { kind: 'intake', id: receipt.intakeId },
        details: {
          channel: intake.channel,
          externalId: intake.externalId,
          files,
          ...(intake.content.kind === 'declined' ? { reason: intake.content.reason } : {}),
        },
      },
      ...receipt.documentIds.map(
        (id): JournalEntry => ({
          actor,
          action: receipt.newDocumentIds.includes(id) ? 'document received' : 'document received again',
          subject: { kind: 'document', id },
          details: { intakeId: receipt.intakeId, channel: intake.channel, registerNumber: receipt.registerNumber },
        }),
      ),
    ]
    if (!receipt.repeat && receipt.registerNumber !== null && receipt.registerYear !== null) {
      const { registerNumber, registerYear } = receipt
      await tellSender(trx, intake, receipt.intakeId, { kind: 'received', registerNumber, registerYear }, system.now())
    }
    await appendToJournal(trx, system.now(), entries)
    return receipt
  })
  system.log.info({ intakeId: recorded.intakeId, channel: intake.channel, repeat: recorded.repeat }, 'intake')
  const { newDocumentIds: _, ...receipt } = recorded
  return receipt
}

/** Only channels with somebody at the other end; who stands at the desk sees it there. */
async function tellSender(
  trx: Transaction<Database>,
  intake: Intake,
  intakeId: string,
  event: Acknowledgement['event'],
  now: Temporal.Instant,
): Promise<void> {
  if (intake.channel === 'desk' || intake.channel === 'scanner') return
  await planForIntake(trx, intakeId, event, now)
}
