/** Character classes of PDF syntax (ISO 32000-2 §7.2.3). */

export const REGULAR = 0
export const WHITE = 1
export const DELIMITER = 2

/** Class of each octet. */
export const CLASS = new Uint8Array(256)
for (const code of [0, 9, 10, 12, 13, 32]) CLASS[code] = WHITE
for (const character of '()<>[]{}/%') CLASS[character.charCodeAt(0)] = DELIMITER

/** Value of a hexadecimal digit, 255 for anything else. */
export const HEX = new Uint8Array(256).fill(255)
for (let digit = 0; digit < 10; digit += 1) HEX[48 + digit] = digit
for (let digit = 0; digit < 6; digit += 1) {
  HEX[65 + digit] = 10 + digit
  HEX[97 + digit] = 10 + digit
}

export function isWhite(code: number | undefined): boolean {
  return code !== undefined && CLASS[code] === WHITE
}

export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57
}

export function isRegular(code: number | undefined): boolean {
  return code !== undefined && CLASS[code] === REGULAR
}
