/**
 * Reads PDF values from bytes, tolerantly: whatever is not understood becomes null and reading goes on. Never throws,
 * never recurses deeper than the limit, always moves forward.
 */
import { STRUCTURE_LIMITS } from '../limits.ts'
import { CLASS, isDigit, isRegular, REGULAR, WHITE } from './characters.ts'
import { Name, type PdfDict, PdfString, type PdfValue, Ref } from './objects.ts'

/** Node's buffers have this; its typings leave it out. It saves the encoding look-up of `toString` for every name. */
interface LatinReader {
  latin1Slice(start: number, end: number): string
}

/** Read where a value was expected but a closing delimiter, a keyword or the end came. */
const NOTHING = Symbol('nothing')

export class Parser {
  readonly bytes: Buffer & LatinReader
  readonly end: number
  position: number

  constructor(bytes: Buffer, position: number, end = bytes.length) {
    this.bytes = bytes as Buffer & LatinReader
    this.position = Math.max(0, position)
    this.end = Math.min(end, bytes.length)
  }

  /** Moves over white space and comments. */
  skipSpace(): void {
    const { bytes, end } = this
    let position = this.position
    while (position < end) {
      const code = bytes[position] as number
      if (CLASS[code] === WHITE) position += 1
      else if (code === 37) {
        while (position < end && bytes[position] !== 10 && bytes[position] !== 13) position += 1
      } else break
    }
    this.position = position
  }

  /** The next value, or null where there is none. */
  readValue(): PdfValue {
    const value = this.read(0)
    return value === NOTHING ? null : value
  }

  /** Moves over `word` if it comes next. */
  takeKeyword(word: string): boolean {
    this.skipSpace()
    const to = this.position + word.length
    if (to > this.end || this.bytes.latin1Slice(this.position, to) !== word) return false
    if (to < this.end && isRegular(this.bytes[to]) && word !== 'obj' && word !== 'xref') return false
    this.position = to
    return true
  }

  /** A non-negative whole number if one comes next, else null (and nothing is consumed). */
  takeInteger(): number | null {
    this.skipSpace()
    const start = this.position
    let position = start
    let value = 0
    while (position < this.end && isDigit(this.bytes[position]) && position - start < 16) {
      value = value * 10 + (this.bytes[position] as number) - 48
      position += 1
    }
    if (position === start) return null
    this.position = position
    return value
  }

  private values = 0

  private read(depth: number): PdfValue | typeof NOTHING {
    this.values += 1
    if (this.values > STRUCTURE_LIMITS.valuesPerObject) this.position = this.end
    this.skipSpace()
    if (this.position >= this.end) return NOTHING
    const code = this.bytes[this.position] as number
    switch (code) {
      case 47:
        return this.readName()
      case 40:
        return this.readLiteral()
      case 60:
        return this.bytes[this.position + 1] === 60 ? this.readDict(depth) : this.readHex()
      case 91:
        return this.readArray(depth)
      case 41:
      case 62:
      case 93:
      case 123:
      case 125:
        return NOTHING
    }
    if (isDigit(code)) return this.readNumberOrRef()
    if (code === 43 || code === 45 || code === 46) return this.readNumber()
    return this.readKeyword()
  }

