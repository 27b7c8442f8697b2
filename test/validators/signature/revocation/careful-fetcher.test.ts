import { describe, expect, it } from 'vitest'
import type { Fetcher, FetchOutcome } from '../../../../validators/signature/context.ts'
import { LIMITS } from '../../../../validators/signature/limits.ts'
import { carefulFetcher } from '../../../../validators/signature/revocation/careful-fetcher.ts'

const fetched: FetchOutcome = { kind: 'fetched', body: Uint8Array.of(1), contentType: null }
const silent: FetchOutcome = { kind: 'failed', why: 'timeout' }

/** A network where each answer takes as long as told, and a clock that only it moves. */
function network(answer: (host: string) => FetchOutcome, milliseconds: number) {
  let time = 0
  const asked: string[] = []
  const inner: Fetcher = async ({ url }) => {
    time += milliseconds
    asked.push(new URL(url).hostname)
    return answer(new URL(url).hostname)
  }
  const pass = (more: number) => {
    time += more
  }
  return { inner, asked, now: () => time, pass, down: new Map<string, number>() }
}

const ask = (fetcher: Fetcher, host: string) => fetcher({ what: 'crl', url: `http://${host}/x.crl` })

describe('the careful fetcher', () => {
  it('asks the hosts it may and their subdomains, and no look-alikes', async () => {
    const { inner, now, down, asked } = network(() => fetched, 1)
    const fetcher = carefulFetcher(inner, { hosts: ['ca.gov.vn'], now, down })
    for (const host of ['ca.gov.vn', 'OCSP.ca.gov.vn', 'evilca.gov.vn', 'ca.gov.vn.example', '127.0.0.1']) {
      await ask(fetcher, host)
    }
    expect(asked).toEqual(['ca.gov.vn', 'ocsp.ca.gov.vn'])
    expect(await ask(fetcher, 'example.org')).toEqual({ kind: 'failed', why: 'refused' })
    expect(await fetcher({ what: 'crl', url: 'không phải địa chỉ' })).toEqual({ kind: 'failed', why: 'refused' })
  })

  it('leaves a host alone that did not answer, for all files and not for ever', async () => {
    const { inner, now, down, asked, pass } = network((host) => (host === 'dead.vn' ? silent : fetched), 10)
    const one = carefulFetcher(inner, { hosts: 'any', now, down })
    const another = carefulFetcher(inner, { hosts: 'any', now, down })
    await ask(one, 'dead.vn')
    expect(await ask(another, 'dead.vn')).toEqual(silent)
    expect(await ask(another, 'alive.vn')).toEqual(fetched)
    expect(asked).toEqual(['dead.vn', 'alive.vn'])
    pass(LIMITS.hostLeftAlone + 1)
    await ask(another, 'dead.vn')
    expect(asked).toEqual(['dead.vn', 'alive.vn', 'dead.vn'])
  })

  it('spends no more time on one file than the limit; the next file starts anew', async () => {
    const { inner, now, down, asked } = network(() => fetched, LIMITS.fetchTimePerFile / 4)
    const one = carefulFetcher(inner, { hosts: 'any', now, down })
    for (let count = 0; count < 10; count += 1) await ask(one, `ca${count}.vn`)
    expect(asked).toHaveLength(4)
    expect(await ask(carefulFetcher(inner, { hosts: 'any', now, down }), 'ca9.vn')).toEqual(fetched)
  })
})
