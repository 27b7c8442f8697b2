/** Records a delivery and the documents in it, once. */
import { sql, type Transaction } from 'kysely'
import type { Intake, IntakePart, Receipt } from '../../../connectors/intake.ts'
import { toJson, toNullableJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'

export interface RecordedIntake extends Receipt {
  /** Documents that did not exist before. */
  newDocumentIds: readonly string[]
}

/** Call inside a transaction; `(channel, externalId)` makes it idempotent. */
export async function recordIntake(
  trx: Transaction<Database>,
  intake: Intake,
  registerYear: number,
): Promise<RecordedIntake> {
  const declined = intake.content.kind === 'declined'
  // One at a time from here to the commit: numbers without gaps, and no two deliveries of one file side by side.
  await sql`select pg_advisory_xact_lock(hashtext('congbao intake register'))`.execute(trx)
  const earlier = await findIntake(trx, intake)
  if (earlier) {
    await recordRepeat(trx, earlier.intakeId, intake)
    return { ...earlier, repeat: true, newDocumentIds: [] }
  }
  const registerNumber = declined ? null : await nextRegisterNumber(trx, registerYear)
  const { id: intakeId } = await trx
    .insertInto('intakes')
    .values({
      channel: intake.channel,
      external_id: toText(intake.externalId),
      register_year: declined ? null : registerYear,
      register_number: registerNumber,
      sender: toJson(intake.sender),
      received_at: intake.receivedAt.toString(),
      raw_sha256: intake.raw.sha256 || null,
      raw_bytes: intake.raw.bytes,
      envelope: toNullableJson(intake.envelope),
      kind: intake.content.kind,
      question: intake.content.kind === 'question' ? toText(intake.content.text) : null,
      declined: intake.content.kind === 'declined' ? toJson(intake.content.reason) : null,
      channel_data: toJson(intake.channelData),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const documents = declined ? [] : await recordParts(trx, intakeId, intake)
  return {
    intakeId,
    registerNumber,
    registerYear: declined ? null : registerYear,
    repeat: false,
    documentIds: documents.map((document) => document.id),
    newDocumentIds: documents.filter((document) => document.isNew).map((document) => document.id),
  }
}

async function findIntake(trx: Transaction<Database>, intake: Intake): Promise<Omit<Receipt, 'repeat'> | null> {
  const row = await trx
    .selectFrom('intakes')
    .select(['id', 'register_number', 'register_year'])
    .where('channel', '=', intake.channel)
    .where('external_id', '=', toText(intake.externalId))
    .executeTakeFirst()
  if (!row) return null
  const parts = await trx
    .selectFrom('intake_parts')
    .select('document_id')
    .where('intake_id', '=', row.id)
    .orderBy('position')
    .execute()
  return {
    intakeId: row.id,
    registerNumber: row.register_number,
    registerYear: row.register_year,
    documentIds: parts.map((part) => part.document_id),
  }
}

async function recordRepeat(trx: Transaction<Database>, intakeId: string, intake: Intake): Promise<void> {
  await trx
    .insertInto('intake_repeats')
    .values({
      intake_id: intakeId,
      repeated_at: intake.receivedAt.toString(),
      sender: toJson(intake.sender),
      file_names: toJson(intake.parts.map((part) => part.fileName)),
    })
    .execute()
}

async function nextRegisterNumber(trx: Transaction<Database>, year: number): Promise<number> {
  const row = await trx
    .selectFrom('intakes')
    .select(sql<number>`coalesce(max(register_number), 0) + 1`.as('next'))
    .where('register_year', '=', year)
    .executeTakeFirstOrThrow()
  return row.next
}

async function recordParts(
  trx: Transaction<Database>,
  intakeId: string,
  intake: Intake,
): Promise<{ id: string; isNew: boolean }[]> {
  const documents: { id: string; isNew: boolean }[] = []
  for (const [index, part] of intake.parts.entries()) {
    const document = await documentOf(trx, intake, part)
    documents.push(document)
    await trx
      .insertInto('intake_parts')
      .values({
        intake_id: intakeId,
        position: index + 1,
        file_name: toText(part.fileName),
        declared_type: part.declaredType && toText(part.declaredType),
        sha256: part.sha256,
        bytes: part.bytes,
        document_id: document.id,
      })
      .execute()
  }
  return documents
}

/** The same bytes are the same document, whatever the channel and however often they come. */
async function documentOf(
  trx: Transaction<Database>,
  intake: Intake,
  part: IntakePart,
): Promise<{ id: string; isNew: boolean }> {
  const known = await trx.selectFrom('documents').select('id').where('sha256', '=', part.sha256).executeTakeFirst()
  if (known) return { id: known.id, isNew: false }
  const made = await trx
    .insertInto('documents')
    .values({
      state: 'received',
      sha256: part.sha256,
      bytes: part.bytes,
      file_name: toText(part.fileName),
      channel: intake.channel,
      envelope: toNullableJson(intake.envelope),
      received_at: intake.receivedAt.toString(),
      next_attempt_at: intake.receivedAt.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: made.id, isNew: true }
}
