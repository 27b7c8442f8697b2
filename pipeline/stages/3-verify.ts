/** Stage 3: who signed it, and whether the bytes are still the ones that were signed. Judges nothing yet: review does. */
import { join } from 'node:path'
import type { Stage } from './stage.ts'

export const verify: Stage<'read'> = {
  name: 'verify',
  from: 'read',
  async run(document, { objects, workers, config, now }) {
    const bytes = await objects.get(document.sha256)
    const signature = await workers.run('verify', bytes, document.fileName, {
      trustFolders: [config.trustFolder],
      password: null,
      content: null,
      at: now().toString(),
      channel: document.channel,
      rootsByChannel: config.trustChannels,
      cacheFolder: join(config.dataFolder, 'revocation'),
      online: config.revocationHosts.length > 0 ? config.revocationHosts : null,
    })
    return {
      to: 'verified',
      reason: null,
      findings: { signature },
      journal: { verdict: signature.verdict, signatures: signature.signatures.length },
    }
  },
}