  private readName(): Name {
    const { bytes, end } = this
    const start = this.position + 1
    let position = start
    let escaped = false
    while (position < end && CLASS[bytes[position] as number] === REGULAR) {
      if (bytes[position] === 35) escaped = true
      position += 1
    }
    this.position = position
    const text = bytes.latin1Slice(start, position)
    if (!escaped) return Name.of(text)
    return Name.of(
      text.replace(/#([0-9a-fA-F]{2})/g, (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    )
  }

  private readLiteral(): PdfString {
    const { bytes, end } = this
    const start = this.position
    let position = start + 1
    let open = 1
    while (position < end) {
      const code = bytes[position]
      position += 1
      if (code === 92) position += 1
      else if (code === 40) open += 1
      else if (code === 41) {
        open -= 1
        if (open === 0) break
      }
    }
    this.position = Math.min(position, end)
    return new PdfString(bytes, start, this.position, false)
  }

  private readHex(): PdfString {
    const start = this.position
    const close = this.bytes.indexOf(62, start + 1)
    this.position = close < 0 || close >= this.end ? this.end : close + 1
    return new PdfString(this.bytes, start, this.position, true)
  }

  private readArray(depth: number): PdfValue {
    this.position += 1
    if (depth >= STRUCTURE_LIMITS.nesting) return null
    const items: PdfValue[] = []
    for (;;) {
      const value = this.read(depth + 1)
      if (value !== NOTHING) items.push(value)
      else if (this.position >= this.end || this.atObjectEnd()) return items
      else if (this.bytes[this.position] === 93) {
        this.position += 1
        return items
      } else this.position += 1
    }
  }

  private readDict(depth: number): PdfValue {
    this.position += 2
    if (depth >= STRUCTURE_LIMITS.nesting) return null
    const dict: PdfDict = new Map()
    for (;;) {
      this.skipSpace()
      if (this.position >= this.end || this.atObjectEnd()) return dict
      const code = this.bytes[this.position]
      if (code === 62) {
        this.position += this.bytes[this.position + 1] === 62 ? 2 : 1
        return dict
      }
      if (code !== 47) {
        const before = this.position
        this.read(depth + 1)
        if (this.position === before) this.position += 1
        continue
      }
      const key = this.readName().value
      const value = this.read(depth + 1)
      if (value === NOTHING) continue
      // Of two equal keys the first counts for some readers, the last for others: both are kept, so that a dictionary
      // made ambiguous after signing differs from what was signed.
      const earlier = dict.get(key)
      if (earlier !== undefined && earlier !== value) dict.set(`${key} (lặp)`, earlier)
      dict.set(key, value)
    }
  }

  private atObjectEnd(): boolean {
    return (
      this.bytes[this.position] === 101 &&
      this.bytes.latin1Slice(this.position, Math.min(this.position + 6, this.bytes.length)) === 'endobj'
    )
  }

  private readNumberOrRef(): PdfValue {
    const { bytes, end } = this
    const first = this.readNumber()
    if (!Number.isInteger(first) || bytes[this.position - 1] === 46) return first
    const after = this.position
    let position = after
    while (position < end && CLASS[bytes[position] as number] === WHITE) position += 1
    const genStart = position
    let gen = 0
    while (position < end && isDigit(bytes[position]) && position - genStart < 6) {
      gen = gen * 10 + (bytes[position] as number) - 48
      position += 1
    }
    if (position === genStart) return first
    const genEnd = position
    while (position < end && CLASS[bytes[position] as number] === WHITE) position += 1
    if (position === genEnd || bytes[position] !== 82 || (position + 1 < end && isRegular(bytes[position + 1]))) {
      return first
    }
    this.position = position + 1
    return new Ref(first, gen)
  }

  private readNumber(): number {
    const { bytes, end } = this
    let position = this.position
    let sign = 1
    let value = 0
    let scale = 0
    while (position < end) {
      const code = bytes[position] as number
      if (code >= 48 && code <= 57) {
        if (scale === 0) value = value * 10 + code - 48
        else {
          value += (code - 48) * scale
          scale /= 10
        }
      } else if (code === 46 && scale === 0) scale = 0.1
      else if (code === 45 && position === this.position) sign = -1
      else if (code === 43 && position === this.position) sign = 1
      else if (code !== 45) break
      position += 1
    }
    this.position = position === this.position ? position + 1 : position
    return sign * value
  }

  private readKeyword(): PdfValue | typeof NOTHING {
    const { bytes, end } = this
    const start = this.position
    let position = start
    while (position < end && CLASS[bytes[position] as number] === REGULAR) position += 1
    const length = position - start
    if (length <= 5) {
      const word = bytes.latin1Slice(start, position)
      this.position = position
      if (word === 'true') return true
      if (word === 'false') return false
      if (word === 'null') return null
    }
    this.position = start
    if (this.atObjectEnd()) return NOTHING
    this.position = position > start ? position : start + 1
    return null
  }
}
