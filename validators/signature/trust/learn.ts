/** `congbao trust learn FILE`: CA certificates that a signed file carries, put on record for an operator to accept. */
import { isOwnIssuer } from '../certificate/build-path.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import { certificatesIn } from '../certificate/certificate-bundle.ts'
import { freshMemory, type ValidationMemory } from '../context.ts'
import { LIMITS } from '../limits.ts'

/** CA certificates found in the bytes of any signed file. Nothing found is trusted by this. */
export function authoritiesIn(bytes: Uint8Array): Certificate[] {
  const memory = freshMemory()
  return certificatesCarried(bytes, memory).filter(
    (certificate) => certificate.extensions.basicConstraints?.ca === true || isOwnIssuer(certificate, memory),
  )
}

/**
 * Every certificate found in the bytes of any signed file, whatever its format: every place where a DER certificate
 * starts is tried, in the raw bytes and in hexadecimal strings (PDF `/Contents`) and base64.
 */
export function certificatesCarried(bytes: Uint8Array, memory: ValidationMemory = freshMemory()): Certificate[] {
  const found = new Map<string, Certificate>()
  const views = [bytes, ...hexadecimalRuns(bytes), ...base64Runs(bytes)]
  for (const der of [...certificatesIn(bytes), ...views.flatMap(certificateStarts)]) {
    const certificate = found.size >= LIMITS.candidateCertificates ? null : parseCertificate(der, memory)
    if (certificate !== null) found.set(certificate.sha256, certificate)
  }
  return [...found.values()]
}

/** Offsets that look like `SEQUENCE { SEQUENCE { …` with two-octet lengths, as certificates have. */
function certificateStarts(bytes: Uint8Array): Uint8Array[] {
  const starts: Uint8Array[] = []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf('3082', 0, 'hex'); at >= 0; at = buffer.indexOf('3082', at + 1, 'hex')) {
    const length = 4 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
    const isNested = bytes[at + 4] === 0x30 && bytes[at + 5] === 0x82
    if (isNested && length <= LIMITS.certificateBytes && at + length <= bytes.length) {
      starts.push(bytes.subarray(at, at + length))
    }
    if (starts.length >= LIMITS.candidateCertificates) break
  }
  return starts
}

function hexadecimalRuns(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return [...text.matchAll(/<(3[0-9a-f]{1000,})>/gi)].map((match) => Buffer.from(match[1] ?? '', 'hex'))
}

function base64Runs(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  return [...text.matchAll(/MI[A-Za-z0-9+/\r\n]{400,}={0,2}/g)].map((match) => Buffer.from(match[0], 'base64'))
}
