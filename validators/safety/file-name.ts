import { safetyLimits } from './limits.ts'

/** Names that Windows keeps for devices. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu

/** Control characters, and marks that turn the writing direction to disguise an extension. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu

/**
 * The name under which a delivered file may be stored and offered for download: one path component, NFC, no control or
 * direction marks, none of the characters `<>:"/\|?*`, at most 180 bytes of UTF-8 with its extension kept.
 * @returns A name that is never empty, `.` or `..`; unchanged when it was harmless.
 */
export function safeFileName(name: string): string {
  const last =
    name
      .normalize('NFC')
      .split(/[/\\]/u)
      .filter((part) => part.trim() !== '')
      .at(-1) ?? ''
  const plain = last
    .replace(invisible, '')
    .replace(/[<>:"|?*]/gu, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '')
  const { stem, extension } = splitExtension(plain)
  const named = stem === '' ? 'tep' : deviceName.test(stem) ? `_${stem}` : stem
  return shorten(named, safetyLimits.fileNameBytes - Buffer.byteLength(extension)) + extension
}

/** `{ stem: 'a.b', extension: '.pdf' }`; extensions longer than ten characters are taken for part of the stem. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const match = /^(.*)(\.[\p{L}\p{N}]{1,10})$/su.exec(name)
  return match ? { stem: match[1] ?? '', extension: match[2] ?? '' } : { stem: name, extension: '' }
}

function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  let size = 0
  for (const { segment } of new Intl.Segmenter('vi').segment(text)) {
    size += Buffer.byteLength(segment)
    if (size > bytes - 3) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
