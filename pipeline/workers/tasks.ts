/** What a worker thread can be asked to do: bytes in, findings out; no database, no network but where `verify` is told to. */
import type { ExtractOptions } from '../../validators/metadata/extract.ts'
import type { MetadataReport } from '../../validators/metadata/metadata.ts'
import type { ImageType } from '../../validators/safety/file-type.ts'
import type { InspectionOutcome } from '../../validators/safety/inspect.ts'
import type { FileReport } from '../../validators/signature/report.ts'
import type { Outline } from '../../validators/text/pictures/outline.ts'
import type { PagePicture } from '../../validators/text/pictures/page-picture.ts'
import type { PagesReport } from '../../validators/text/sheets/inspect-pages.ts'
import type { Reading } from '../document.ts'
import type { CutOutcome } from '../scans/cut-pages.ts'
import type { ViewingOrder, ViewingOutcome } from '../scans/viewing-copy.ts'

export interface VerifyOptions {
  trustFolders: readonly string[]
  password: string | null
  content: Uint8Array | null
  /** ISO instant to judge at; `null` for now. */
  at: string | null
  /** The door the file came through, for the policy's roots by channel; `null`: every accepted root counts. */
  channel: string | null
  /** SHA-256 of the roots that count for a channel; a channel not named: all. */
  rootsByChannel: Readonly<Record<string, readonly string[]>>
  /** Where revocation data and CA certificates fetched earlier rest; `null`: nowhere. */
  cacheFolder: string | null
  /** Hosts that may be asked for them, with their subdomains; `null`: the network is not touched. */
  online: readonly string[] | 'any' | null
}

export type ReadOutcome =
  | { kind: 'read'; summary: Omit<Reading, 'textObject' | 'searchableObject'>; document: Uint8Array; plainText: string }
  | { kind: 'unreadable'; reason: { code: string; message: string } }

export type ExtractOutcome =
  | { kind: 'read'; summary: Omit<Reading, 'textObject' | 'searchableObject'>; report: MetadataReport }
  | { kind: 'unreadable'; reason: { code: string; message: string } }

export interface Tasks {
  inspect(bytes: Uint8Array, fileName: string, maxBytes: number): InspectionOutcome
  read(bytes: Uint8Array, fileName: string): ReadOutcome
  /** `read` and `describe` in one go, for a caller that keeps nothing: the text of the file is never packed. */
  extract(bytes: Uint8Array, fileName: string, options: ExtractOptions): ExtractOutcome
  /** Takes the file and the gzipped `ReadDocument`; the searchable copy, or `null` where there is nothing to add or none can be made. */
  searchable(bytes: Uint8Array, document: Uint8Array): Uint8Array | null
  verify(bytes: Uint8Array, fileName: string, options: VerifyOptions): FileReport
  /** Takes the gzipped `ReadDocument` that `read` gave. */
  describe(document: Uint8Array, options: ExtractOptions): MetadataReport
  /** One page as a picture of at most so many pixels across; `null` where there is none. */
  picture(bytes: Uint8Array, pageNumber: number, width: number): PagePicture | null
  /** Takes the gzipped `ReadDocument` that `read` gave. */
  outline(document: Uint8Array): Outline
  /** The whole text of what `read` gave, as `plainTextOf` lays it out. */
  plainText(document: Uint8Array): string
  /** Blank pages and codes of a scanned batch. */
  inspectPages(bytes: Uint8Array): PagesReport
  /** New PDFs of some pages of a batch. */
  cutPages(bytes: Uint8Array, fileType: 'pdf' | ImageType, pageLists: readonly (readonly number[])[]): CutOutcome
  /** A copy to look at, with the arrival stamp. */
  viewingCopy(bytes: Uint8Array, order: ViewingOrder): ViewingOutcome
}

export type TaskName = keyof Tasks
