/** SPF, DKIM and DMARC as our own mail server judged them (RFC 8601). Kept, not judged: nothing here proves a signer. */
import type { Field } from './mime/headers.ts'
import { fieldsOf } from './mime/headers.ts'

export interface AuthenticationResult {
  method: string
  /** `pass`, `fail`, `softfail`, `neutral`, `none`, `temperror`, `permerror`, `policy`. */
  result: string
  /** Like `header.d=example.vn`. */
  properties: readonly string[]
}

/**
 * Results under our server's name only; and only from the fields above the first `Received`-borne content: a server
 * puts its own on top and must drop those a sender wrote under its name (RFC 8601 §5).
 */
export function authenticationResults(
  fields: readonly Field[],
  trustedAuthserv: string | null,
): AuthenticationResult[] {
  if (trustedAuthserv === null) return []
  const results = fieldsOf(fields, 'authentication-results').flatMap((value) => {
    const [server = '', ...rest] = value.replace(/\([^()]*\)/g, ' ').split(';')
    if (server.trim().split(/\s+/)[0]?.toLowerCase() !== trustedAuthserv.toLowerCase()) return []
    return [rest.flatMap(readResult)]
  })
  return results[0]?.slice(0, 20) ?? []
}

function readResult(text: string): AuthenticationResult[] {
  const [head = '', ...properties] = text.trim().split(/\s+/)
  const match = /^([a-z-]+)(?:\/\d+)?=([a-z]+)$/i.exec(head)
  if (!match?.[1] || !match[2]) return []
  return [
    {
      method: match[1].toLowerCase(),
      result: match[2].toLowerCase(),
      properties: properties.filter((property) => /^[a-z]+\.[a-z0-9_-]+=\S+$/i.test(property)).slice(0, 10),
    },
  ]
}
