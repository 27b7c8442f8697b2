/** Kinds of columns. Timestamps come out as ISO strings of UTC. */
import type { ColumnType } from 'kysely'

/** jsonb: read as a value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
export type Timestamp = ColumnType<string, string, string>
export type NullableTimestamp = ColumnType<string | null, string | null | undefined, string | null>
