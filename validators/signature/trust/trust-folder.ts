/**
 * Trust from folders: the office's own (with its `list.json`), and plain folders of certificates named on the command
 * line with `--trust`, where naming the folder is the operator's acceptance:
 * self-signed certificates are anchors for every purpose; CA certificates signed by others help to build paths; the
 * rest (signers, time-stamp authorities) are at hand for signatures that carry no certificate, and trusted for nothing.
 * CRLs (`.crl`) in either kind of folder serve as revocation data; their signatures decide whether they count.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isOwnIssuer } from '../certificate/build-path.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import { certificatesIn } from '../certificate/certificate-bundle.ts'
import { freshMemory } from '../context.ts'
import { LIMITS } from '../limits.ts'
import { openTrustList } from './trust-list.ts'
import { type TrustAnchor, type TrustStore, trustStoreOf } from './trust-store.ts'

const CERTIFICATE_FILE = /\.(?:crt|cer|der|pem|p7b|p7c)$/i

/** Opens each folder by what it is and joins them. Missing folders hold nothing. @throws TrustListError */
export function openTrustFolders(folders: readonly string[]): TrustStore {
  const stores = folders.map((folder) =>
    existsSync(join(folder, 'list.json')) ? openTrustList(folder) : openPlainFolder(folder),
  )
  return trustStoreOf(
    stores.flatMap(({ anchors }) => anchors),
    stores.flatMap(({ intermediates }) => intermediates),
    stores.flatMap(({ leaves }) => leaves),
    folders.flatMap(readCrls),
  )
}

/** A folder of certificates without records. */
export function openPlainFolder(folder: string): TrustStore {
  const memory = freshMemory()
  const anchors: TrustAnchor[] = []
  const intermediates: Certificate[] = []
  const leaves: Certificate[] = []
  for (const certificate of readFolder(folder)) {
    if (isOwnIssuer(certificate, memory)) {
      const purposes = ['document-signing', 'time-stamping', 'mail'] as const
      anchors.push({ certificate, purposes, from: null, until: null, source: `--trust ${folder}` })
      // A signer who is nobody's CA may sign without enclosing the certificate.
      if (certificate.extensions.basicConstraints?.ca !== true) leaves.push(certificate)
    } else if (certificate.extensions.basicConstraints?.ca === true) {
      intermediates.push(certificate)
    } else {
      leaves.push(certificate)
    }
  }
  return trustStoreOf(anchors, intermediates, leaves)
}

function readFolder(folder: string): Certificate[] {
  if (!existsSync(folder)) return []
  const files = statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => CERTIFICATE_FILE.test(name))
        .sort()
        .map((name) => join(folder, name))
    : [folder]
  return files
    .flatMap((file) => certificatesIn(readFileSync(file)))
    .slice(0, LIMITS.candidateCertificates)
    .flatMap((der) => parseCertificate(der) ?? [])
}

const CRL_PEM = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+?)-----END/

function readCrls(folder: string): Uint8Array[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  return readdirSync(folder)
    .filter((name) => /\.crl$/i.test(name))
    .sort()
    .slice(0, LIMITS.revocationCandidates)
    .map((name) => {
      const bytes = readFileSync(join(folder, name))
      const pem = CRL_PEM.exec(bytes.toString('latin1'))?.[1]
      return pem === undefined ? bytes : Buffer.from(pem, 'base64')
    })
}
