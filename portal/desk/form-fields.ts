/** The fields a clerk sees, in the order of the paper, and which warning belongs beside which of them. */
import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import { documentTypes } from '../../validators/metadata/heading/document-types.ts'
import type { Metadata, MetadataField } from '../../validators/metadata/metadata.ts'
import type { Remark } from '../../validators/text/read-document.ts'

export interface FormField {
  /** Its name in the form. */
  name: string
  /** What it holds of the metadata. */
  data: MetadataField
  label: string
  kind: 'text' | 'date' | 'area'
  /** Whether Điều 5.1.a wants it of everything published, or a clerk should at least look. */
  required: boolean
  /** Short enough to stand beside another. */
  half?: boolean
  /** The value as people write it; empty when it is not known. */
  show(metadata: Metadata): string
  list?: readonly string[]
}

const dateIn = (iso: string | null) => (iso ? vietnameseDate(iso) : '')

export const formFields: readonly FormField[] = [
  {
    name: 'issuer',
    data: 'issuer',
    label: 'Cơ quan ban hành',
    kind: 'text',
    required: true,
    show: ({ issuer }) => issuer ?? '',
  },
  {
    name: 'reference',
    half: true,
    data: 'reference',
    label: 'Số, ký hiệu',
    kind: 'text',
    required: true,
    show: ({ reference }) => reference ?? '',
  },
  {
    name: 'issuedOn',
    half: true,
    data: 'issuedOn',
    label: 'Ngày ban hành',
    kind: 'date',
    required: true,
    show: ({ issuedOn }) => dateIn(issuedOn),
  },
  {
    name: 'documentType',
    half: true,
    data: 'documentType',
    label: 'Hình thức văn bản',
    kind: 'text',
    required: true,
    show: ({ documentType }) => documentType ?? '',
    list: documentTypes.map((type) => type.name),
  },
  {
    name: 'effectiveOn',
    half: true,
    data: 'effectiveOn',
    label: 'Ngày có hiệu lực',
    kind: 'date',
    required: false,
    show: ({ effectiveOn }) => dateIn(effectiveOn),
  },
  {
    name: 'summary',
    data: 'summary',
    label: 'Trích yếu',
    kind: 'area',
    required: true,
    show: ({ summary }) => summary ?? '',
  },
  {
    name: 'signer',
    data: 'signers',
    label: 'Người ký',
    kind: 'text',
    required: false,
    show: ({ signers }) => signers.map((signer) => signer.name).join('; '),
  },
]

const warningFields: readonly (readonly [RegExp, MetadataField])[] = [
  [/^NUMBER_/, 'reference'],
  [/^SYMBOL_AGAINST/, 'reference'],
  [/^FILE_NAME_/, 'reference'],
  [/^DATE_/, 'issuedOn'],
  [/^EFFECT_/, 'effectiveOn'],
  [/^(ISSUER|BODY)_/, 'issuer'],
  [/^TYPE_/, 'documentType'],
  [/^SIGNATURE_SIGNER/, 'signers'],
]

/** The field beside which a warning is told; `null` for one about the document as a whole. */
export function fieldOfWarning({ code }: Remark): MetadataField | null {
  return warningFields.find(([pattern]) => pattern.test(code))?.[1] ?? null
}
