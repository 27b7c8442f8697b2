import { CLASS, HEX, REGULAR, WHITE } from '../../../pdf/syntax/characters.ts'
import type { PdfValue } from '../../../pdf/syntax/objects.ts'
import { Parser } from '../../../pdf/syntax/parser.ts'
import { notPlain } from './not-plain.ts'

/** What an operand is. Arrays are given as their items: no operator that is read takes two of them. */
export const operandKind = { number: 0, string: 1, name: 2, value: 3 } as const

/** Operands of one operator beyond which a page is left to PDFium. */
const mostOperands = 20_000
/** Numbers beyond this are cut off by some readers (ISO 32000-2 annex C). */
const largestNumber = 2 ** 31

/**
 * Cuts a content stream (ISO 32000-2 §7.8.2) into operators and their operands. Operands lie in columns that the next
 * operator overwrites; nothing is allocated for numbers and strings.
 */
export class ContentScanner {
  /** Operands of the operator that {@link next} gave. */
  count = 0
  kinds = new Uint8Array(64)
  /** Numbers; for strings the place of their first octet in {@link octets}; for names and values in {@link others}. */
  values = new Float64Array(64)
  /** Of strings: how many octets. */
  lengths = new Uint32Array(64)
  octets = new Uint8Array(1024)
  readonly others: (string | PdfValue)[] = []
  readonly #bytes: Buffer
  #position = 0
  #octetCount = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** The next operator as {@link operatorKey} makes it, 0 at the end. */
  next(): number {
    const bytes = this.#bytes
    const end = bytes.length
    this.count = 0
    this.#octetCount = 0
    this.others.length = 0
    while (this.#position < end) {
      const code = bytes[this.#position] as number
      if (CLASS[code] === WHITE) this.#position++
      else if ((code >= 48 && code <= 57) || code === 45 || code === 46 || code === 43) this.#number()
      else if (code === 40) this.#literal()
      else if (code === 47) this.#add(operandKind.name, this.others.push(this.#name()) - 1)
      else if (code === 91 || code === 93) this.#position++
      else if (code === 60 && bytes[this.#position + 1] !== 60) this.#hex()
      else if (code === 37) this.#comment()
      else if (CLASS[code] === REGULAR) {
        const key = this.#word()
        if (key !== 0) return key
      } else if (code === 60) this.#dictionary()
      else notPlain('stray delimiter in a content stream')
    }
    return 0
  }

  /** The number at an operand's place. */
  number(at: number): number {
    return at < this.count && this.kinds[at] === operandKind.number
      ? (this.values[at] as number)
      : notPlain('a number is missing before an operator')
  }

  /** The octets of the string at an operand's place; overwritten by the next operator. */
  string(at: number): Uint8Array {
    const start = this.values[at] as number
    return this.octets.subarray(start, start + (this.lengths[at] as number))
  }

  /** The name at an operand's place. */
  name(at: number): string {
    const other = this.kinds[at] === operandKind.name && at < this.count ? this.others[this.values[at] as number] : null
    return typeof other === 'string' ? other : notPlain('a name is missing before an operator')
  }

  /** The dictionary at an operand's place, if one stands there. */
  value(at: number): PdfValue {
    const other =
      this.kinds[at] === operandKind.value && at < this.count ? this.others[this.values[at] as number] : null
    return typeof other === 'string' || other === undefined ? null : other
  }

  #add(kind: number, value: number, length = 0): void {
    const at = this.count
    if (at === this.kinds.length) this.#grow()
    this.kinds[at] = kind
    this.values[at] = value
    this.lengths[at] = length
    this.count = at + 1
  }

  #grow(): void {
    const size = this.kinds.length * 2
    if (size > mostOperands * 2) notPlain('too many operands')
    const [kinds, values, lengths] = [new Uint8Array(size), new Float64Array(size), new Uint32Array(size)]
    kinds.set(this.kinds)
    values.set(this.values)
    lengths.set(this.lengths)
    this.kinds = kinds
    this.values = values
    this.lengths = lengths
  }

  #number(): void {
    const bytes = this.#bytes
    const end = bytes.length
    let position = this.#position
    let code = bytes[position] as number
    const negative = code === 45
    if (negative || code === 43) code = bytes[++position] ?? 32
    let whole = 0
    let digits = 0
    while (code >= 48 && code <= 57) {
      whole = whole * 10 + code - 48
      digits++
      code = ++position < end ? (bytes[position] as number) : 32
    }
    let divisor = 1
    if (code === 46) {
      code = ++position < end ? (bytes[position] as number) : 32
      while (code >= 48 && code <= 57) {
        // Digits that a double cannot hold say nothing.
        if (divisor < 1e12) {
          whole = whole * 10 + code - 48
          divisor *= 10
        }
        digits++
        code = ++position < end ? (bytes[position] as number) : 32
      }
    }
    const value = divisor === 1 ? whole : whole / divisor
    if (digits === 0 || CLASS[code] === REGULAR || value > largestNumber)
      notPlain('a number that readers take differently')
    this.#position = position
    this.#add(operandKind.number, negative ? -value : value)
  }

