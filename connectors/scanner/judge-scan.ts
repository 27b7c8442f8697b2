/** What documents a stored scan holds; cut apart where it is a batch. The scan itself rests as it came. */
import { shownName } from '../file-name.ts'
import type { ByteStore, StoredBytes } from '../intake.ts'
import type { Drop, Judgement, ScannedDocument } from './memory.ts'
import { planBatch } from './plan-batch.ts'
import { refused, type ScanRefusal } from './reasons.ts'
import { separatorOf } from './separator.ts'
import type { ScannerSettings } from './settings.ts'

export type ScanType = 'pdf' | 'tiff' | 'jpeg' | 'png' | 'heic' | 'avif' | 'gif' | 'bmp' | 'webp'

/** What somebody who can look into files says of one. */
export type PagesReport =
  | {
      kind: 'pages'
      fileType: ScanType
      signed: boolean
      pages: readonly { blank: boolean; codes: readonly string[] }[]
    }
  | { kind: 'unreadable'; why: 'not a scan' | 'damaged' | 'encrypted' | 'no pages' | 'too many pages' }

export type CutOutcome = { kind: 'cut'; documents: readonly Uint8Array[] } | { kind: 'uncut'; detail: string }

export interface PageTools {
  inspectPages(file: Uint8Array): Promise<PagesReport>
  /** New PDFs of some pages of a file, numbered from 1; the same bytes each time. */
  cutPages(file: Uint8Array, fileType: ScanType, pageLists: readonly (readonly number[])[]): Promise<CutOutcome>
}

const refusalFor: Readonly<Record<Extract<PagesReport, { kind: 'unreadable' }>['why'], ScanRefusal>> = {
  'not a scan': 'NOT_A_SCAN',
  damaged: 'DAMAGED',
  encrypted: 'ENCRYPTED',
  'no pages': 'NO_PAGES',
  'too many pages': 'TOO_MANY_PAGES',
}

const no = (code: ScanRefusal): Judgement => ({ kind: 'refused', reason: refused(code) })

export async function judgeScan(
  drop: Drop,
  tools: PageTools,
  store: ByteStore,
  settings: ScannerSettings,
): Promise<Judgement> {
  const file = await store.get(drop.raw.sha256)
  const report = await tools.inspectPages(file)
  if (report.kind === 'unreadable') return no(refusalFor[report.why])
  const { fileType, signed, pages } = report
  // Whatever is signed is one document, and any change would break it.
  if (signed) return whole(drop, pages.length)
  const seen = pages.map(({ blank, codes }) => ({ blank, separator: separatorOf(codes, settings.separators) }))
  const plan = planBatch(seen, settings.blankPages)
  const [first] = plan.documents
  if (!first) return no('ONLY_SEPARATORS')
  const untouched = first.pages.length === pages.length && fileType !== 'tiff'
  if (untouched) return whole(drop, pages.length)
  const cut = await tools.cutPages(
    file,
    fileType,
    plan.documents.map((document) => document.pages),
  )
  // Without sheets it is one document all the same: rather with its blank pages than not at all.
  if (cut.kind === 'uncut')
    return plan.separators.length > 0 || plan.documents.length > 1 ? no('CANNOT_CUT') : whole(drop, pages.length)
  if (cut.documents.some((bytes) => bytes.length > settings.maxFileBytes)) return no('CUT_TOO_LARGE')
  const documents: ScannedDocument[] = []
  for (const [index, document] of plan.documents.entries()) {
    const stored: StoredBytes = await store.put(cut.documents[index] as Uint8Array)
    documents.push({ ...stored, ...document, fileName: partName(drop.fileName, index, plan.documents.length) })
  }
  return { kind: 'documents', pages: pages.length, separators: plan.separators, blanks: plan.blanks, documents }
}

/** The file itself is the document. */
function whole(drop: Drop, count: number): Judgement {
  const pages = Array.from({ length: count }, (_, index) => index + 1)
  const document = { ...drop.raw, fileName: shownName(drop.fileName), sender: null, pages }
  return { kind: 'documents', pages: count, separators: [], blanks: [], documents: [document] }
}

/** `tap.tif` gives `tap (1).pdf`, `tap (2).pdf`. */
function partName(fileName: string, index: number, count: number): string {
  const stem = shownName(fileName).replace(/\.[^.]{1,5}$/, '')
  return `${stem}${count > 1 ? ` (${index + 1})` : ''}.pdf`
}
