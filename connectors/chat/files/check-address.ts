/** The rules an address must pass before anything is asked of it: named host, allowed scheme, public address. */
import { isIP } from 'node:net'
import { isPublicAddress } from '../../../network/public-address.ts'
import { FileFault } from './file-fault.ts'

export interface AddressRules {
  /** Host names whose files are fetched, with all names under them. */
  hosts: readonly string[]
  /** Zalo hands out `http:` addresses too. */
  plainHttp: boolean
  /** For tests, whose file host is on this machine: these addresses count as public. Never set in service. */
  privateAddresses: readonly string[]
}

export interface ResolvedAddress {
  address: string
  family: 4 | 6
}

/** Every address of a host name. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

export interface CheckedAddress {
  url: URL
  /** Where to connect: looked up once, checked, and used as it is, so that no second look-up can answer otherwise. */
  to: ResolvedAddress
}

/** @throws FileFault */
export async function checkAddress(text: string, rules: AddressRules, resolve: Resolve): Promise<CheckedAddress> {
  const url = parse(text)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && rules.plainHttp)) {
    throw new FileFault('scheme not allowed', url.protocol)
  }
  const host = url.hostname.replace(/\.$/, '').toLowerCase()
  if (!rules.hosts.some((allowed) => host === allowed || (isIP(host) === 0 && host.endsWith(`.${allowed}`)))) {
    throw new FileFault('host not allowed', host)
  }
  const found = await addressesOf(host, resolve)
  const [to] = found
  if (!to) throw new FileFault('name', host)
  // One inside address among them is a trick or a broken name server: neither deserves a second try.
  const inside = found.find(({ address }) => !isPublicAddress(address) && !rules.privateAddresses.includes(address))
  if (inside) throw new FileFault('address not public', host)
  return { url, to }
}

function parse(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw new FileFault('bad address')
  if (url.username || url.password) throw new FileFault('bad address', 'with credentials')
  return url
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host.replace(/^\[|\]$/g, ''))
  if (family === 4 || family === 6) return [{ address: host.replace(/^\[|\]$/g, ''), family }]
  try {
    return await resolve(host)
  } catch (error) {
    throw new FileFault('name', String((error as { code?: string }).code ?? error))
  }
}
