import { decodeInFont, judgeFonts } from '../vietnamese/by-font.ts'
import { encodingOfFont, type FontEncoding } from '../vietnamese/recognise.ts'

/** What an RTF says, laid out as word-extractor lays out DOC: `\n` after paragraphs, `\t` after cells, `\t\n` after rows. */
export interface RtfText {
  body: string
  /** Text boxes. */
  boxes: string
  /** Headers and footers. */
  margins: string
}

/** Groups whose text goes elsewhere than into the body; `null`: nowhere. */
const destinations: Readonly<Record<string, keyof RtfText | 'fonts' | null>> = {
  fonttbl: 'fonts',
  shptxt: 'boxes',
  ...Object.fromEntries(
    ['', 'l', 'r', 'f'].flatMap((side) => [`header${side}`, `footer${side}`].map((n) => [n, 'margins'])),
  ),
  ...Object.fromEntries(
    'colortbl stylesheet info pict object listtable listoverridetable generator themedata colorschememapping datastore latentstyles revtbl rsidtbl xmlnstbl fldinst footnote annotation filetbl pgptbl userprops bkmkstart bkmkend nonshppict shprslt sp'
      .split(' ')
      .map((name) => [name, null]),
  ),
}

/** Control words that stand for characters (RTF 1.9.1, "Special Characters"). */
const spoken: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  page: '\n',
  sect: '\n',
  row: '\n',
  nestrow: '\n',
  cell: '\t',
  nestcell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
}

/** Code pages of fonts by their character set (RTF 1.9.1, `\fcharset`), as TextDecoder calls them. */
const charsets: Readonly<Record<number, string>> = {
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
}

interface Group {
  to: keyof RtfText | 'fonts' | null
  font: number
  /** Characters after `\u` that say the same for readers without Unicode. */
  fallback: number
  hidden: boolean
}

interface Font {
  name: string
  charset: number
}

/** Text in one font: marks of an old encoding may be told apart from their vowels only by control words in between. */
interface Stretch {
  font: number
  text: string
}

const token =
  /\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?|\\([a-z]{1,40})(-?\d{1,10})? ?|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/giy
/** Deeper groups than any writer makes; text below is left out. */
const deepest = 1_000

/**
 * Reads RTF, its bytes given one a character.
 * @param most characters of text taken
 */
export function rtfText(source: string, most: number): RtfText {
  return new RtfReader(most).read(source)
}

class RtfReader {
  readonly #said: Record<keyof RtfText, Stretch[]> = { body: [], boxes: [], margins: [] }
  readonly #groups: Group[] = []
  readonly #fonts = new Map<number, Font>()
  #group: Group = { to: 'body', font: -1, fallback: 1, hidden: false }
  #encodings: ReadonlyMap<string, FontEncoding> = new Map()
  #codePage = 'windows-1252'
  /** Bytes met one after another: a letter of an eastern code page has two. */
  #bytes: number[] = []
  #skip = 0
  /** Groups left open beyond the deepest. */
  #beyond = 0
  #starred = false
  #left: number

  constructor(most: number) {
    this.#left = most
  }

