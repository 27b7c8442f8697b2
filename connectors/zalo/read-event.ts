/** A Zalo body as an event. One body is one event; all its values are strings, some missing by kind of event. */
import { z } from 'zod'
import { type ChatAttachment, type ChatEvent, type ChatPerson, UnreadableBody } from '../chat/event.ts'
import { meaningOf } from './event-names.ts'
import { instantOf } from './instant.ts'

/** Written as a string, here and there as a number. */
const text = z.union([z.string(), z.number().transform(String)]).nullish()
const party = z.object({ id: text }).nullish()

const payload = z.looseObject({
  url: text,
  name: text,
  checksum: text,
  title: text,
  description: text,
  type: text,
})
const attachment = z.object({ type: text, payload: payload.nullish().catch(null) })

const zaloBody = z.object({
  event_name: z.string(),
  timestamp: text,
  oa_id: text,
  sender: party,
  recipient: party,
  follower: party,
  user_id: text,
  user_id_by_app: text,
  message: z
    .object({
      msg_id: text,
      text,
      conversation_id: text,
      attachments: z.array(attachment).nullish(),
    })
    .nullish(),
})
type ZaloBody = z.infer<typeof zaloBody>

/** @throws UnreadableBody */
export function readZaloEvent(body: Buffer): ChatEvent {
  const parsed = zaloBody.safeParse(parseJson(body))
  if (!parsed.success) throw new UnreadableBody('not a Zalo event')
  const event = parsed.data
  const told = { name: event.event_name, at: instantOf(event.timestamp ?? null) }
  const messageId = event.message?.msg_id || null
  switch (meaningOf(event.event_name)) {
    case 'message': {
      const person = personOf(event, event.sender?.id, event.recipient?.id)
      return person
        ? { ...told, kind: 'message', person, messageId, text: event.message?.text ?? '', attachments: filesOf(event) }
        : { ...told, kind: 'note', known: false }
    }
    case 'echo': {
      const person = personOf(event, event.recipient?.id, event.sender?.id)
      return person
        ? { ...told, kind: 'echo', person, messageId, text: event.message?.text ?? '' }
        : { ...told, kind: 'note', known: true }
    }
    case 'act': {
      const person = personOf(event, event.follower?.id ?? event.sender?.id, event.oa_id ?? event.recipient?.id)
      return person ? { ...told, kind: 'act', person } : { ...told, kind: 'note', known: true }
    }
    case 'withdrawal':
      return {
        ...told,
        kind: 'withdrawal',
        personIds: [event.user_id, event.user_id_by_app].filter((id): id is string => Boolean(id)),
      }
    case 'note':
      return { ...told, kind: 'note', known: true }
    case 'unknown':
      return { ...told, kind: 'note', known: false }
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new UnreadableBody('no JSON')
  }
}

function personOf(event: ZaloBody, person: string | null | undefined, account: string | null | undefined) {
  if (!person) return null
  const found: ChatPerson = {
    accountId: account ?? '',
    personId: person,
    appPersonId: event.user_id_by_app || null,
    conversationId: event.message?.conversation_id || null,
  }
  return found
}

const kinds: Readonly<Record<string, ChatAttachment['kind']>> = {
  file: 'file',
  image: 'image',
  gif: 'sticker',
  sticker: 'sticker',
  audio: 'audio',
  voice: 'audio',
  video: 'video',
  location: 'location',
  business_card: 'contact',
  link: 'link',
}

function filesOf({ message }: ZaloBody): ChatAttachment[] {
  return (message?.attachments ?? []).map(({ type, payload }) => {
    const known = kinds[type ?? '']
    // An attachment of a kind nobody told us of is fetched when it says where it is: better one too many.
    const kind = known ?? (payload?.url ? 'file' : 'missing')
    // What `link` shares when it is a contact card has a telephone number and no page.
    const isCard = kind === 'link' && !payload?.url
    return {
      kind: isCard ? 'contact' : isFetched(kind) && !payload?.url ? 'missing' : kind,
      url: payload?.url ?? null,
      name: withType(payload?.name, payload?.type) ?? payload?.title ?? payload?.description ?? null,
      md5: payload?.checksum ?? null,
    }
  })
}

/** Some names come without the ending that `type` gives. */
function withType(name: string | null | undefined, type: string | null | undefined): string | null {
  if (!name) return null
  const ending = `.${type?.toLowerCase()}`
  return type && /^[a-z0-9]{2,5}$/i.test(type) && !name.toLowerCase().endsWith(ending) ? name + ending : name
}

function isFetched(kind: ChatAttachment['kind']): boolean {
  return kind === 'file' || kind === 'image'
}
