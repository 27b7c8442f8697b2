/** Judges the S/MIME signatures of mails that came in, apart from the road of their documents: it proves the letter, not them. */
import { join } from 'node:path'
import { findUnjudgedMails, keepMailSignature } from '../../storage/database/mailbox/mail-signatures.ts'
import type { System } from '../system.ts'

/** @returns how many were judged. A mail that breaks its judge is logged and tried again later. */
export async function judgeMailSignatures(system: System, limit: number): Promise<number> {
  const { db, objects, workers, config, now, log } = system
  let judged = 0
  for (const { intakeId, sha256 } of await findUnjudgedMails(db, limit)) {
    try {
      const report = await workers.run('verify', await objects.get(sha256), 'thu.eml', {
        trustFolders: [config.trustFolder],
        password: null,
        content: null,
        at: now().toString(),
        channel: 'mailbox',
        rootsByChannel: config.trustChannels,
        cacheFolder: join(config.dataFolder, 'revocation'),
        online: config.revocationHosts.length > 0 ? config.revocationHosts : null,
      })
      await keepMailSignature(db, intakeId, report, now())
      judged++
    } catch (error) {
      log.warn({ intakeId, error: String(error) }, 'mail signature not judged')
    }
  }
  return judged
}
