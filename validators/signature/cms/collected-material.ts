/** Certificates and revocation data inside a CMS, joined with what came from outside it (a PDF's DSS). */
import { attempt, children, context, type Element, inside, sequence } from '../asn1/element.ts'
import type { ValidationMaterial } from '../context.ts'
import { ATTRIBUTE_OID, type Attribute, valuesNamed } from './attributes.ts'
import type { SignedData, SignerInfo } from './signed-data.ts'

export interface RevocationValues {
  crls: Uint8Array[]
  ocsps: Uint8Array[]
}

/** Everything at hand for judging one signer. Revocation data of the CMS is named `cms`, unless only a DSS has any. */
export function collectMaterial(
  signedData: SignedData,
  info: SignerInfo,
  outside: ValidationMaterial,
): ValidationMaterial {
  const signed = info.signedAttributes?.attributes ?? []
  const values = [
    adobeRevocation(signed),
    revocationValues(info.unsignedAttributes),
    { crls: [...signedData.crls], ocsps: [...signedData.ocsps] },
  ]
  const certificates = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.certificateValues).flatMap(
    (value) => attempt(() => sequence(value).map(({ bytes }) => bytes)) ?? [],
  )
  const crls = values.flatMap((value) => value.crls)
  const ocsps = values.flatMap((value) => value.ocsps)
  const own = crls.length + ocsps.length > 0
  return {
    certificates: [...signedData.certificates, ...certificates, ...outside.certificates],
    crls: [...crls, ...outside.crls],
    ocsps: [...ocsps, ...outside.ocsps],
    source: own ? 'cms' : outside.source,
    proofs: outside.proofs,
  }
}

/** RevocationInfoArchival (ISO 32000-2 §12.8.3.3.2): `[0]` CRLs, `[1]` OCSP responses. */
function adobeRevocation(attributes: readonly Attribute[]): RevocationValues {
  return collect(valuesNamed(attributes, ATTRIBUTE_OID.adobeRevocation))
}

/** CAdES RevocationValues (RFC 5126 §6.3.4): `[0]` CRLs, `[1]` BasicOCSPResponses. */
function revocationValues(attributes: readonly Attribute[]): RevocationValues {
  return collect(valuesNamed(attributes, ATTRIBUTE_OID.revocationValues))
}

function collect(values: readonly Element[]): RevocationValues {
  const found: RevocationValues = { crls: [], ocsps: [] }
  for (const value of values) {
    for (const field of attempt(() => sequence(value)) ?? []) {
      const items = attempt(() => children(inside(field)).map(({ bytes }) => bytes)) ?? []
      if (field.tag === context(0)) found.crls.push(...items)
      if (field.tag === context(1)) found.ocsps.push(...items)
    }
  }
  return found
}
