/** CA certificates that may help to build a path: from the file, the trust store and the network. */
import type { ValidationMemory } from '../context.ts'
import { LIMITS } from '../limits.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import { type Certificate, parseCertificate } from './certificate.ts'

export interface CandidatePool {
  issuersNamed(subjectKey: string): readonly Certificate[]
  add(ders: readonly Uint8Array[]): readonly Certificate[]
}

/** A pool of the store's intermediates and what is added; each certificate once, no more than the limit. */
export function candidatePool(trust: TrustStore, memory: ValidationMemory): CandidatePool {
  const bySubject = new Map<string, Certificate[]>()
  const seen = new Set<string>()
  return {
    issuersNamed: (subjectKey) => [
      ...(bySubject.get(subjectKey) ?? []),
      ...(trust.intermediatesBySubject.get(subjectKey) ?? []),
    ],
    add(ders) {
      const added: Certificate[] = []
      for (const der of ders) {
        if (seen.size >= LIMITS.candidateCertificates) break
        const certificate = parseCertificate(der, memory)
        if (certificate === null || seen.has(certificate.sha256)) continue
        seen.add(certificate.sha256)
        const namesakes = bySubject.get(certificate.subjectKey)
        if (namesakes === undefined) bySubject.set(certificate.subjectKey, [certificate])
        else namesakes.push(certificate)
        added.push(certificate)
      }
      return added
    },
  }
}
