/** The address of a document on the portal: readable, and the same for ever. */
import type { Metadata } from '../validators/metadata/metadata.ts'
import { foldForSearch } from '../validators/text/vietnamese/fold.ts'

/**
 * Addresses to try in order: a reference alone is not unique (each series starts anew every year, and every commune
 * has its own), so the issuer, the date and at last the file's hash are added until one is free.
 */
export function slugCandidates(metadata: Metadata, sha256: string): readonly string[] {
  const base = slugify(`${metadata.documentType ?? 'van-ban'} ${metadata.reference ?? ''}`)
  const withIssuer = `${base}-${slugify(metadata.issuer ?? '')}`
  const withDate = `${withIssuer}-${metadata.issuedOn ?? ''}`
  return [base, withIssuer, withDate, `${withDate}-${sha256.slice(0, 8)}`].map((slug) => slug.replace(/-+$/, ''))
}

function slugify(text: string): string {
  return foldForSearch(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120)
}
