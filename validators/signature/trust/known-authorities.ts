/**
 * The authorities of the Vietnamese Government's signature service that the project knows by name and fingerprint. Not
 * their bytes, and not trust: a certificate found in a file, at the authority's address or in a signed document counts
 * once its fingerprint is one of these (or one an operator typed in) AND an operator has accepted it on record.
 *
 * Source: the certificates that several hundred public signed documents carry. This is no official distribution: compare
 * the fingerprints with what the authority publishes before accepting.
 */
import type { TrustPurpose } from './trust-store.ts'

export interface KnownAuthority {
  /** SHA-256 of the certificate, hexadecimal. */
  sha256: string
  name: string
  /** `anchor`: a root that may be accepted; `intermediate`: helps to build paths, never trusted by itself. */
  role: 'anchor' | 'intermediate'
  purposes: readonly TrustPurpose[]
  /** Where the authority itself hands out the certificate; `null`: not known. */
  address: string | null
}

const EVERYTHING: readonly TrustPurpose[] = ['document-signing', 'time-stamping', 'mail']

export const KNOWN_AUTHORITIES: readonly KnownAuthority[] = [
  {
    sha256: 'f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90',
    name: 'Co quan chung thuc so chuyen dung Chinh phu (RootCA)',
    role: 'anchor',
    purposes: EVERYTHING,
    address: null,
  },
  {
    sha256: '75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe',
    name: 'Co quan chung thuc so Chinh phu',
    role: 'intermediate',
    purposes: [],
    address: 'http://ca.gov.vn/pki/pub/cert/cp.crt',
  },
  {
    sha256: 'f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8',
    name: 'RootCA chuyên dùng Chính phủ G2',
    role: 'anchor',
    purposes: EVERYTHING,
    address: 'http://ca.gov.vn/pki/pub/crt/rootcag2.crt',
  },
  {
    sha256: 'd8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b',
    name: 'CA phục vụ các cơ quan Nhà nước G2',
    role: 'intermediate',
    purposes: [],
    address: 'http://ca.gov.vn/pki/pub/crt/cpcag2.crt',
  },
]

export function knownAuthority(sha256: string): KnownAuthority | null {
  return KNOWN_AUTHORITIES.find((authority) => authority.sha256 === sha256) ?? null
}
