/** Who signs the samples: an invented authority with an office and a person under it, and a stranger. */

import { makeEmptyCrl } from '../pipeline/gazette/signing/crl.ts'
import { type CertificateAuthority, makeAuthority, makeSigner } from '../pipeline/gazette/signing/office-certificate.ts'
import { bodies, people, province } from './office.ts'

export interface SampleSigner {
  pkcs12: Uint8Array
  passphrase: string
  /** The authority's revocation list. */
  crls: readonly Uint8Array[]
}

export interface SampleKeys {
  authority: CertificateAuthority
  committee: SampleSigner
  council: SampleSigner
  viceChairman: SampleSigner
  ministry: SampleSigner
  stranger: SampleSigner
}

const passphrase = 'mau'
const validity = { from: Temporal.Instant.from('2026-01-01T00:00:00Z'), years: 10 }

/** Made anew for every set of samples: no key material rests in the project. */
export async function makeSampleKeys(): Promise<SampleKeys> {
  const authority = await makeAuthority(
    { commonName: 'Cơ quan chứng thực mẫu', organization: `Tỉnh ${province}` },
    validity,
  )
  const elsewhere = await makeAuthority({ commonName: 'Không ai biết CA', organization: 'Không rõ' }, validity)
  const signer = async (issuer: CertificateAuthority, commonName: string, organization: string, unit?: string) => ({
    pkcs12: await makeSigner(issuer, { commonName, organization, unit, locality: province }, validity, passphrase),
    passphrase,
    crls: [makeEmptyCrl(issuer, validity.from, validity.from.add({ hours: 24 * 365 * 5 }))],
  })
  return {
    authority,
    committee: await signer(authority, bodies.committee, `Tỉnh ${province}`),
    council: await signer(authority, bodies.council, `Tỉnh ${province}`),
    viceChairman: await signer(authority, people.viceChairman, `Tỉnh ${province}`, bodies.committee),
    ministry: await signer(authority, 'Bộ Thuyền Mẫu', 'Bộ Thuyền Mẫu'),
    stranger: await signer(elsewhere, bodies.committee, `Tỉnh ${province}`),
  }
}
