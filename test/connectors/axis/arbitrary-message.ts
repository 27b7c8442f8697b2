/** Any message the standard can say, for property tests. */
import fc from 'fast-check'
import type { MessageHead, MessageKind, Text } from '../../../connectors/axis/edxml/message.ts'

/** Text that XML can hold, as a reader gives it: trimmed, not empty, line ends as line feeds. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').trim())
  .filter((text) => text !== '' && text !== 'null')
const text: fc.Arbitrary<Text> = fc.option(words, { nil: null, freq: 3 })
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })

const organization = fc.record({
  organId: text,
  inCharge: text,
  name: text,
  address: text,
  email: text,
  telephone: text,
  fax: text,
  website: text,
})
const staff = fc.record({ department: text, staff: text, email: text, mobile: text })
const response = fc.record({ organId: text, code: text, date: text, documentId: words })

const header = fc.record({
  from: fc.tuple(organization, words).map(([from, organId]) => ({ ...from, organId })),
  to: some(organization),
  documentId: text,
  code: maybe(fc.record({ number: text, notation: text })),
  promulgation: maybe(fc.record({ place: text, date: text })),
  documentType: maybe(fc.record({ type: text, typeDetail: text, typeName: text })),
  subject: text,
  content: text,
  signer: maybe(fc.record({ competence: text, position: text, fullName: text })),
  dueDate: text,
  toPlaces: some(words),
  otherInfo: maybe(
    fc.record({
      priority: text,
      sphereOfPromulgation: text,
      typerNotation: text,
      promulgationAmount: text,
      pageAmount: text,
      direction: text,
      appendixes: some(words),
    }),
  ),
  responseFor: fc.array(response, { minLength: 1, maxLength: 3 }),
  steeringType: text,
  staffInfo: maybe(staff),
  statusCode: text,
  statusDescription: text,
  statusTimestamp: text,
})

const business = fc.record({
  docType: fc.option(fc.constantFrom('0', '1', '2', '3'), { nil: null }),
  reason: text,
  documentId: text,
  paper: text,
  staffInfo: maybe(staff),
  documentInfo: maybe(
    fc.record({
      documentInfo: text,
      documentReceiver: text,
      receivers: some(fc.record({ organId: text, receiverType: text })),
    }),
  ),
  replaces: some(fc.record({ documentId: text, organIds: some(words) })),
})

const kinds: Readonly<Record<string, MessageKind>> = {
  '0': 'document',
  '1': 'revocation',
  '2': 'update',
  '3': 'replacement',
}

const head = fc
  .record({
    header,
    trace: some(fc.record({ organId: text, timestamp: text })),
    business: maybe(business),
    signature: fc.constantFrom(null, {
      form: 'namespaced' as const,
      xml: '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>QQ==</SignatureValue></Signature>',
    }),
    manifest: some(fc.record({ contentId: text, contentType: text, attachmentName: text, description: text })),
  })
  .map((rest): MessageHead => {
    const kind = rest.header.statusCode ? 'status' : (kinds[rest.business?.docType ?? '0'] ?? 'document')
    return { kind, ...rest }
  })

/** Files whose bytes are no zip and no ruined text: those are for tests of their own. */
const file = fc.record({
  name: words,
  contentId: words.map((id) => `cid:${id}`),
  contentType: words,
  description: words,
  bytes: fc.uint8Array({ maxLength: 300 }),
})

export const anyMessage = fc.record({ head, files: some(file) })
