/** A Facebook body as events: many entries, many events in each, in the order they happened. */
import { z } from 'zod'
import { type ChatAttachment, type ChatEvent, type ChatPerson, UnreadableBody } from '../chat/event.ts'

const id = z.union([z.string(), z.number().transform(String)])
const party = z.object({ id: id.nullish() }).nullish()
const text = z.string().nullish().catch(null)

const attachment = z.object({
  type: text,
  title: text,
  URL: text,
  url: text,
  payload: z.looseObject({ url: text, title: text, sticker_id: z.unknown().optional() }).nullish().catch(null),
})

const message = z.object({
  mid: text,
  text,
  is_echo: z.boolean().nullish().catch(null),
  is_deleted: z.boolean().nullish().catch(null),
  sticker_id: z.unknown().optional(),
  attachments: z.array(attachment).nullish(),
})

type FacebookMessage = z.infer<typeof message>

const messaging = z.looseObject({
  sender: party,
  recipient: party,
  timestamp: z.number().nullish().catch(null),
  message: message.nullish(),
  postback: z.object({ mid: text }).nullish(),
})
type Messaging = z.infer<typeof messaging>

const facebookBody = z.object({
  object: z.string(),
  entry: z.array(
    z.looseObject({
      id: id.nullish(),
      time: z.number().nullish().catch(null),
      messaging: z.array(messaging).nullish(),
      standby: z.array(z.unknown()).nullish(),
      changes: z.array(z.unknown()).nullish(),
    }),
  ),
})

/** @throws UnreadableBody */
export function readFacebookEvents(body: Buffer): ChatEvent[] {
  const parsed = facebookBody.safeParse(parseJson(body))
  if (!parsed.success) throw new UnreadableBody('not a Facebook event')
  const events = parsed.data.entry.flatMap((entry): ChatEvent[] => [
    ...(entry.messaging ?? []).map((one) => eventOf(one, entry.id ?? '', instantOf(entry.time))),
    // Another app has the conversation (standby), or a subscription other than messages spoke (changes).
    ...(entry.standby ?? []).map(() => note('standby', instantOf(entry.time))),
    ...(entry.changes ?? []).map(() => note('changes', instantOf(entry.time))),
  ])
  return events.sort((one, other) => momentOf(one) - momentOf(other))
}

/** When the newest entry of a body was sent; `null` where none says. */
export function bodyTime(body: Buffer): Temporal.Instant | null {
  try {
    const times = z
      .object({ entry: z.array(z.object({ time: z.number().nullish() })) })
      .parse(parseJson(body))
      .entry.flatMap(({ time }) => instantOf(time)?.epochMilliseconds ?? [])
    return times.length > 0 ? Temporal.Instant.fromEpochMilliseconds(Math.max(...times)) : null
  } catch {
    return null
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new UnreadableBody('no JSON')
  }
}

/** Milliseconds, but seconds in `changes`: no millisecond time since 1973 has fewer than twelve digits. */
function instantOf(time: number | null | undefined): Temporal.Instant | null {
  if (!time || !Number.isFinite(time) || time < 0 || time > 8.64e15) return null
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(time < 1e11 ? time * 1000 : time))
}

function momentOf({ at }: ChatEvent): number {
  return at?.epochMilliseconds ?? 0
}

function note(name: string, at: Temporal.Instant | null, known = true): ChatEvent {
  return { kind: 'note', name, at, known }
}

/** What else stands beside `message`; each recorded and left. */
const knownNotes = [
  'delivery',
  'read',
  'reaction',
  'optin',
  'referral',
  'account_linking',
  'policy_enforcement',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'message_edit',
]

function eventOf(event: Messaging, page: string, entryTime: Temporal.Instant | null): ChatEvent {
  const at = instantOf(event.timestamp) ?? entryTime
  const { message } = event
  if (message?.is_deleted) return note('message deleted', at)
  if (message?.is_echo) {
    const person = personOf(event.recipient?.id, event.sender?.id ?? page)
    return person
      ? { kind: 'echo', name: 'echo', at, person, messageId: message.mid ?? null, text: message.text ?? '' }
      : note('echo', at)
  }
  const person = personOf(event.sender?.id, event.recipient?.id ?? page)
  if (message && person) {
    const attachments = filesOf(message)
    const told = { kind: 'message', name: 'message', at, person } as const
    return { ...told, messageId: message.mid ?? null, text: message.text ?? '', attachments }
  }
  if (event.postback && person) return { kind: 'act', name: 'postback', at, person }
  const name = knownNotes.find((known) => event[known] !== undefined)
  return note(name ?? 'unknown', at, name !== undefined)
}

function personOf(person: string | null | undefined, page: string): ChatPerson | null {
  return person ? { accountId: page, personId: person, appPersonId: null, conversationId: null } : null
}

const kinds: Readonly<Record<string, ChatAttachment['kind']>> = {
  file: 'file',
  image: 'image',
  audio: 'audio',
  video: 'video',
  location: 'location',
  // Shared posts, links, reels: pages of Facebook, no files.
  template: 'link',
  share: 'link',
  post: 'link',
  reel: 'link',
  ig_reel: 'link',
  story_mention: 'link',
}

function filesOf(message: FacebookMessage): ChatAttachment[] {
  return (message.attachments ?? []).map(({ type, payload, title, URL: upper, url }) => {
    const where = payload?.url ?? null
    const link = { url: upper ?? url ?? where, name: title ?? payload?.title ?? null, md5: null }
    // A sticker looks like a picture but for its id.
    if (message.sticker_id !== undefined || payload?.sticker_id !== undefined) return { ...link, kind: 'sticker' }
    const known = kinds[type ?? '']
    if (known === 'file' || known === 'image') {
      return { kind: where ? known : 'missing', url: where, name: nameIn(where), md5: null }
    }
    // A page that the text itself links to is announced as `fallback` too.
    if (!known && link.url && message.text) return { ...link, kind: 'link' }
    // `fallback` and what nobody told us of: something was sent, and no file came with it.
    return { ...link, kind: known ?? 'missing' }
  })
}

/** The name a person gave the file stands only in the path of its address. */
function nameIn(address: string | null): string | null {
  try {
    const last = new URL(address ?? '').pathname.split('/').at(-1)
    return last ? decodeURIComponent(last) : null
  } catch {
    return null
  }
}
