/** Readable text of HTML mail, in one pass over the characters; nothing is fetched, nothing runs. */

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
const breaking = /^(br|p|div|tr|li|h[1-6]|table|blockquote|pre|ul|ol|hr)$/
const silent = /^(script|style|head|title|template|noscript)$/

export function htmlText(html: string): string {
  const out: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) {
      out.push(html.slice(at))
      break
    }
    out.push(html.slice(at, open))
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const close = html.indexOf('>', open)
    const tag = /^<(\/?)([a-z][a-z0-9]{0,15})/i.exec(html.slice(open, open + 20))
    if (!tag) {
      out.push('<')
      at = open + 1
      continue
    }
    const name = (tag[2] ?? '').toLowerCase()
    if (breaking.test(name)) out.push('\n')
    else if (name === 'td' || name === 'th') out.push(' ')
    at = close < 0 ? html.length : close + 1
    if (tag[1] === '' && silent.test(name)) at = endOf(html, name, at)
  }
  return entities(out.join(''))
    .replace(/[ \t\r\f\v\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Unclosed, it hides only its own tag: text must not vanish behind a careless writer. */
function endOf(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}\\b[^>]*>`, 'gi')
  end.lastIndex = from
  return end.exec(html) ? end.lastIndex : from
}

function entities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, name: string) => {
    const lower = name.toLowerCase()
    if (!lower.startsWith('#')) return named[lower] ?? whole
    const code = lower.startsWith('#x') ? Number.parseInt(lower.slice(2), 16) : Number.parseInt(lower.slice(1), 10)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}