  #literal(): void {
    const bytes = this.#bytes
    const end = bytes.length
    const start = this.#octetCount
    let position = this.#position + 1
    let open = 1
    for (;;) {
      if (position >= end) notPlain('a string without an end')
      let code = bytes[position++] as number
      if (code === 41) {
        if (--open === 0) break
      } else if (code === 40) open++
      else if (code === 92) {
        const escaped = bytes[position++] ?? 0
        if (escaped >= 48 && escaped <= 55) {
          code = escaped - 48
          for (let more = 0; more < 2; more++) {
            const digit = bytes[position] ?? 0
            if (digit < 48 || digit > 55) break
            code = code * 8 + digit - 48
            position++
          }
          code &= 255
        } else if (escaped === 13 || escaped === 10) {
          if (escaped === 13 && bytes[position] === 10) position++
          continue
        } else code = escapes[escaped] ?? escaped
      } else if (code === 13) {
        if (bytes[position] === 10) position++
        code = 10
      }
      this.#octet(code)
    }
    this.#position = position
    this.#add(operandKind.string, start, this.#octetCount - start)
  }

  #hex(): void {
    const bytes = this.#bytes
    const end = bytes.length
    const start = this.#octetCount
    let position = this.#position + 1
    let half = -1
    for (;;) {
      if (position >= end) notPlain('a string without an end')
      const code = bytes[position++] as number
      if (code === 62) break
      const digit = HEX[code] as number
      if (digit === 255) {
        if (CLASS[code] !== WHITE) notPlain('a hexadecimal string with other characters')
        continue
      }
      if (half < 0) half = digit
      else {
        this.#octet(half * 16 + digit)
        half = -1
      }
    }
    if (half >= 0) this.#octet(half * 16)
    this.#position = position
    this.#add(operandKind.string, start, this.#octetCount - start)
  }

  #octet(code: number): void {
    if (this.#octetCount === this.octets.length) {
      const longer = new Uint8Array(this.octets.length * 2)
      longer.set(this.octets)
      this.octets = longer
    }
    this.octets[this.#octetCount++] = code
  }

  #name(): string {
    const bytes = this.#bytes
    const start = ++this.#position
    let position = start
    while (position < bytes.length && CLASS[bytes[position] as number] === REGULAR) position++
    this.#position = position
    const name = bytes.toString('latin1', start, position)
    return name.includes('#') ? notPlain('a name with escapes') : name
  }

  #comment(): void {
    const bytes = this.#bytes
    while (this.#position < bytes.length && bytes[this.#position] !== 10 && bytes[this.#position] !== 13)
      this.#position++
  }

  #dictionary(): void {
    const parser = new Parser(this.#bytes, this.#position)
    const value = parser.readValue()
    this.#position = parser.position
    this.#add(operandKind.value, this.others.push(value) - 1)
  }

  /** An operator's key; 0 for the operands `true`, `false` and `null`. */
  #word(): number {
    const bytes = this.#bytes
    const start = this.#position
    let position = start
    let key = 0
    while (position < bytes.length && CLASS[bytes[position] as number] === REGULAR) {
      key = (key << 8) | (bytes[position] as number)
      position++
    }
    this.#position = position
    if (position - start <= 3) return key
    if (!/^(?:true|false|null)$/u.test(bytes.toString('latin1', start, position))) notPlain('an unknown operator')
    this.#add(operandKind.value, this.others.push(null) - 1)
    return 0
  }
}

/** Escapes of literal strings (§7.3.4.2): n, r, t, b, f. */
const escapes: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }

/** An operator's letters as one number. */
export function operatorKey(operator: string): number {
  let key = 0
  for (const letter of operator) key = (key << 8) | letter.charCodeAt(0)
  return key
}
