/**
 * Signs XML without the code under test: everything signed is written in canonical form by hand, so its digest is that
 * of the text itself (`xmlns` of XML-DSig stands on SignedInfo, as exclusive canonicalisation would put it there).
 */
import { createHash, sign } from 'node:crypto'
import type { Party } from '../pki.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
/** SignatureMethod by the kind of key. */
const METHODS: Readonly<Record<string, string>> = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  ed25519: 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519',
  ed448: 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448',
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64')
}

/** The raw value as XML-DSig writes it: r and s side by side for EC keys. */
function valueOver(text: string, { keys }: Party): string {
  const digest = keys.privateKey.asymmetricKeyType?.startsWith('ed') ? null : 'sha256'
  return sign(digest, Buffer.from(text), { key: keys.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64')
}

export interface ReferenceRecipe {
  /** `null`: no URI attribute. */
  uri: string | null
  /** The octets digested. */
  signed: string | Uint8Array
  transforms?: string
  type?: string
}

export interface SignatureRecipe {
  references: readonly ReferenceRecipe[]
  id?: string
  /** Elements after KeyInfo; they may depend on the SignatureValue. */
  objects?: string | ((value: string) => string)
  keyInfo?: string
  method?: string
}

export const ENVELOPED = `<Transform Algorithm="${DSIG}enveloped-signature"></Transform><Transform Algorithm="${EXCLUSIVE}"></Transform>`
export const EXCLUSIVE_ONLY = `<Transform Algorithm="${EXCLUSIVE}"></Transform>`

export function certificateInfo(signer: Party): string {
  const base64 = Buffer.from(signer.der).toString('base64')
  return `<KeyInfo><X509Data><X509Certificate>${base64}</X509Certificate></X509Data></KeyInfo>`
}

/** A ds:Signature element. */
export function signatureOver(signer: Party, recipe: SignatureRecipe): string {
  const references = recipe.references.map(({ uri, signed, transforms, type }) => {
    const attributes = `${type === undefined ? '' : ` Type="${type}"`}${uri === null ? '' : ` URI="${uri}"`}`
    const steps = transforms === undefined ? '' : `<Transforms>${transforms}</Transforms>`
    const method = '<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod>'
    return `<Reference${attributes}>${steps}${method}<DigestValue>${sha256(signed)}</DigestValue></Reference>`
  })
  const signedInfo = [
    `<SignedInfo xmlns="${DSIG}"><CanonicalizationMethod Algorithm="${EXCLUSIVE}"></CanonicalizationMethod>`,
    `<SignatureMethod Algorithm="${recipe.method ?? METHODS[signer.keys.privateKey.asymmetricKeyType ?? '']}"></SignatureMethod>`,
    ...references,
    '</SignedInfo>',
  ].join('')
  const value = valueOver(signedInfo, signer)
  const id = recipe.id === undefined ? '' : ` Id="${recipe.id}"`
  const keyInfo = recipe.keyInfo ?? certificateInfo(signer)
  const objects = typeof recipe.objects === 'function' ? recipe.objects(value) : (recipe.objects ?? '')
  return `<Signature xmlns="${DSIG}"${id}>${signedInfo}<SignatureValue>${value}</SignatureValue>${keyInfo}${objects}</Signature>`
}

/** `before` + `after` is the document in canonical form; the signature goes between and covers all of it. */
export function envelopedSigned(signer: Party, before: string, after: string): string {
  const reference = { uri: '', signed: before + after, transforms: ENVELOPED }
  return before + signatureOver(signer, { references: [reference] }) + after
}

/** SignedProperties with the digest of a certificate, in canonical form. */
export function signedProperties(id: string, certificate: Uint8Array, time = '2026-05-01T08:00:00Z'): string {
  const digestOfCertificate = [
    `<ds:DigestMethod xmlns:ds="${DSIG}" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>`,
    `<ds:DigestValue xmlns:ds="${DSIG}">${sha256(certificate)}</ds:DigestValue>`,
  ].join('')
  return [
    `<x:SignedProperties xmlns:x="${XADES}" Id="${id}"><x:SignedSignatureProperties>`,
    `<x:SigningTime>${time}</x:SigningTime>`,
    `<x:SigningCertificateV2><x:Cert><x:CertDigest>${digestOfCertificate}</x:CertDigest></x:Cert></x:SigningCertificateV2>`,
    '</x:SignedSignatureProperties></x:SignedProperties>',
  ].join('')
}

/** An enveloped XAdES B-B signature with the given properties; `meant` is the certificate they name. */
export function xadesSigned(signer: Party, before: string, after: string, meant = signer.der): string {
  const properties = signedProperties('props', meant)
  const signature = signatureOver(signer, {
    id: 'sig',
    references: [
      { uri: '', signed: before + after, transforms: ENVELOPED },
      {
        uri: '#props',
        signed: properties,
        transforms: EXCLUSIVE_ONLY,
        type: 'http://uri.etsi.org/01903#SignedProperties',
      },
    ],
    objects: qualifying('sig', properties),
  })
  return before + signature + after
}

export function qualifying(target: string, properties: string): string {
  return `<Object><x:QualifyingProperties xmlns:x="${XADES}" Target="#${target}">${properties}</x:QualifyingProperties></Object>`
}
