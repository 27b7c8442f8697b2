/** Why a file was not fetched: a closed list. `retry` says whether asking again later may help. */
import type { ChatDeclineCode } from '../reasons.ts'

const faults = {
  'bad address': { retry: false, code: 'FILE_NOT_FETCHED' },
  'host not allowed': { retry: false, code: 'FILE_FROM_ELSEWHERE' },
  'scheme not allowed': { retry: false, code: 'FILE_FROM_ELSEWHERE' },
  'address not public': { retry: false, code: 'FILE_FROM_ELSEWHERE' },
  'too many redirects': { retry: false, code: 'FILE_NOT_FETCHED' },
  'too large': { retry: false, code: 'FILE_TOO_LARGE' },
  encoded: { retry: false, code: 'FILE_NOT_FETCHED' },
  empty: { retry: true, code: 'FILE_NOT_FETCHED' },
  /** 4xx: gone, expired, forbidden. */
  refused: { retry: false, code: 'FILE_NOT_FETCHED' },
  server: { retry: true, code: 'FILE_NOT_FETCHED' },
  name: { retry: true, code: 'FILE_NOT_FETCHED' },
  network: { retry: true, code: 'FILE_NOT_FETCHED' },
  timeout: { retry: true, code: 'FILE_NOT_FETCHED' },
  'cut short': { retry: true, code: 'FILE_NOT_FETCHED' },
} as const satisfies Record<string, { retry: boolean; code: ChatDeclineCode }>

export type FaultKind = keyof typeof faults

export class FileFault extends Error {
  readonly kind: FaultKind
  constructor(kind: FaultKind, detail = '') {
    super(detail === '' ? kind : `${kind}: ${detail}`)
    this.kind = kind
  }
  get retry(): boolean {
    return faults[this.kind].retry
  }
  get code(): ChatDeclineCode {
    return faults[this.kind].code
  }
}