  read(source: string): RtfText {
    token.lastIndex = 0
    for (let match = token.exec(source); match && this.#left > 0; match = token.exec(source)) {
      const [, hex, unicode, word, number, symbol, brace, plain] = match
      if (hex !== undefined) this.#byte(Number.parseInt(hex, 16))
      else if (unicode !== undefined) this.#unicode(Number(unicode) & 0xffff)
      else if (word !== undefined) {
        this.#flush()
        if (word === 'bin') token.lastIndex += Math.max(0, Number(number ?? 0))
        else this.#word(word, number === undefined ? null : Number(number))
      } else if (symbol !== undefined) this.#symbol(symbol)
      else if (brace !== undefined) this.#brace(brace)
      else if (plain !== undefined) this.#plain(plain)
    }
    this.#flush()
    this.#judgeFonts()
    const { body, boxes, margins } = this.#said
    return { body: this.#meant(body), boxes: this.#meant(boxes), margins: this.#meant(margins) }
  }

  #brace(brace: string): void {
    this.#flush()
    this.#skip = 0
    this.#starred = false
    if (brace === '{') {
      if (this.#groups.length >= deepest) this.#beyond++
      else {
        this.#groups.push(this.#group)
        this.#group = { ...this.#group }
      }
      return
    }
    if (this.#beyond > 0) this.#beyond--
    else {
      // Text boxes and headers end like paragraphs.
      const { to } = this.#group
      this.#group = this.#groups.pop() ?? this.#group
      if ((to === 'boxes' || to === 'margins') && this.#group.to !== to) this.#said[to].push({ font: -1, text: '\n' })
    }
  }

  #word(word: string, number: number | null): void {
    const destination = destinations[word]
    if (destination !== undefined)
      this.#group.to = this.#group.to === null && destination !== 'boxes' ? null : destination
    else if (this.#starred && word !== 'shpinst') this.#group.to = null
    this.#starred = false
    if (word === 'f' || word === 'deff') this.#group.font = number ?? 0
    else if (word === 'fcharset') this.#fontCalled(this.#group.font).charset = number ?? 0
    else if (word === 'ansicpg' && number !== null) this.#codePage = decoderFor(`windows-${number}`)
    else if (word === 'uc') this.#group.fallback = Math.min(number ?? 1, 10)
    else if (word === 'v' || word === 'deleted') this.#group.hidden = number !== 0
    else if (word === 'plain') Object.assign(this.#group, { hidden: false })
    else if (spoken[word] !== undefined) this.#say(spoken[word])
  }

  #symbol(symbol: string): void {
    this.#flush()
    if (symbol === '*') this.#starred = true
    else if (this.#skip > 0) this.#skip--
    else if (symbol === '~') this.#say(' ')
    else if (symbol === '_') this.#say('-')
    else if (symbol === '\r' || symbol === '\n') this.#say('\n')
    else if ('{}\\'.includes(symbol)) this.#say(symbol)
  }

  #plain(text: string): void {
    const kept = text.slice(this.#skip)
    this.#skip = Math.max(0, this.#skip - text.length)
    if (this.#group.to === 'fonts') this.#fontCalled(this.#group.font).name += kept
    else for (const character of kept) this.#bytes.push(character.charCodeAt(0))
  }

  #unicode(code: number): void {
    this.#flush()
    this.#say(String.fromCharCode(code))
    this.#skip = this.#group.fallback
  }

  #byte(byte: number): void {
    if (this.#skip > 0) this.#skip--
    else this.#bytes.push(byte)
  }

  #fontCalled(number: number): Font {
    const known = this.#fonts.get(number)
    if (known) return known
    const font = { name: '', charset: 0 }
    if (this.#fonts.size < 5_000) this.#fonts.set(number, font)
    return font
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    const charset = this.#fonts.get(this.#group.font)?.charset ?? 0
    const decoder = new TextDecoder(charsets[charset] ?? this.#codePage)
    const text = decoder.decode(Uint8Array.from(this.#bytes))
    this.#bytes = []
    this.#say(text)
  }

  #say(text: string): void {
    const { to, hidden } = this.#group
    if (to === null || to === 'fonts' || hidden || this.#beyond > 0) return
    this.#left -= text.length
    const last = this.#said[to].at(-1)
    if (last && (last.font === this.#group.font || text.trim() === '')) last.text += text
    else this.#said[to].push({ font: this.#group.font, text })
  }

  #meant(stretches: readonly Stretch[]): string {
    return stretches.map((stretch) => this.#inFont(stretch)).join('')
  }

  /** Fonts of the time before Unicode draw other letters than the code page has. */
  #inFont({ font, text }: Stretch): string {
    const name = this.#nameOf(font)
    // Fonts whose names say nothing are left to the judgement of whole lines.
    return encodingOfFont(name) ? decodeInFont(text, this.#encodings.get(name)) : text
  }

  #nameOf(font: number): string {
    return (this.#fonts.get(font)?.name ?? '').replace(/;.*$/s, '').trim()
  }

  #judgeFonts(): void {
    const texts = new Map<string, string[]>()
    for (const { font, text } of Object.values(this.#said).flat()) {
      const name = this.#nameOf(font)
      if (!encodingOfFont(name)) continue
      const pieces = texts.get(name)
      if (pieces) pieces.push(text)
      else texts.set(name, [text])
    }
    this.#encodings = judgeFonts(new Map([...texts].map(([name, pieces]) => [name, pieces.join('')])))
  }
}

/** A code page that TextDecoder knows; Western where it does not. */
function decoderFor(label: string): string {
  try {
    return new TextDecoder(label).encoding
  } catch {
    return 'windows-1252'
  }
}
