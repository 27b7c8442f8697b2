/** 0x80 to 0x9f, a space where no character stands. */
const upper = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

/** Windows code page 1252 (ISO 32000-2 annex D, WinAnsiEncoding); `undefined` for codes that stand for nothing. */
export const windowsAnsi: readonly (string | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  if (code < 0x20 || code === 0x7f) return undefined
  if (code < 0x80 || code > 0x9f) return String.fromCharCode(code)
  const letter = upper[code - 0x80]
  return letter === ' ' ? undefined : letter
})
