/** Every object the rows point at: originals, raw deliveries, what was read and made of them, gazette issues. */
import { type Kysely, sql } from 'kysely'
import type { Database } from './schema.ts'

export interface ObjectInUse {
  sha256: string
  /** What an operator knows it by. */
  name: string
}

/** Each once. */
export async function listObjectsInUse(db: Kysely<Database>): Promise<ObjectInUse[]> {
  const { rows } = await sql<ObjectInUse>`
    select sha256, min(name) as name from (
      select sha256, file_name as name from documents
      union all
      select raw_sha256, 'lần nhận ' || external_id from intakes where raw_sha256 is not null
      union all
      select reading ->> 'textObject', 'chữ của ' || file_name from documents where reading is not null
      union all
      select reading ->> 'searchableObject', 'bản tra cứu của ' || file_name from documents where reading is not null
      union all
      select content ->> 'sha256', slug from publications
      union all
      select content #>> '{reading,textObject}', 'chữ của ' || slug from publications
      union all
      select content ->> 'searchable', 'bản tra cứu của ' || slug from publications
      union all
      select pdf_sha256, 'Công báo ' || number || '/' || year from gazette_issues
      union all
      select signed_sha256, 'Công báo ' || number || '/' || year || ' đã ký' from gazette_issues
    ) objects where sha256 is not null group by sha256 order by sha256`.execute(db)
  return rows
}
