/** What machines read of a document's page: ELI and Dublin Core terms in the head, schema.org/Legislation as JSON-LD. */
import type { Publication } from '../../storage/database/publications/find-publications.ts'
import type { RelationKind } from '../../validators/metadata/metadata.ts'
import { type Html, html, raw } from '../html.ts'
import { documentJson, titleOf } from './document-json.ts'

export function legislationMetadata(publication: Publication, base: string, province: string): Html {
  const json = documentJson(publication, base)
  if (json.status === 'withdrawn') return html``
  const published = json.publishedAt.slice(0, 10)
  const terms: readonly (readonly [string, string | null])[] = [
    ['eli:type_document', json.documentType],
    ['eli:id_local', json.reference],
    ['eli:date_document', json.issuedOn],
    ['eli:date_publication', published],
    ['eli:first_date_entry_in_force', json.effectiveOn],
    ['eli:passed_by', json.issuer],
    ['eli:title', json.summary],
    ['eli:language', 'vie'],
    ['dcterms:title', titleOf(publication)],
    ['dcterms:identifier', json.reference],
    ['dcterms:type', json.documentType],
    ['dcterms:creator', json.issuer],
    ['dcterms:publisher', publisherOf(province)],
    ['dcterms:issued', published],
    ['dcterms:created', json.issuedOn],
    ['dcterms:valid', json.effectiveOn],
    ['dcterms:abstract', json.summary],
    ['dcterms:language', 'vi'],
    ['dcterms:source', json.url],
  ]
  const shown = terms.filter((term): term is readonly [string, string] => term[1] !== null)
  return html`${shown.map(([name, content]) => html`<meta property="${name}" content="${content}">`)}
<script type="application/ld+json">${raw(forScript(linkedData(publication, base, province)))}</script>`
}

const relationTerms: Partial<Record<RelationKind, string>> = {
  repeals: 'legislationRepeals',
  replaces: 'legislationRepeals',
  amends: 'legislationAmends',
  extends: 'legislationChanges',
  corrects: 'legislationCorrects',
  guides: 'legislationEnsuresImplementationOf',
}

function linkedData(publication: Publication, base: string, province: string): Record<string, unknown> {
  const json = documentJson(publication, base)
  if (json.status === 'withdrawn') return {}
  const related: Record<string, unknown[]> = {}
  for (const { kind, reference } of json.relations) {
    const term = relationTerms[kind]
    if (term) related[term] = [...(related[term] ?? []), { '@type': 'Legislation', legislationIdentifier: reference }]
  }
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Legislation',
    '@id': json.url,
    url: json.url,
    name: titleOf(publication),
    abstract: json.summary,
    inLanguage: 'vi',
    legislationIdentifier: json.reference,
    legislationType: json.documentType,
    legislationDate: json.issuedOn,
    temporalCoverage: json.effectiveOn && `${json.effectiveOn}/..`,
    legislationPassedBy: json.issuer && { '@type': 'GovernmentOrganization', name: json.issuer },
    legislationJurisdiction: { '@type': 'AdministrativeArea', name: province },
    datePublished: json.publishedAt,
    dateModified: json.updatedAt,
    publisher: { '@type': 'GovernmentOrganization', name: publisherOf(province) },
    encoding: json.files.map((file) => ({
      '@type': 'LegislationObject',
      contentUrl: file.url,
      encodingFormat: file.mediaType,
      contentSize: String(file.bytes),
      sha256: file.sha256,
    })),
    ...related,
  }
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined))
}

function publisherOf(province: string): string {
  return `Văn phòng Ủy ban nhân dân tỉnh ${province}`
}

/** JSON that cannot end the element it stands in, whatever a document calls itself. */
function forScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
