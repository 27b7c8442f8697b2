/** Files are fetched from where the platforms keep them and from nowhere else, whatever a message says. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AddressRules, Resolve } from '../../../connectors/chat/files/check-address.ts'
import { openFileFetcher } from '../../../connectors/chat/files/fetch-file.ts'
import { fileLimits } from '../../../connectors/chat/limits.ts'
import { isPublicAddress } from '../../../network/public-address.ts'
import { startPlatforms, type TestPlatforms } from '../../servers/chat-platforms.ts'
import { memoryStore } from '../axis/memory-store.ts'

let host: TestPlatforms
beforeAll(async () => {
  host = await startPlatforms()
})
afterAll(() => host?.close())

const loopback = { address: '127.0.0.1', family: 4 } as const
const toLoopback: Resolve = async () => [loopback]
const open: AddressRules = { hosts: ['zdn.vn', '127.0.0.1'], plainHttp: true, privateAddresses: ['127.0.0.1'] }

function fetcher(rules: Partial<AddressRules> = {}, resolve = toLoopback, maxBytes = 1000) {
  const store = memoryStore()
  const fetchFile = openFileFetcher({ rules: { ...open, ...rules }, limits: fileLimits, maxBytes }, store, resolve)
  return { store, fetch: (address: string) => fetchFile(address, new AbortController().signal) }
}
/** The same file under a host name, which only our own resolver knows. */
const named = (address: string, name = 'f7-group-zf.zdn.vn') => address.replace('127.0.0.1', name)

