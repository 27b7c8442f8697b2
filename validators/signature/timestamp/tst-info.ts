/** TSTInfo (RFC 3161 §2.4.2): what a time-stamping authority signs. */
import { Asn1Error, readElement, sequence } from '../asn1/element.ts'
import { integerHex, octetString, oid, time } from '../asn1/values.ts'
import { digestOfIdentifier } from '../crypto/algorithms.ts'
import type { DigestName } from '../crypto/digest.ts'

export const TST_INFO = '1.2.840.113549.1.9.16.1.4'

export interface TstInfo {
  policy: string
  /** `null`: a digest this validator does not know. */
  digest: DigestName | null
  imprint: Uint8Array
  serial: string
  time: Temporal.Instant
}

/** @throws Asn1Error */
export function readTstInfo(bytes: Uint8Array): TstInfo {
  const [, policy, messageImprint, serial, genTime] = sequence(readElement(bytes))
  const [algorithm, imprint] = sequence(messageImprint)
  if (algorithm === undefined) throw new Asn1Error('imprint without digest')
  return {
    policy: oid(policy),
    digest: digestOfIdentifier(algorithm),
    imprint: octetString(imprint),
    serial: integerHex(serial),
    time: time(genTime),
  }
}
