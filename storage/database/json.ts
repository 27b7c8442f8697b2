/**
 * Values on their way into PostgreSQL. Its text holds no NUL and its jsonb no lone surrogate, and documents of the world
 * contain both: they are taken out here, in one place. The bytes of the document itself rest untouched in the object store.
 */

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? toText(inner) : inner))
}

export function toNullableJson(value: unknown): string | null {
  return value === null || value === undefined ? null : toJson(value)
}

export function toText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
