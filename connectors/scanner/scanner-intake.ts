/** The documents of a judged scan as deliveries: each paper is one, with a number of its own in the register. */

import { shownName } from '../file-name.ts'
import type { Intake } from '../intake.ts'
import type { JudgedDrop, ScannedDocument } from './memory.ts'

/** @param at when they arrived, as the register is to say */
export function intakesOf(drop: JudgedDrop, at: Temporal.Instant): Intake[] {
  const { judgement, raw, scanner, fileName } = drop
  const channelData = {
    drop: drop.id,
    fileName: shownName(fileName),
    scanner,
    // The register may say later: paper is taken in within office hours (Điều 8.2).
    firstSeenAt: drop.firstSeenAt.toString(),
  }
  const delivery = { channel: 'scanner', receivedAt: at, raw, envelope: null } as const
  if (judgement.kind === 'refused') {
    const { reason } = judgement
    // Nothing of a file too large is kept, so there is no hash to name it by.
    const externalId = raw.sha256 || `too-large:${drop.modifiedMs}:${drop.bytes}:${shownName(fileName)}`
    const sender = { name: nameOf(scanner), address: scanner }
    return [
      {
        ...delivery,
        externalId: `refused:${externalId}`,
        sender,
        parts: [],
        content: { kind: 'declined', reason },
        channelData,
      },
    ]
  }
  const { documents, pages, separators, blanks } = judgement
  return documents.map((document, index) => ({
    ...delivery,
    externalId: isWhole(document, pages) ? raw.sha256 : `${raw.sha256}#${rangesOf(document.pages)}`,
    sender: { name: document.sender ?? nameOf(scanner), address: scanner },
    parts: [{ sha256: document.sha256, bytes: document.bytes, fileName: document.fileName, declaredType: null }],
    content: { kind: 'documents' },
    channelData: {
      ...channelData,
      batch: {
        document: index + 1,
        documents: documents.length,
        pages: document.pages,
        allPages: pages,
        separators,
        blanks,
      },
    },
  }))
}

function isWhole(document: ScannedDocument, allPages: number): boolean {
  return document.pages.length === allPages
}

/** `1-3,5`: however the scan is cut another time, what these pages are stays the same. */
function rangesOf(pages: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const page of pages) {
    const last = ranges.at(-1)
    if (last && last[1] === page - 1) last[1] = page
    else ranges.push([page, page])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',')
}

function nameOf(scanner: string | null): string {
  return scanner === null ? 'Máy quét' : `Máy quét ${scanner}`
}
