import type { HandwrittenSlot } from '../read-document.ts'
import { confidenceAt, type HeadingLine } from './heading-line.ts'
import type { JudgedLine, JudgedPlace } from './judge-slots.ts'

type SlotKind = HandwrittenSlot['kind']

/** Digits that are plainly typed, by where they stand. */
export type Typed = ReadonlyMap<SlotKind, { text: string; confidence: number }>

/** Confidence of the engine from which the symbol behind a number, or the year behind a date, need not be read twice. */
const sureOfRest = 0.75

/**
 * Gathers what the readings of one line say of its digits. Their shapes and the engine must agree; where the engine is
 * not sure of its reading, or a shape is damaged, the engine must read the same in another picture of the line. The typed rest of
 * the line, a symbol or a year, is settled likewise: by one sure reading, or by two.
 */
export class Settled {
  readonly #typed = new Map<SlotKind, { text: string; confidence: number }>()
  readonly #agreed = new Map<SlotKind, { text: string; confidence: number }[]>()
  /** The lines, each read from a picture of its own, in which the engine read those digits. */
  readonly #voices = new Map<string, Set<HeadingLine>>()

  readonly #rests = new Map<string, Set<HeadingLine>>()
  #rest: string | null = null

  get typed(): Typed {
    return this.#typed
  }

  hear(judged: JudgedLine): void {
    const { line, places, slots } = judged
    const rest = restOf(judged)
    const heard = this.#rests.get(rest) ?? new Set()
    if (!judged.cut) this.#rests.set(rest, heard.add(line))
    if (this.#rest === null && !judged.cut && (heard.size > 1 || confidenceAt(line, slots.print) >= sureOfRest))
      this.#rest = rest
    for (const { kind, read, agreed, sure, confidence } of places) {
      if (this.#typed.has(kind)) continue
      const key = `${kind} ${read}`
      this.#voices.set(key, (this.#voices.get(key) ?? new Set()).add(line))
      if (agreed !== null) this.#agreed.set(kind, [...(this.#agreed.get(kind) ?? []), { text: agreed, confidence }])
      const [first, ...others] = this.#agreed.get(kind) ?? []
      if (!first || others.some(({ text }) => text !== first.text)) continue
      const twice = (this.#voices.get(`${kind} ${first.text}`)?.size ?? 0) > 1
      if ((agreed !== null && sure) || twice) this.#typed.set(kind, first)
    }
  }

  all(judged: JudgedLine): boolean {
    return this.openIn(judged).length === 0
  }

  /** Places that are not settled; all of them while the rest is not. */
  openIn({ places }: JudgedLine): JudgedPlace[] {
    return this.#rest === null ? places : places.filter(({ kind }) => !this.#typed.has(kind))
  }

  /** Whether a reading has the rest that was settled, or nothing is settled. */
  bears(judged: JudgedLine): boolean {
    return this.#rest === null || this.#rest === restOf(judged)
  }
}

function restOf({ line, slots }: JudgedLine): string {
  return line.text.slice(slots.print.start, slots.print.end).replace(/\s+/gu, '')
}
