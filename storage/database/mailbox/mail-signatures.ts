/** The judgement on the S/MIME signatures of mails, one for each signed mail. */
import { type Kysely, sql } from 'kysely'
import type { FileReport } from '../../../validators/signature/report.ts'
import { toJson } from '../json.ts'
import type { Database } from '../schema.ts'

/** Signed mails not judged yet, oldest first. */
export async function findUnjudgedMails(
  db: Kysely<Database>,
  limit: number,
): Promise<{ intakeId: string; sha256: string }[]> {
  return db
    .selectFrom('intakes')
    .select(['id as intakeId', sql<string>`raw_sha256`.as('sha256')])
    .where('channel', '=', 'mailbox')
    .where(sql<string>`channel_data ->> 'signed'`, '=', 'true')
    .where('raw_sha256', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(where.selectFrom('mail_signatures').select('intake_id').whereRef('intake_id', '=', 'intakes.id')),
      ),
    )
    .orderBy('received_at')
    .limit(limit)
    .execute()
}

/** Judged twice, the first judgement stands: it is nearest to the arrival. */
export async function keepMailSignature(
  db: Kysely<Database>,
  intakeId: string,
  report: FileReport,
  at: Temporal.Instant,
): Promise<void> {
  await db
    .insertInto('mail_signatures')
    .values({ intake_id: intakeId, report: toJson(report), judged_at: at.toString() })
    .onConflict((conflict) => conflict.column('intake_id').doNothing())
    .execute()
}

/** Of the mails that brought a document. */
export async function mailSignaturesOf(
  db: Kysely<Database>,
  documentId: string,
): Promise<{ intakeId: string; report: FileReport }[]> {
  const rows = await db
    .selectFrom('mail_signatures')
    .innerJoin('intake_parts', 'intake_parts.intake_id', 'mail_signatures.intake_id')
    .select(['mail_signatures.intake_id as intakeId', 'report'])
    .where('document_id', '=', documentId)
    .orderBy('judged_at')
    .execute()
  return rows.filter((row, index) => rows.findIndex(({ intakeId }) => intakeId === row.intakeId) === index)
}
