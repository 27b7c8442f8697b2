/** The sample sets, each with the trust it is judged by. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseCertificate } from '../../validators/signature/certificate/certificate.ts'
import { certificatesIn } from '../../validators/signature/certificate/certificate-bundle.ts'
import { openPlainFolder } from '../../validators/signature/trust/trust-folder.ts'
import { type TrustStore, trustStoreOf } from '../../validators/signature/trust/trust-store.ts'
import { anchorOf } from './contexts.ts'
import { type Expectation, readExpectations, type Witness } from './expectations.ts'

const samples = resolve(import.meta.dirname, '..', '..', '..', 'shared', 'samples')

export interface SampleSet {
  name: string
  /** Where the files lie. */
  folder: string
  expectations: Expectation[]
  trust: TrustStore
}

/** Those of the sets that this machine has. */
export function sampleSets(): SampleSet[] {
  const signatures = join(samples, 'signatures')
  const of = (name: string, folder: string, trust: TrustStore, list = folder): SampleSet[] =>
    existsSync(folder) ? [{ name, folder, trust, expectations: readExpectations(list) }] : []
  const nothing = trustStoreOf([])
  return [
    ...of('pdf', join(signatures, 'pdf'), nothing, signatures),
    ...of('xml', join(signatures, 'xml'), publicKeys(join(signatures, 'xml'))),
    ...of('smime', join(signatures, 'smime'), mailAuthorities(join(signatures, 'smime', 'trust'))),
    ...of('cades', join(signatures, 'cades'), nothing),
    ...documents(),
  ]
}

/** Real documents: what pdfsig recorded is what is wanted of integrity. */
function documents(): SampleSet[] {
  const folder = join(samples, 'documents')
  if (!existsSync(folder)) return []
  const lines = readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n')
  const expectations = lines
    .map((line) => JSON.parse(line) as { file: string; kind: string; pdfsig: Witness[] | null })
    .filter(({ pdfsig }) => (pdfsig?.length ?? 0) > 0)
    .map(({ file, kind, pdfsig }): Expectation => {
      const integrity = (pdfsig ?? []).map(({ verdict }) => (isSound(verdict) ? 'intact' : 'broken'))
      const expect = { integrity, coverage: null, laterChanges: null, overall: null }
      return { file, cls: kind, attack: null, pdfsig: pdfsig ?? [], expect }
    })
  return [{ name: 'documents', folder, expectations, trust: openPlainFolder(join(samples, 'trust')) }]
}

/** Does this word of pdfsig, openssl or xmlsec1 call the signature sound? */
export function isSound(verdict: string | null): boolean {
  return verdict === 'Signature is Valid.' || verdict?.startsWith('ok') === true
}

/** Of the xml-crypto files, whose signatures carry no certificate. */
function publicKeys(folder: string): TrustStore {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pem')) : []
  const certificates = names
    .flatMap((name) => certificatesIn(readFileSync(join(folder, name))))
    .flatMap((der) => parseCertificate(der) ?? [])
  return trustStoreOf([], [], certificates)
}

/** Every authority of the mails is trusted, so that what refuses an attack is the attack, not an unknown root. */
function mailAuthorities(folder: string): TrustStore {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(crt|pem)$/.test(name)) : []
  const certificates = names
    .flatMap((name) => certificatesIn(readFileSync(join(folder, name))))
    .flatMap((der) => parseCertificate(der) ?? [])
    .filter(({ extensions, selfIssued }) => extensions.basicConstraints?.ca === true || selfIssued)
  return trustStoreOf(certificates.map(anchorOf))
}