describe('a file', () => {
  it('is stored under its hash, with what the server says of it', async () => {
    const address = host.offer('a', {
      content: Buffer.from('văn bản'),
      type: 'application/pdf',
      headers: { 'Content-Disposition': "attachment; filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf" },
    })
    const { store, fetch } = fetcher()
    const file = await fetch(named(address))
    expect(file).toMatchObject({ declaredType: 'application/pdf', name: 'Quyết định.pdf', bytes: 10 })
    expect(Buffer.from(store.objects.get(file.sha256) ?? []).toString()).toBe('văn bản')
  })

  it('is fetched from named hosts and those under them only', async () => {
    const address = host.offer('b', { content: Buffer.from('x') })
    const { fetch } = fetcher()
    for (const name of ['zdn.vn.evil.example', 'evilzdn.vn', 'example.com', 'localhost', '[::1]', '10.0.0.1']) {
      await expect(fetch(named(address, name))).rejects.toMatchObject({ kind: 'host not allowed', retry: false })
    }
    await expect(fetch(named(address, 'ZDN.vn.'))).resolves.toMatchObject({ bytes: 1 })
  })

  it('is not fetched from inside our network, whatever its name leads to', async () => {
    const address = host.offer('c', { content: Buffer.from('x') })
    const rules = { privateAddresses: [] }
    await expect(fetcher(rules).fetch(named(address))).rejects.toMatchObject({ kind: 'address not public' })
    // One public address beside it changes nothing.
    const both: Resolve = async () => [{ address: '203.119.8.1', family: 4 }, loopback]
    await expect(fetcher(rules, both).fetch(named(address))).rejects.toMatchObject({ kind: 'address not public' })
    // Numbers in disguise are numbers.
    for (const disguised of ['2130706433', '0x7f.1', '0177.0.0.1', '[::ffff:127.0.0.1]']) {
      const rulesFor = { privateAddresses: [], hosts: ['127.0.0.1', '[::ffff:7f00:1]'] }
      await expect(fetcher(rulesFor).fetch(named(address, disguised))).rejects.toMatchObject({
        kind: 'address not public',
      })
    }
  })

  it('comes from the very address that was checked: a name that changes its mind is not asked again', async () => {
    const address = host.offer('d', { content: Buffer.from('x') })
    let asked = 0
    const rebinding: Resolve = async () => (++asked === 1 ? [loopback] : [{ address: '10.0.0.1', family: 4 }])
    await expect(fetcher({}, rebinding).fetch(named(address))).resolves.toMatchObject({ bytes: 1 })
    expect(asked).toBe(1)
  })

  it('is followed over redirects, each checked like the first', async () => {
    const { fetch } = fetcher()
    const last = host.offer('end', { content: Buffer.from('x') })
    const third = host.offer('third', { redirect: last })
    const second = host.offer('second', { redirect: third })
    expect(await fetch(host.offer('first', { redirect: second }))).toMatchObject({ bytes: 1 })
    const fourth = host.offer('fourth', { redirect: `${host.url}/files/first` })
    await expect(fetch(fourth)).rejects.toMatchObject({ kind: 'too many redirects' })
    for (const [target, kind] of [
      ['http://169.254.169.254/latest/meta-data', 'host not allowed'],
      ['file:///etc/passwd', 'scheme not allowed'],
      ['//evil.example/x', 'host not allowed'],
      ['http://', 'bad address'],
    ] as const) {
      await expect(fetch(host.offer('away', { redirect: target }))).rejects.toMatchObject({ kind, retry: false })
    }
  })

  it('is not fetched in clear where that is not allowed, nor with a password in its address', async () => {
    const address = host.offer('e', { content: Buffer.from('x') })
    await expect(fetcher({ plainHttp: false }).fetch(address)).rejects.toMatchObject({ kind: 'scheme not allowed' })
    await expect(fetcher().fetch(address.replace('//', '//me:you@'))).rejects.toMatchObject({ kind: 'bad address' })
    await expect(fetcher().fetch('link_to_download_file')).rejects.toMatchObject({ kind: 'bad address' })
  })

  it('that is too large is given up, announced or not, and not kept', async () => {
    const { store, fetch } = fetcher({}, toLoopback, 10)
    const announced = host.offer('f', { content: Buffer.alloc(11), headers: { 'Content-Length': '11' } })
    await expect(fetch(announced)).rejects.toMatchObject({ kind: 'too large', code: 'FILE_TOO_LARGE' })
    const chunked = host.offer('g', { content: Buffer.alloc(11), headers: { 'Transfer-Encoding': 'chunked' } })
    await expect(fetch(chunked)).rejects.toMatchObject({ kind: 'too large' })
    expect(store.objects.size).toBe(0)
  })

  it('that comes cut short, empty or wrapped is none; what may come right is tried again', async () => {
    const { store, fetch } = fetcher()
    const cases = [
      [host.offer('h', { short: Buffer.from('half'), announced: 8 }), 'cut short', true],
      [host.offer('i', { content: Buffer.alloc(0) }), 'empty', true],
      [host.offer('j', { content: Buffer.from('x'), headers: { 'Content-Encoding': 'gzip' } }), 'encoded', false],
      [host.offer('k', { status: 503 }), 'server', true],
      [host.offer('l', { status: 404 }), 'refused', false],
      ['http://127.0.0.1:1/none', 'network', true],
    ] as const
    for (const [address, kind, retry] of cases) {
      await expect(fetch(address), kind).rejects.toMatchObject({ kind, retry })
    }
    const noName: Resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    await expect(fetcher({}, noName).fetch('http://a.zdn.vn/x')).rejects.toMatchObject({ kind: 'name', retry: true })
    expect([...store.objects.values()].filter((bytes) => bytes.length > 0)).toEqual([])
  })
})

describe('an address', () => {
  it('of a special range is not public', () => {
    const inside = [
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '169.254.169.254',
      '172.31.255.255',
      '192.168.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      'fe80::1',
      'fc00::1',
      'ff02::1',
      '2001:db8::1',
      '2002:7f00:1::',
      'nonsense',
    ]
    expect(inside.filter(isPublicAddress)).toEqual([])
  })

  it('outside of them is', () => {
    expect(['8.8.8.8', '203.119.8.1', '172.32.0.1', '2606:4700::1111', '2405:4800::1'].every(isPublicAddress)).toBe(
      true,
    )
  })

  it('written as IPv4 in IPv6 is never public', () => {
    const byte = fc.integer({ min: 0, max: 255 })
    fc.assert(fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => !isPublicAddress(`::ffff:${bytes.join('.')}`)))
  })
})
