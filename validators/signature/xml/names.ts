/** The namespaces and algorithm identifiers of XML-DSig (RFC 6931, RFC 9231) and XAdES (ETSI EN 319 132-1). */
import type { DigestName } from '../crypto/digest.ts'
import type { SignatureScheme } from '../crypto/verify-value.ts'

export const NS = {
  dsig: 'http://www.w3.org/2000/09/xmldsig#',
  dsig11: 'http://www.w3.org/2009/xmldsig11#',
  dsigMore: 'http://www.w3.org/2007/05/xmldsig-more#',
  filter2: 'http://www.w3.org/2002/06/xmldsig-filter2',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  xades141: 'http://uri.etsi.org/01903/v1.4.1#',
  edxml: 'http://www.mic.gov.vn/TBT/QCVN_102_2016',
} as const

/** QualifyingProperties of XAdES 1.1.1 to 1.3.2 (and 1.4.x, which keeps 1.3.2 for them). */
export const XADES_NAMESPACES: ReadonlySet<string> = new Set([
  'http://uri.etsi.org/01903/v1.1.1#',
  'http://uri.etsi.org/01903/v1.2.2#',
  'http://uri.etsi.org/01903/v1.3.2#',
])

/** Type attributes of a Reference to SignedProperties, over the versions of XAdES. */
export const SIGNED_PROPERTIES_TYPES: ReadonlySet<string> = new Set([
  'http://uri.etsi.org/01903#SignedProperties',
  'http://uri.etsi.org/01903/v1.1.1#SignedProperties',
  'http://uri.etsi.org/01903/v1.2.2#SignedProperties',
  'http://uri.etsi.org/01903/v1.3.2#SignedProperties',
  'http://uri.etsi.org/01903/v1.4.1#SignedProperties',
])

export const TRANSFORM = {
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  base64: 'http://www.w3.org/2000/09/xmldsig#base64',
  xpath: 'http://www.w3.org/TR/1999/REC-xpath-19991116',
  filter2: 'http://www.w3.org/2002/06/xmldsig-filter2',
  xslt: 'http://www.w3.org/TR/1999/REC-xslt-19991116',
} as const

export const CANONICAL: Readonly<Record<string, { kind: '1.0' | '1.1' | 'exclusive'; comments: boolean }>> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { kind: '1.0', comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { kind: '1.0', comments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { kind: '1.1', comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { kind: '1.1', comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { kind: 'exclusive', comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { kind: 'exclusive', comments: true },
}

/** What a Reference, a Transform or a time-stamp means when it names no canonicalisation (XML-DSig §4.4.3.2). */
export const DEFAULT_CANONICAL = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const ENC = 'http://www.w3.org/2001/04/xmlenc#'

export const DIGESTS: Readonly<Record<string, DigestName>> = {
  [`${NS.dsig}sha1`]: 'SHA-1',
  [`${MORE}md5`]: 'MD5',
  [`${MORE}sha224`]: 'SHA-224',
  [`${ENC}sha256`]: 'SHA-256',
  [`${MORE}sha384`]: 'SHA-384',
  [`${ENC}sha512`]: 'SHA-512',
  [`${ENC}ripemd160`]: 'RIPEMD-160',
  [`${NS.dsigMore}sha3-224`]: 'SHA3-224',
  [`${NS.dsigMore}sha3-256`]: 'SHA3-256',
  [`${NS.dsigMore}sha3-384`]: 'SHA3-384',
  [`${NS.dsigMore}sha3-512`]: 'SHA3-512',
}

const rsa = (digest: DigestName): SignatureScheme => ({ kind: 'rsa-pkcs1', digest })
/** RFC 6931 §2.3.10: salt as long as the digest, MGF1 with the same digest. */
const pss = (digest: DigestName, saltLength: number): SignatureScheme => ({
  kind: 'rsa-pss',
  digest,
  mgfDigest: digest,
  saltLength,
})
const ecdsa = (digest: DigestName): SignatureScheme => ({ kind: 'ecdsa', digest, encoding: 'ieee-p1363' })
const dsa = (digest: DigestName): SignatureScheme => ({ kind: 'dsa', digest, encoding: 'ieee-p1363' })

/** SignatureMethod; `#rsa-pss` with parameters is read by `signature-method.ts`. */
export const SIGNATURE_METHODS: Readonly<Record<string, SignatureScheme>> = {
  [`${NS.dsig}rsa-sha1`]: rsa('SHA-1'),
  [`${MORE}rsa-md5`]: rsa('MD5'),
  [`${MORE}rsa-sha224`]: rsa('SHA-224'),
  [`${MORE}rsa-sha256`]: rsa('SHA-256'),
  [`${MORE}rsa-sha384`]: rsa('SHA-384'),
  [`${MORE}rsa-sha512`]: rsa('SHA-512'),
  [`${MORE}rsa-ripemd160`]: rsa('RIPEMD-160'),
  [`${NS.dsigMore}sha1-rsa-MGF1`]: pss('SHA-1', 20),
  [`${NS.dsigMore}sha224-rsa-MGF1`]: pss('SHA-224', 28),
  [`${NS.dsigMore}sha256-rsa-MGF1`]: pss('SHA-256', 32),
  [`${NS.dsigMore}sha384-rsa-MGF1`]: pss('SHA-384', 48),
  [`${NS.dsigMore}sha512-rsa-MGF1`]: pss('SHA-512', 64),
  [`${NS.dsigMore}ripemd160-rsa-MGF1`]: pss('RIPEMD-160', 20),
  [`${NS.dsigMore}sha3-224-rsa-MGF1`]: pss('SHA3-224', 28),
  [`${NS.dsigMore}sha3-256-rsa-MGF1`]: pss('SHA3-256', 32),
  [`${NS.dsigMore}sha3-384-rsa-MGF1`]: pss('SHA3-384', 48),
  [`${NS.dsigMore}sha3-512-rsa-MGF1`]: pss('SHA3-512', 64),
  [`${MORE}ecdsa-sha1`]: ecdsa('SHA-1'),
  [`${MORE}ecdsa-sha224`]: ecdsa('SHA-224'),
  [`${MORE}ecdsa-sha256`]: ecdsa('SHA-256'),
  [`${MORE}ecdsa-sha384`]: ecdsa('SHA-384'),
  [`${MORE}ecdsa-sha512`]: ecdsa('SHA-512'),
  [`${NS.dsigMore}ecdsa-ripemd160`]: ecdsa('RIPEMD-160'),
  'http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-224': ecdsa('SHA3-224'),
  'http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-256': ecdsa('SHA3-256'),
  'http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-384': ecdsa('SHA3-384'),
  'http://www.w3.org/2021/04/xmldsig-more#ecdsa-sha3-512': ecdsa('SHA3-512'),
  [`${NS.dsig}dsa-sha1`]: dsa('SHA-1'),
  'http://www.w3.org/2009/xmldsig11#dsa-sha256': dsa('SHA-256'),
  'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519': { kind: 'ed25519' },
  'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448': { kind: 'ed448' },
}
