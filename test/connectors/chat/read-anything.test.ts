/** Whatever a body holds, reading it gives events or says that it is none; it never breaks, and never invents a person. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ChatEvent, UnreadableBody } from '../../../connectors/chat/event.ts'
import { readFacebookEvents } from '../../../connectors/facebook/read-events.ts'
import { meaningOf } from '../../../connectors/zalo/event-names.ts'
import { readZaloEvent } from '../../../connectors/zalo/read-event.ts'

const any = fc.jsonValue({ maxDepth: 3 })
/** What stands where something is expected: mostly that, at times anything. */
const mostly = <T>(right: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: any })
const text = mostly(fc.string({ unit: 'grapheme', maxLength: 20 }))
const party = mostly(fc.record({ id: text }, { requiredKeys: [] }))
const attachment = mostly(
  fc.record({ type: text, payload: mostly(fc.dictionary(fc.constantFrom('url', 'name', 'title', 'type'), text)) }),
)
const names = ['user_send_text', 'user_send_file', 'oa_send_text', 'follow', 'user_withdraw', 'user_seen_message', 'x']

const zalo = fc.record(
  {
    event_name: mostly(fc.constantFrom(...names)),
    timestamp: mostly(fc.integer({ min: 0 }).map(String)),
    sender: party,
    recipient: party,
    follower: party,
    user_id: text,
    message: mostly(fc.record({ msg_id: text, text, attachments: mostly(fc.array(attachment)) }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
)
const messaging = fc.record(
  {
    sender: party,
    recipient: party,
    timestamp: mostly(fc.integer()),
    message: mostly(
      fc.record({ mid: text, text, is_echo: mostly(fc.boolean()), attachments: mostly(fc.array(attachment)) }),
    ),
    postback: any,
    read: any,
  },
  { requiredKeys: [] },
)
const facebook = fc.record({
  object: mostly(fc.constant('page')),
  entry: mostly(
    fc.array(
      fc.record(
        { id: text, time: mostly(fc.integer()), messaging: mostly(fc.array(messaging)), changes: any },
        { requiredKeys: [] },
      ),
    ),
  ),
})

function holds(read: (body: Buffer) => readonly ChatEvent[], value: unknown): void {
  try {
    for (const event of read(Buffer.from(JSON.stringify(value)))) {
      if ('person' in event) expect(event.person.personId).not.toBe('')
      if (event.kind === 'message') {
        for (const { kind, url } of event.attachments) if (kind === 'file' || kind === 'image') expect(url).toBeTruthy()
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error
  }
}

it('of Zalo', () => {
  const read = (body: Buffer) => [readZaloEvent(body)]
  fc.assert(
    fc.property(fc.oneof(zalo, any), (value) => holds(read, value)),
    { numRuns: 2000 },
  )
})

it('of Facebook', () => {
  fc.assert(
    fc.property(fc.oneof(facebook, any), (value) => holds(readFacebookEvents, value)),
    { numRuns: 2000 },
  )
})

it('knows messages by their family, and names made to confuse by nothing', () => {
  expect(['user_send_voice', 'anonymous_send_video'].map(meaningOf)).toEqual(['message', 'message'])
  expect(['user_send_group_text', 'oa_send_group_file', 'user_call_oa'].map(meaningOf)).toEqual([
    'note',
    'note',
    'note',
  ])
  expect(['constructor', '__proto__', 'toString', ''].map(meaningOf)).toEqual(Array(4).fill('unknown'))
})
