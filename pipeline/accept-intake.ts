/** Takes a delivery in: the point where it is ours. Resolves only once it is committed; then the sender may be told. */
import type { Transaction } from 'kysely'
import type { Acknowledgement, Intake, Receipt } from '../connectors/intake.ts'
import { appendToJournal, type JournalEntry } from '../storage/audit.ts'
import { planForIntake } from '../storage/database/acknowledgements/outbox.ts'
import { findDocument } from '../storage/database/documents/find-document.ts'
import { type RecordedIntake, recordIntake } from '../storage/database/intakes/record-intake.ts'
import { openQuestion } from '../storage/database/questions/open-question.ts'
import { recordRequest } from '../storage/database/requests/record-request.ts'
import type { Database } from '../storage/database/schema.ts'
import { tellSenders } from './acknowledge/tell-senders.ts'
import { countDeadline, vietnamTime } from './deadlines/deadline.ts'
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
    if (!receipt.repeat && intake.content.kind === 'question') {
      const day = intake.receivedAt.toZonedDateTimeISO(vietnamTime).toPlainDate()
      await openQuestion(trx, receipt.intakeId, intake, countDeadline('question', day))
    }
    if (!receipt.repeat && intake.request) await recordRequest(trx, receipt.intakeId, intake.request)
    if (!receipt.repeat) await tellWhatIsKnown(system, trx, receipt)
    await appendToJournal(trx, system.now(), entries)
    return receipt
  })
  system.log.info({ intakeId: recorded.intakeId, channel: intake.channel, repeat: recorded.repeat }, 'intake')
  const { newDocumentIds: _, ...receipt } = recorded
  return receipt
}

/** Files that had come before, through whatever door, may have their outcome already: this sender hears of it too. */
async function tellWhatIsKnown(
  system: System,
  trx: Transaction<Database>,
  { documentIds, newDocumentIds }: RecordedIntake,
): Promise<void> {
  for (const documentId of documentIds.filter((id) => !newDocumentIds.includes(id))) {
    const document = await findDocument(trx, documentId)
    if (document) await tellSenders(system, trx, { documentId, to: document.state, ...document })
  }
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
