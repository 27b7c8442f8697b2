/** Hands one stored mail in, exactly once: by its Message-ID, or by what it says where that is missing or shared. */
import type { Intake, IntakeSink, Receipt } from '../intake.ts'
import type { MailIntake } from './mailbox-intake.ts'
import type { MailboxMemory, TakenMail } from './memory.ts'
import { secondName } from './message-id.ts'

export interface HandedIn {
  outcome: 'taken' | 'declined' | 'repeated'
  externalId: string
  receipt: Pick<Receipt, 'intakeId' | 'registerNumber' | 'registerYear'>
}

/** Mails of one name wait for each other, so that the second sees what became of the first. */
export function inTurn(): <Result>(name: string, work: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work)
    last.set(name, mine)
    const forget = () => {
      if (last.get(name) === mine) last.delete(name)
    }
    mine.then(forget, forget)
    return mine
  }
}

/**
 * @throws what the sink throws. Done again after a crash, it finds the mail taken and changes nothing. Two mails that
 * share a Message-ID but say different things both come in.
 */
export async function handIn(
  mail: MailIntake,
  sink: IntakeSink,
  memory: Pick<MailboxMemory, 'taken'>,
): Promise<HandedIn> {
  const names = namesOf(mail)
  const known = await memory.taken(names)
  const free = names.filter((name) => !known.has(name))
  const earlier = names.map((name) => ({ name, taken: known.get(name) })).find(({ taken }) => isSame(taken, mail))
  // These very bytes are in: read again after a crash, or copied about by people. No second delivery.
  if (earlier?.taken && earlier.taken.raw.sha256 === mail.intake.raw.sha256)
    return repeated(earlier.name, earlier.taken)
  const [first, second] = earlier ? [earlier.name] : free
  if (first === undefined) throw new Error(`both names of the mail ${names.join(', ')} are taken by others`)
  const receipt = await submit(first, mail, sink)
  if (!receipt.repeat) return handedIn(first, mail, receipt)
  // Somebody handed in the same name meanwhile: a repeat only if it says the same.
  const winner = (await memory.taken([first])).get(first)
  if (isSame(winner, mail) || second === undefined) return { outcome: 'repeated', externalId: first, receipt }
  return handedIn(second, mail, await submit(second, mail, sink))
}

/** First choice first. */
function namesOf({ messageId, contentDigest, intake }: MailIntake): string[] {
  if (messageId === null) return [`sha256:${intake.raw.sha256 || contentDigest}`]
  return [messageId, secondName(messageId, contentDigest)]
}

function isSame(taken: TakenMail | undefined, mail: MailIntake): boolean {
  return taken?.contentDigest === mail.contentDigest
}

function submit(externalId: string, { intake }: MailIntake, sink: IntakeSink): Promise<Receipt> {
  const named: Intake = { ...intake, externalId }
  return sink.submit(named)
}

function handedIn(externalId: string, mail: MailIntake, receipt: Receipt): HandedIn {
  const outcome = receipt.repeat ? 'repeated' : mail.declinedCode ? 'declined' : 'taken'
  return { outcome, externalId, receipt }
}

function repeated(externalId: string, { intakeId, registerNumber, registerYear }: TakenMail): HandedIn {
  return { outcome: 'repeated', externalId, receipt: { intakeId, registerNumber, registerYear } }
}
