/**
 * Run in a process of its own by `large-message.test.ts`: fetches one message from the axis named on the command line
 * into a folder, reads it, and prints what it took. Arguments: kind, URL, docId, folder.
 */

import { readEdxml } from '../../../connectors/axis/edxml/read-edxml.ts'
import { langSonDefaults, openLangSonGateway } from '../../../connectors/axis/gateways/lang-son.ts'
import { nationalDefaults, openNationalGateway } from '../../../connectors/axis/gateways/national.ts'
import { openLocalObjects } from '../../../storage/objects/local-objects.ts'

const [kind, endpoint, docId, folder] = process.argv.slice(2) as [string, string, string, string]
const around = {
  fetch: globalThis.fetch,
  now: () => Temporal.Now.instant(),
  random: () => 0.5,
  wait: async () => {},
}
const identity = { endpoint, systemId: 'H37', secret: 'k3y', secretKey: 'k3y' }
const login = { username: 'langson', password: 'mk', applicationCode: 'QLVB' }
const gateway =
  kind === 'lang-son'
    ? openLangSonGateway({ ...langSonDefaults, ...identity, ...login }, around)
    : openNationalGateway(
        { ...nationalDefaults, ...identity, fetchWith: kind === 'getEdoc' ? 'getEdoc' : 'downloadEdoc' },
        around,
      )
const store = await openLocalObjects(folder)
const idleMb = process.memoryUsage.rss() / 2 ** 20
const began = performance.now()
const { raw } = await gateway.fetch(docId, store)
const fetched = performance.now()
const outcome = await readEdxml(store.stream(raw.sha256), store)
const read = performance.now()
console.log(
  JSON.stringify({
    raw,
    attachment: outcome.state === 'read' ? outcome.message.attachments[0]?.stored : outcome.refusal,
    idleMb: Math.round(idleMb),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    fetchMs: Math.round(fetched - began),
    readMs: Math.round(read - fetched),
  }),
)
