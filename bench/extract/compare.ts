/** How a field compares with the truth: the rules of the sample set's README, "Comparing". */
import { comparableReference } from '../../validators/metadata/heading/reference.ts'
import { foldTonePlacement } from '../../validators/text/vietnamese/fold.ts'

export type Outcome = 'right' | 'half' | 'wrong' | 'null'

export function compareField(field: string, truth: string, found: string | null): Outcome {
  if (found === null || found === '') return 'null'
  switch (field) {
    case 'reference':
      return comparableReference(truth) === comparableReference(found) ? 'right' : 'wrong'
    case 'issuer':
      return compareIssuer(truth, found)
    case 'documentType':
      return body(truth) === body(found) ? 'right' : 'wrong'
    case 'summary':
      return overlap(subject(truth), subject(found)) >= 0.9 ? 'right' : 'wrong'
    case 'signer':
      return person(truth) === person(found) ? 'right' : 'wrong'
    default:
      return truth === found ? 'right' : 'wrong'
  }
}

function plain(text: string): string {
  return foldTonePlacement(text.normalize('NFC').replace(/[Ðð]/gu, 'Đ').replace(/ /gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
}

function body(text: string): string {
  return plain(text)
    .replace(/nước cộng hòa xã hội chủ nghĩa việt nam/gu, '')
    .replace(/ubnd/gu, 'ủy ban nhân dân')
    .replace(/hđnd/gu, 'hội đồng nhân dân')
    .replace(/tp\./gu, 'thành phố')
    .replace(/\s+/gu, ' ')
    .trim()
}

function compareIssuer(truth: string, found: string): Outcome {
  const [a, b] = [body(truth), body(found)]
  if (a === b) return 'right'
  return a.replace(/^chủ tịch /u, '') === b.replace(/^chủ tịch /u, '') ? 'half' : 'wrong'
}

const typeName = /^(?:luật|bộ luật|nghị định|nghị quyết|quyết định|thông tư(?: liên tịch)?|pháp lệnh|chỉ thị)\s+/u

function subject(text: string): string[] {
  return plain(text)
    .replace(/[.;,:\s]+$/u, '')
    .replace(typeName, '')
    .replace(/^(?:v\/v|về việc|về)\s+/u, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** Token F1 of two texts, words counted as often as they stand. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of b) {
    const left = counts.get(word) ?? 0
    if (left > 0) {
      shared++
      counts.set(word, left - 1)
    }
  }
  return shared === 0 ? 0 : (2 * shared) / (a.length + b.length)
}

function person(text: string): string {
  return plain(text)
    .replace(/^(?:phó )?(?:chủ tịch|bộ trưởng|thủ tướng)(?: ubnd| hđnd| quốc hội)?\s+/u, '')
    .replace(/^(?:(?:gs|pgs|ts|ths)\.?\s*)+/u, '')
}
