/** The connector as a process of its own, to be killed. Arguments: port, user, password, folder. One line an event. */
import { writeSync } from 'node:fs'
import { openJournal } from './journal-integrator.ts'
import { testConnector } from './test-connector.ts'

const [port = '', user = '', password = '', folder = ''] = process.argv.slice(2)
const say = (event: object) => writeSync(1, `${JSON.stringify(event)}\n`)
const journal = openJournal(folder)
const integrator = {
  ...journal,
  store: {
    ...journal.store,
    async put(content: Parameters<typeof journal.store.put>[0]) {
      say({ event: 'storing' })
      return journal.store.put(content)
    },
  },
  sink: {
    async submit(intake: Parameters<typeof journal.sink.submit>[0]) {
      const receipt = await journal.sink.submit(intake)
      say({ event: 'submitted' })
      return receipt
    },
  },
}
const connector = testConnector({
  port: Number(port),
  user,
  password,
  integrator,
  settings: { retryMs: 20, pollEveryMs: 2000 },
  log: ({ event, backlog, error }) => (event === 'mail' ? undefined : say({ event, backlog, error })),
})
process.on('SIGTERM', () => void connector.stop().then(() => process.exit(0)))
await connector.start()
