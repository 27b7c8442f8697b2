/** A font whose every code is known: its width and its text. */
export interface PlainFont {
  /** Name in the file without its subset prefix. */
  name: string
  /** Octets of one code. */
  octets: 1 | 2
  /** Top and bottom of the font's box, in thousandths of its size. */
  ascent: number
  descent: number
  /** Width of a space, in thousandths; 0 when it has none. */
  space: number
  /** Width of a code, in thousandths of the font size. */
  widthOf(code: number): number
  /** Text of a code; `undefined` when the file does not say. */
  textOf(code: number): string | undefined
}
