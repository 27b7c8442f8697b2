/** What a signature lets follow it: certification (DocMDP) and field locks (FieldMDP) (ISO 32000-2 §12.8.2). */

import type { View } from '../../../pdf/structure/view.ts'
import { isName, PdfString, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { plainString } from '../encryption/decryptor.ts'
import type { SignedField } from '../open-pdf.ts'
import { decodeTextString } from '../signatures/text-string.ts'
import type { Change, Need } from './change.ts'

/** DocMDP levels, table 257: 1 nothing, 2 forms and signatures, 3 annotations too. */
export type CertificationLevel = 1 | 2 | 3

export interface FieldLock {
  /** The signature field that set it. */
  by: string
  action: 'All' | 'Include' | 'Exclude'
  fields: string[]
}

export interface Permissions {
  /** `null`: no certification in force. */
  level: CertificationLevel | null
  locks: FieldLock[]
}

/** What one signature itself lays down. */
export function permissionsOf(view: View, field: SignedField): Permissions & { certifies: boolean } {
  const own: Permissions & { certifies: boolean } = { level: null, locks: [], certifies: false }
  const references = view.get(field.value.dict, 'Reference')
  for (const reference of Array.isArray(references) ? references : []) {
    const method = view.get(reference, 'TransformMethod')
    const parameters = view.get(reference, 'TransformParams')
    if (isName(method, 'DocMDP')) {
      own.certifies = true
      own.level = levelOf(view.get(parameters, 'P')) ?? 2
    } else if (isName(method, 'FieldMDP')) pushLock(view, own.locks, parameters, field)
  }
  const lock = view.get(field.dict, 'Lock')
  if (lock instanceof Map) {
    pushLock(view, own.locks, lock, field)
    own.level = strictest(own.level, levelOf(view.get(lock, 'P')))
  }
  return own
}

function levelOf(value: PdfValue): CertificationLevel | null {
  return value === 1 || value === 2 || value === 3 ? value : null
}

export function strictest(a: CertificationLevel | null, b: CertificationLevel | null): CertificationLevel | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function pushLock(view: View, locks: FieldLock[], source: PdfValue, field: SignedField): void {
  const action = view.get(source, 'Action')
  if (!isName(action) || (action.value !== 'All' && action.value !== 'Include' && action.value !== 'Exclude')) return
  const names = view.get(source, 'Fields')
  locks.push({ by: field.name, action: action.value, fields: namesOf(view, field, Array.isArray(names) ? names : []) })
}

function namesOf(view: View, field: SignedField, names: PdfValue[]): string[] {
  const holder = field.num === null ? null : view.object(field.num)
  return names
    .map((name) => view.resolve(name))
    .filter((name) => name instanceof PdfString)
    .map((name) => decodeTextString(plainString(view.store, name, holder?.compressed ? null : holder)))
}

const NEEDED_LEVEL: Readonly<Record<Exclude<Need, 'never'>, CertificationLevel>> = {
  maintenance: 1,
  signing: 2,
  filling: 2,
  annotating: 3,
}

/** Why a change is not permitted, in Vietnamese, or `null` when it is. */
export function objectionTo(change: Change, permissions: Permissions): string | null {
  if (change.need === 'never') return 'không quyền nào cho phép sau khi ký'
  const level = permissions.level ?? 2
  if (NEEDED_LEVEL[change.need] > level) {
    if (permissions.level === null)
      return 'chữ ký không kèm quyền chú thích (DocMDP mức 3) nên nội dung hiển thị phải giữ nguyên'
    return level === 1
      ? 'chứng nhận DocMDP mức 1 không cho phép thay đổi nào'
      : 'chứng nhận DocMDP mức 2 chỉ cho phép điền biểu mẫu và ký thêm'
  }
  const lock =
    change.field === null ? undefined : permissions.locks.find((held) => covers(held, change.field as string))
  return lock === undefined ? null : `trường này đã bị khóa khi ký ở “${lock.by}”`
}

function covers(lock: FieldLock, name: string): boolean {
  if (lock.action === 'All') return true
  const listed = lock.fields.some((field) => name === field || name.startsWith(`${field}.`))
  return lock.action === 'Include' ? listed : !listed
}
